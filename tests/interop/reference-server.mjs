// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What interophost.cpp is, on node's own socket.io: the judge of the checks. CONFAB_REFERENCE=1 makes the matrix run
// against it, and the native client meets every version of it. Arguments: --version ALIAS (of package.json), --msgpack,
// --recovery, and a bundle for browsers that it serves.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import parser from 'socket.io-msgpack-parser';
import { makeServer } from './node-socketio.mjs';

const { values: flags, positionals: [bundle] } = parseArgs({
  allowPositionals: true,
  options: { version: { type: 'string', default: 'socket.io' }, msgpack: { type: 'boolean' }, recovery: { type: 'boolean' } },
});
const page = '<!doctype html><meta charset=utf-8><title>client</title><script src=/client.js></script>';

const http = createServer((request, response) => {
  if (request.url === '/') response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
  else if (request.url === '/client.js' && bundle) response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' }).end(readFileSync(bundle));
  else response.writeHead(404).end();
});
const io = makeServer(flags.version, http, {
  allowEIO3: true,
  pingInterval: 300,
  pingTimeout: 60000, // on a busy machine an answer may take its time
  ...(flags.msgpack && { parser }),
  ...(flags.recovery && { connectionStateRecovery: {} }),
});

function serve(socket) {
  socket.emit('welcome', socket.nsp.name);
  socket.on('echo', (...args) => {
    const ack = typeof args.at(-1) === 'function' ? args.pop() : () => {};
    socket.emit('echo', ...args);
    ack(...args);
  });
  socket.on('code points', (text, ack) => ack(Array.from(text, (character) => character.codePointAt(0))));
  socket.on('ask me', (...args) => {
    socket.emit('question', ...args, (...answer) => socket.emit('answered', ...answer));
  });
  socket.on('tell all', (...args) => socket.broadcast.emit('told', ...args));
  socket.on('show auth', (ack) => ack(socket.handshake.auth ?? null, socket.handshake.query));
  // For a client that cannot see its own heartbeats: pings of revision 3, pongs of revision 4.
  socket.on('count heartbeats', () => socket.conn.on('packet', ({ type }) => {
    if (type === 'ping' || type === 'pong') socket.emit('heartbeat');
  }));
  socket.on('throw me out', () => socket.disconnect(true));
}

io.on('connection', serve);
io.of('/other').on('connection', serve);
io.of('/closed').use((_, next) => next(Object.assign(new Error('members only'), { data: { code: 7 } })));

http.listen(0, '127.0.0.1', () => console.error(`listening on http://127.0.0.1:${http.address().port}`));
process.on('SIGTERM', () => process.exit(0));

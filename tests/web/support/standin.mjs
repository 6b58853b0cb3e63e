// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A stand-in for the hub that misbehaves on demand, for states of the page that the real one never shows when told:
// messages that get no answer or cannot be kept, nobody let in, refusals, a kick, a forged history. Speaks the chat's contract over node's Socket.IO.

import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { randomUUID, createHash } from 'node:crypto';
import { dirname, join, extname, basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';

const page = join(dirname(fileURLToPath(import.meta.url)), '../../../resources/web');
const pageSize = 50;
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

function serveFile(request, response) {
  const { pathname } = new URL(request.url, 'http://x');
  const name = pathname === '/' ? 'index.html' : basename(pathname);
  const file = join(page, name);
  if (!(extname(name) in types) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': `${types[extname(name)]}; charset=utf-8`,
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  });
  createReadStream(file).pipe(response);
}

/** Starts on a port; `history` is a list of {message, from, at, id?}. Set the returned `fault` to change its manners. */
export async function startStandin({ port = 0, history = [] } = {}) {
  const http = createServer(serveFile);
  const io = new Server(http, { allowRequest: (request, done) => done(null, standin.fault !== 'away') });
  const epoch = randomUUID();
  const log = history.map((entry, i) => ({ id: `h${i}`, room: 'lobby', seq: i + 1, ...entry }));
  const standin = { io, log, pin: '', lockedFor: 0, delay: 0, questions: [], roster: { roster: [], count: 0 }, fault: '', refusal: 'This name is not allowed', personOf: (token) => createHash('sha256').update(token).digest('hex').slice(0, 12) };

  io.use((socket, next) => {
    const { pin } = socket.handshake.auth;
    const code = standin.lockedFor > 0 ? 'pin_locked' : 'pin';
    if (standin.pin === '' || (pin === standin.pin && code === 'pin')) return next();
    return next(Object.assign(new Error('This chat asks for a PIN'), { data: { code, retryAfter: standin.lockedFor } }));
  });
  io.on('connection', (socket) => {
    socket.on('hello', ({ name, since, token }, ack) => {
      if (standin.fault === 'refuse') return ack({ ok: false, error: 'bad_request', detail: standin.refusal });
      socket.data.you = { id: standin.personOf(token), name };
      standin.you = socket.data.you; // of the last one who came
      const from = since?.lobby?.epoch === epoch ? since.lobby.seq : 0;
      const missed = log.filter((entry) => entry.seq > from);
      const messages = missed.slice(-pageSize);
      return ack({ ok: true, you: socket.data.you, token, epoch,
        rooms: [{ room: 'lobby', head: log.length, ...standin.roster, messages,
          gap: standin.fault === 'gap' || (from > 0 && missed.length > pageSize) }] });
    });
    socket.on('history', ({ before, limit }, ack) => {
      standin.questions.push(before);
      const older = log.filter((entry) => entry.seq < before);
      const answer = { ok: true, room: 'lobby', epoch, head: log.length, oldest: 1, messages: older.slice(-limit), more: older.length > limit };
      setTimeout(() => ack(answer), standin.delay);
    });
    socket.on('typing', ({ room }, ack) => {
      socket.broadcast.emit('typing', { room, from: socket.data.you });
      ack({ ok: true });
    });
    socket.on('presence', ({ room }, ack) => ack({ ok: true, room, ...standin.roster }));
    socket.on('rename', ({ name }, ack) => {
      socket.data.you = { ...socket.data.you, name };
      ack({ ok: true, you: socket.data.you });
    });
    socket.on('message', ({ text, id }, ack) => {
      if (standin.fault === 'silent') return;
      if (standin.fault === 'rate') return void ack({ ok: false, error: 'rate', detail: 'slow down' });
      if (standin.fault === 'unsaved') { // it delivers, and has nowhere to keep it
        const at = new Date().toISOString();
        socket.broadcast.emit('message', { message: text, id, room: 'lobby', at, from: socket.data.you });
        return void ack({ ok: true, stored: false, id, at });
      }
      let entry = log.find((known) => known.id === id && known.from.id === socket.data.you.id);
      if (!entry) {
        entry = { message: text, id, room: 'lobby', seq: log.length + 1, at: new Date().toISOString(), from: socket.data.you };
        log.push(entry);
        socket.broadcast.emit('message', entry);
      }
      ack({ ok: true, id, seq: entry.seq, at: entry.at });
    });
  });

  await new Promise((resolve) => { http.listen(port, '127.0.0.1', resolve); });
  standin.port = http.address().port;
  standin.url = `http://127.0.0.1:${standin.port}`;
  standin.say = (message, from, at = new Date()) => {
    const entry = { message, id: randomUUID(), room: 'lobby', seq: log.length + 1, at: at.toISOString(), from };
    log.push(entry);
    io.emit('message', entry);
  };
  /** Breaks every connection, and lets nobody in until the fault is another. */
  standin.goAway = () => {
    standin.fault = 'away';
    for (const socket of io.sockets.sockets.values()) socket.conn.close();
  };
  standin.stop = async () => {
    const closed = io.close();
    http.closeAllConnections(); // an idle one would go on being answered
    await closed;
  };
  return standin;
}

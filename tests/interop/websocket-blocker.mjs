// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An HTTP proxy in front of a server that lets no WebSocket pass, as some offices have it.

import { EventEmitter, once } from 'node:events';
import { createServer, request } from 'node:http';
import { Watch } from './watch.mjs';

const refusals = { refuses: '403 Forbidden', requires: '426 Upgrade Required', ignores: '200 OK' };

function forwardUpgrade(incoming, socket, port, blocker) {
  const forwarded = request({ port, host: '127.0.0.1', path: incoming.url, headers: incoming.headers });
  forwarded.on('error', () => socket.destroy());
  forwarded.on('upgrade', (answer, far, head) => {
    const lines = [];
    for (let i = 0; i < answer.rawHeaders.length; i += 2) lines.push(`${answer.rawHeaders[i]}: ${answer.rawHeaders[i + 1]}\r\n`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
    far.on('error', () => {});
    far.on('close', () => socket.destroy());
    socket.on('close', () => far.destroy());
    if (blocker.how === 'mutes') {
      far.resume();
      return;
    }
    socket.write(head);
    socket.pipe(far);
    far.pipe(socket);
    blocker.tellPassed();
  });
  forwarded.end();
}

/**
 * `how` it treats the request for one: 'refuses' (403), 'requires' (426), 'ignores' (it answers the request as if there
 * were no Upgrade header), 'hangs up', 'swallows' (never answers), 'mutes' (lets the handshake pass and no frame).
 * `attempts` counts these requests, `attempted(count)` waits for them, `requests` lists all, each 'open', 'poll' or 'upgrade',
 * but no POST; `how` may be changed, also to 'lets pass'; `cut()` ends every connection, `cutPoll()` as soon as a poll is held;
 * `passed()` resolves when a WebSocket has passed.
 */
export async function startWebSocketBlocker(context, port, how) {
  const proxy = createServer((incoming, outgoing) => {
    const { connection, upgrade, ...headers } = incoming.headers;
    if (incoming.method === 'GET') blocker.requests.push(incoming.url.includes('sid=') ? 'poll' : 'open');
    const forwarded = request({ port, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
    if (incoming.method === 'GET') held.emit('poll', outgoing);
  });
  const held = new EventEmitter();
  const open = new Set();
  const cut = () => open.forEach((socket) => socket.destroy());
  const watch = new Watch();
  const blocker = { attempts: 0, requests: [], how, cut };
  blocker.attempted = (count) => watch.until(() => blocker.attempts >= count, `attempt ${count}`, () => blocker.requests.join());
  // Between two polls a connection is idle, and its end is no loss: only a poll that waits for its answer is noticed.
  let poll = null;
  held.on('poll', (outgoing) => { poll = outgoing; });
  blocker.cutPoll = async () => {
    if (!poll || poll.writableEnded || poll.destroyed) await once(held, 'poll');
    cut();
  };
  const passing = new Promise((resolve) => { blocker.tellPassed = resolve; });
  blocker.passed = () => passing;
  proxy.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  proxy.on('upgrade', (incoming, socket) => {
    blocker.attempts += 1;
    blocker.requests.push('upgrade');
    watch.look();
    socket.on('error', () => {});
    if (blocker.how === 'hangs up') socket.destroy();
    else if (blocker.how in refusals) socket.end(`HTTP/1.1 ${refusals[blocker.how]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    else if (blocker.how === 'mutes' || blocker.how === 'lets pass') forwardUpgrade(incoming, socket, port, blocker);
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  context.after(() => {
    proxy.close();
    blocker.cut();
  });
  blocker.url = `http://127.0.0.1:${proxy.address().port}`;
  return blocker;
}

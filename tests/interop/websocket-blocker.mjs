// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An HTTP proxy in front of a server that lets no WebSocket pass, as some offices have it.

import { createServer, request } from 'node:http';

/**
 * `how` it treats the request for one: 'refuses' (403), 'requires' (426), 'ignores' (it answers the request as if there
 * were no Upgrade header), 'hangs up', 'swallows' (never answers), 'mutes' (lets the handshake pass and no frame).
 * `attempts` counts these requests.
 */
export async function startWebSocketBlocker(context, port, how) {
  const proxy = createServer((incoming, outgoing) => {
    const { connection, upgrade, ...headers } = incoming.headers;
    const forwarded = request({ port, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  const blocker = { attempts: 0 };
  const open = new Set();
  proxy.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  proxy.on('upgrade', (incoming, socket) => {
    blocker.attempts += 1;
    socket.on('error', () => {});
    if (how === 'refuses') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    else if (how === 'requires') socket.end('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    else if (how === 'ignores') socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    else if (how === 'hangs up') socket.destroy();
    else if (how === 'mutes') {
      const forwarded = request({ port, host: '127.0.0.1', path: incoming.url, headers: incoming.headers });
      forwarded.on('upgrade', (answer, far) => {
        const lines = [];
        for (let i = 0; i < answer.rawHeaders.length; i += 2) lines.push(`${answer.rawHeaders[i]}: ${answer.rawHeaders[i + 1]}\r\n`);
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
        far.on('error', () => {});
        far.resume();
        socket.on('close', () => far.destroy());
      });
      forwarded.end();
    }
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  context.after(() => {
    proxy.close();
    open.forEach((socket) => socket.destroy());
  });
  blocker.url = `http://127.0.0.1:${proxy.address().port}`;
  return blocker;
}

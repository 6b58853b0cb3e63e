// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The well-behaved clients beside an attack: npm's client, in a session that has to go on as if nothing were.

import assert from 'node:assert/strict';
import { io } from 'socket.io-client';
import { next, patience } from '../interop/checks.mjs';
import { startConformance, startHub } from '../interop/hub.mjs';

function joined(url) {
  const socket = io(url, { forceNew: true, reconnection: false });
  socket.losses = 0;
  socket.on('disconnect', () => { socket.losses += 1; });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

/** A server with bystanders. `undisturbed()` lets them exchange a message and rejects if they noticed anything. */
class Scene {
  constructor(server, sockets, exchange) {
    Object.assign(this, { server, port: server.port, url: server.url, sockets, exchange, count: 0, last: Promise.resolve() });
  }

  /** One exchange after the other, whoever asks. */
  async undisturbed() {
    this.last = this.last.catch(() => {}).then(() => {
      this.count += 1;
      return this.exchange(`${this.count}`);
    });
    await this.last;
    assert.deepEqual(this.sockets.map(({ losses }) => losses), this.sockets.map(() => 0));
  }

  /** The server has to have lived to this and to end in order. */
  async end(code = 0) {
    for (const socket of this.sockets) socket.disconnect();
    assert.equal(await this.server.stop(), code);
    assert.deepEqual(this.server.errors.filter((line) => /ERROR|Sanitizer|runtime error|ASSERT|no answer/.test(line)), []);
  }
}

/** confabd, and two people who chat. */
export async function productScene(options) {
  const server = await startHub(options);
  const sockets = await Promise.all([joined(server.url), joined(server.url)]);
  return new Scene(server, sockets, async (message) => {
    const heard = next(sockets[1], 'message');
    const ack = await sockets[0].timeout(patience).emitWithAck('message', message);
    assert.ok(ack.ok);
    assert.equal((await heard).message, message);
  });
}

/** confab-conformance, and a Socket.IO client that lets it echo. */
export async function echoScene() {
  const server = await startConformance();
  const socket = await joined(server.url);
  return new Scene(server, [socket], async (message) => {
    const back = next(socket, 'message-back');
    socket.emit('message', message);
    assert.equal(await back, message);
  });
}

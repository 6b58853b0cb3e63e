// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Clients of Socket.IO 1 and 2 in the chat, beside a new one and the native one: everybody hears everybody.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { collect, joinStock, startHub } from './hub.mjs';
import { versionOf } from './node-socketio.mjs';
import { joinProbe } from './probe.mjs';

const require = createRequire(import.meta.url);
const modes = { default: undefined, websocket: ['websocket'], polling: ['polling'] };

let hub;
before(async () => { hub = await startHub(); });
after(() => hub.stop());

/** A client of that version, connected for as long as the test runs. */
async function joinOld(context, alias, url, transports) {
  const socket = require(alias)(url, { forceNew: true, reconnection: false, ...(transports && { transports }) });
  context.after(() => socket.close());
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    for (const event of ['connect_error', 'error']) socket.once(event, (error) => reject(new Error(`${event}: ${error?.message ?? error}`)));
  });
  return socket;
}

/** Sends by `send(text)`, and sees it arrive at all of `others`: promises that a text arrives. */
async function heard(text, send, others) {
  const arriving = others.map((other) => other(text));
  send(text);
  await Promise.all(arriving);
}
const atSocket = (socket) => async (text) => {
  const [{ message }] = await collect(1, (push) => socket.on('message', (event) => { if (event.message === text) push(event); }), 'messages');
  assert.equal(message, text);
};
const atProbe = (probe) => (text) => probe.message(text, 'received');

for (const alias of ['socket.io-client-1', 'socket.io-client-2']) {
  describe(`socket.io-client ${versionOf(alias)}`, () => {
    for (const [mode, transports] of Object.entries(modes)) {
      test(`${mode}: everybody hears everybody`, async (context) => {
        const old = await joinOld(context, alias, hub.url, transports);
        const [stock, probe] = await Promise.all([joinStock(context, hub.url), joinProbe(context, hub.url)]);
        const [toOld, toStock, toProbe] = [atSocket(old), atSocket(stock), atProbe(probe)];
        for (const text of [`Grüße ${mode}`, `世界 😀 ${mode}`, `é${mode}`]) {
          await heard(`1 ${text}`, (said) => old.emit('message', said), [toStock, toProbe]);
          await heard(`2 ${text}`, (said) => stock.emit('message', said), [toOld, toProbe]);
          await heard(`3 ${text}`, (said) => probe.send(said), [toOld, toStock]);
        }
        const [answer] = await collect(1, (push) => old.emit('message', { text: `acked ${mode}`, id: `${alias.at(-1)}-${mode}` }, push), 'acks');
        assert.equal(answer.ok, true);
      });
    }

    test('is refused with --no-eio3, in words', async (context) => {
      const strict = await startHub({ args: ['--no-eio3'] });
      context.after(() => strict.stop('SIGKILL'));
      for (const transports of Object.values(modes)) {
        await assert.rejects(joinOld(context, alias, strict.url, transports), /connect_error|error/);
      }
      const response = await fetch(`${strict.url}/socket.io/?EIO=3&transport=polling`);
      assert.deepEqual([response.status, await response.json()], [400, { code: 5, message: 'Unsupported protocol version' }]);
      const stock = await joinStock(context, strict.url);
      assert.ok(stock.connected);
    });
  });
}

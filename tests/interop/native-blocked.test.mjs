// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client where no WebSocket passes: it falls back to long polling, and the chat works all the same.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { once, patience } from './checks.mjs';
import { collect, joinStock, startHub, startReference } from './hub.mjs';
import { nativeIo } from './native-socket.mjs';
import { joinProbe } from './probe.mjs';
import { startWebSocketBlocker } from './websocket-blocker.mjs';

const ways = ['refuses', 'requires', 'ignores', 'hangs up', 'swallows', 'mutes'];

async function hubFor(context) {
  const hub = await startHub();
  context.after(() => hub.stop('SIGKILL'));
  return hub;
}

for (const how of ways) {
  test(`chats through a proxy that ${how}`, async (context) => {
    const hub = await hubFor(context);
    const blocker = await startWebSocketBlocker(context, hub.port, how);
    const [stock, probe] = await Promise.all([joinStock(context, hub.url), joinProbe(context, blocker.url)]);
    assert.equal(blocker.attempts, 1);

    const texts = Array.from({ length: 50 }, (_, index) => `Grüße ${index} 😀`);
    const atStock = collect(texts.length, (push) => stock.on('message', ({ message }) => push(message)), 'messages');
    texts.forEach((text) => probe.send(text));
    assert.deepEqual(await atStock, texts);
    await Promise.all(texts.map((text) => probe.message(text, 'sent')));

    texts.forEach((text) => stock.emit('message', `re: ${text}`));
    await probe.message(`re: ${texts.at(-1)}`, 'received');
    assert.deepEqual(probe.received(), texts.map((text) => `re: ${text}`));
    assert.equal(blocker.attempts, 1); // nothing tries in vain while the connection works
    assert.equal(await probe.stop(), 0);
  });
}

test('begins with what worked when it comes back, and takes a WebSocket when one passes again', { timeout: 4 * patience }, async (context) => {
  const hub = await hubFor(context);
  const blocker = await startWebSocketBlocker(context, hub.port, 'swallows');
  const probe = await joinProbe(context, blocker.url);
  probe.send('one');
  await probe.message('one', 'sent');
  const online = () => probe.events.filter(({ event, state }) => event === 'state' && state === 'online').length;

  await blocker.cutPoll();
  blocker.requests.length = 0; // before anything can come
  await probe.state('reconnecting');
  await probe.until(() => online() === 2, 'second online');
  probe.send('two');
  await probe.message('two', 'sent');
  assert.equal(blocker.requests.find((kind) => kind !== 'poll'), 'open'); // it did not wait for a WebSocket again
  await blocker.attempted(2); // the upgrade is tried beside the polling
  assert.equal(blocker.attempts, 2);

  blocker.how = 'lets pass';
  await blocker.cutPoll();
  await probe.until(() => online() === 3, 'third online');
  await blocker.passed();
  probe.send('three');
  await probe.message('three', 'sent');
});

test('keeps polling when the upgrade does not come through', async (context) => {
  for (const how of ways) {
    const host = await startReference();
    context.after(() => host.stop('SIGKILL'));
    const blocker = await startWebSocketBlocker(context, host.port, how);
    const socket = nativeIo(blocker.url, { args: ['--transports', 'polling-first'] });
    await once(socket, 'connect');
    for (let number = 0; number < 20; number += 1) {
      const [answer] = await new Promise((resolve) => { socket.emit('echo', number, (...args) => resolve(args)); });
      assert.equal(answer, number);
    }
    assert.equal(socket.io.engine.transport.name, 'polling');
    socket.close();
  }
});

test('says why when neither passes', async (context) => {
  const blocker = await startWebSocketBlocker(context, 1, 'refuses'); // nobody listens behind it
  const socket = nativeIo(blocker.url);
  const ended = await new Promise((resolve) => { socket.io.events.once('ended', resolve); });
  assert.equal(blocker.attempts, 1);
  assert.match(ended.detail, /closed/i);
  socket.close();
});

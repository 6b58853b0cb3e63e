// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client's core against confabd: what it sees, and what becomes of its messages when the connection or the
// server goes.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { patience } from './checks.mjs';
import { joinStock, lastingPort, logOf, startHub } from './hub.mjs';
import { joinProbe } from './probe.mjs';
import { startWire } from './wire.mjs';

async function hubFor(context, options) {
  const hub = await startHub(options);
  context.after(() => hub.stop('SIGKILL'));
  return hub;
}

test('joins with a name, sees what was said before, and is answered', async (context) => {
  const hub = await hubFor(context);
  const ana = await joinProbe(context, hub.url, { name: 'Ana' });
  ana.send('before');
  const sent = await ana.message('before', 'sent');
  assert.ok(sent.seq > 0);

  const ben = await joinProbe(context, hub.url, { name: 'Ben' });
  const history = await ben.message('before', 'received');
  assert.deepEqual([history.from, history.live, history.seq], ['Ana', false, sent.seq]);
  ben.send('after');
  const news = await ana.message('after', 'received');
  assert.deepEqual([news.from, news.live, news.seq > sent.seq], ['Ben', true, true]);
  assert.equal(await ana.stop(), 0);
});

test('loses, repeats and reorders nothing on a wire that is cut', async (context) => {
  const hub = await hubFor(context);
  const wire = await startWire(context, hub.port);
  const [stock, probe] = await Promise.all([joinStock(context, hub.url), joinProbe(context, wire.url)]);
  const received = [];
  stock.on('message', ({ message }) => received.push(message));

  const texts = Array.from({ length: 120 }, (_, index) => `message ${index}`);
  for (let start = 0; start < texts.length; start += 30) {
    texts.slice(start, start + 30).forEach((text) => probe.send(text));
    await probe.message(texts[start + 10], 'sent');
    wire.cut(); // with others on their way
  }
  await Promise.all(texts.map((text) => probe.message(text, 'sent')));
  await stock.timeout(patience).emitWithAck('history', { room: 'lobby', limit: 1 }); // behind what the others have said
  assert.deepEqual(received, texts);

  const numbers = texts.map((text) => probe.events.findLast((event) => event.text === text).seq);
  assert.deepEqual(numbers, [...numbers].sort((one, other) => one - other));
});

test('catches up on what was said while it was away', async (context) => {
  const hub = await hubFor(context);
  const wire = await startWire(context, hub.port);
  const [stock, probe] = await Promise.all([joinStock(context, hub.url), joinProbe(context, wire.url)]);
  wire.cut();
  for (const text of ['one', 'two', 'three']) await stock.emitWithAck('message', text);
  await probe.message('three', 'received');
  assert.deepEqual(probe.received(), ['one', 'two', 'three']);
});

test('goes on after the server was killed and started anew', async (context) => {
  const hub = await hubFor(context, { port: await lastingPort() });
  const probe = await joinProbe(context, hub.url);
  probe.send('old');
  const old = await probe.message('old', 'sent');
  await hub.stop('SIGKILL');
  await probe.state('reconnecting');
  probe.send('written meanwhile');

  const next = await hubFor(context, { port: hub.port });
  const renewed = await probe.message('written meanwhile', 'sent');
  assert.deepEqual(await logOf(context, next.url), ['written meanwhile']);
  assert.ok(renewed.seq > old.seq, 'a new log is behind the old one');
});

test('reads a whole conversation page by page, and sees who is there and who types', async (context) => {
  const hub = await hubFor(context);
  const stock = await joinStock(context, hub.url);
  const texts = Array.from({ length: 130 }, (_, index) => `number ${index + 1}`);
  for (const text of texts) await stock.emitWithAck('message', text);

  const args = ['--attentive'];
  const ana = await joinProbe(context, hub.url, { name: 'Ana', args });
  await ana.until(({ event, complete }) => event === 'complete' && complete, 'start of the conversation');
  assert.deepEqual(ana.messages().sort((one, other) => one.seq - other.seq).map(({ text }) => text), texts);
  assert.ok(ana.messages().every(({ live }) => !live));

  const ben = await joinProbe(context, hub.url, { name: 'Ben', args });
  const both = ({ event, names }) => event === 'people' && names.includes('Ana') && names.includes('Ben');
  const { count } = await ana.until(both, 'two people');
  assert.equal(count, (await ben.until(both, 'two people')).count);
  ben.send('hello');
  await ana.until(({ event, names }) => event === 'typing' && names.includes('Ben'), 'typist');
  await ana.message('hello', 'received');
  await ana.until(({ event, names }) => event === 'typing' && names.length === 0, 'end of the typing');
  assert.equal(await ben.stop(), 0);
  await ana.until(({ event, names }, i) => event === 'people' && i > ana.events.findIndex(both) && !names.includes('Ben'), 'leaving');
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of messages when the client is killed, when the server is killed, and when both are, with the real programs
// and SIGKILL: everything arrives once, in the order in which it was written.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinStock, lastingPort, logOf, startHub } from './hub.mjs';
import { startProbe } from './probe.mjs';

/** A client that is the same person with the same store, whenever it is started. */
function personFor(context) {
  const folder = mkdtempSync(join(tmpdir(), 'confab-outbox-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const store = join(folder, 'messages.sqlite');
  return {
    store,
    start(url) {
      const probe = startProbe(url, { args: ['--store', store, '--token', 'the-same-person-every-time'] });
      context.after(() => probe.kill());
      return probe;
    },
  };
}

async function hubFor(context, port = 0) {
  const hub = await startHub({ port });
  context.after(() => hub.stop('SIGKILL'));
  return hub;
}

const texts = (from, to) => Array.from({ length: to - from }, (_, i) => `message ${from + i}`);

test('a client that is killed before the server is there sends after its restart', async (context) => {
  const port = await lastingPort();
  if (port === 0) {
    context.skip('this system has no port that stays free for a server that comes');
    return;
  }
  const url = `http://127.0.0.1:${port}`;
  const person = personFor(context);
  const first = person.start(url);
  for (const text of texts(0, 5)) first.send(text);
  await first.message('message 4', 'sending');
  assert.equal(await first.kill(), 'SIGKILL');
  assert.equal(statSync(person.store).mode & 0o777, 0o600);

  const second = person.start(url);
  await second.message('message 4', 'sending'); // shown before anybody answers
  second.send('message 5');
  const hub = await hubFor(context, port);
  await second.message('message 5', 'sent');
  assert.deepEqual(await logOf(context, hub.url), texts(0, 6));
  assert.equal(await second.stop(), 0);

  const third = person.start(url);
  await third.state('online');
  third.send('message 6');
  await third.message('message 6', 'sent');
  assert.deepEqual(third.messages().map(({ text }) => text), texts(0, 7)); // from its own store, each once
  assert.deepEqual(await logOf(context, hub.url), texts(0, 7));
});

test('a client that is killed again and again while it sends loses and doubles nothing', async (context) => {
  const hub = await hubFor(context);
  const person = personFor(context);
  const written = [];
  for (let round = 0; round < 5; round += 1) {
    const probe = person.start(hub.url);
    await probe.state('online');
    const batch = texts(round * 8, round * 8 + 8);
    for (const text of batch) probe.send(text);
    written.push(...batch);
    await probe.message(batch.at(-1), 'sending'); // the last one is in the store, some are answered and some are not
    await probe.kill();
  }
  const last = person.start(hub.url);
  await last.state('online');
  assert.equal(await last.stop(), 0); // nothing waits any more
  assert.deepEqual(await logOf(context, hub.url), written);
});

test('what waits when both are killed arrives once when both are back', async (context) => {
  const hub = await hubFor(context, await lastingPort());
  const person = personFor(context);
  const first = person.start(hub.url);
  await first.state('online');
  first.send('before');
  await first.message('before', 'sent');
  await hub.stop('SIGKILL');
  await first.state('reconnecting');
  for (const text of texts(0, 4)) first.send(text);
  await first.message('message 3', 'sending');
  await first.kill();

  const next = await hubFor(context, hub.port); // a new log: it keeps nothing
  const second = person.start(next.url);
  await second.message('message 3', 'sent');
  assert.deepEqual(await logOf(context, next.url), texts(0, 4));
  assert.deepEqual(second.messages().map(({ text }) => text), ['before', ...texts(0, 4)]);
  // The line between the old log and the new one.
  assert.deepEqual(second.messages().filter(({ gapBefore }) => gapBefore).map(({ text }) => text), ['message 0']);
});

test('what arrived while the client was dead is all there, without a gap', async (context) => {
  const hub = await hubFor(context);
  const person = personFor(context);
  const stock = await joinStock(context, hub.url);
  const first = person.start(hub.url);
  await first.state('online');
  await stock.emitWithAck('message', 'message 0');
  await first.message('message 0', 'received');
  await first.kill();
  for (const text of texts(1, 8)) await stock.emitWithAck('message', text);
  const second = person.start(hub.url);
  await second.message('message 7', 'received');
  assert.deepEqual(second.messages().map(({ text }) => text), texts(0, 8));
  assert.ok(second.messages().every(({ gapBefore }) => !gapBefore));
});

test('a store that is no store is left alone, and the chat goes on', async (context) => {
  const hub = await hubFor(context);
  const person = personFor(context);
  writeFileSync(person.store, 'x'.repeat(4096));
  const probe = person.start(hub.url);
  await probe.state('online');
  probe.send('x');
  await probe.message('x', 'sent');
  assert.equal(await probe.stop(), 0);
  assert.deepEqual(probe.events.filter(({ event }) => event === 'store').map(({ problem }) => problem), ['damaged']);
  assert.equal(statSync(person.store).size, 4096);
});

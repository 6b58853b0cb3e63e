// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// SIGTERM in the middle of everything: the server takes nobody any more, stores what it has, tells its clients, ends soon. They come
// back by themselves when it does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastingPort, startHub } from '../interop/hub.mjs';
import { Wire } from '../interop/raw.mjs';
import { RawSender, StockSender, faultsOf, load } from './senders.mjs';
import { holeIn, integrityOf, storedIn, temporaryFolder } from './store.mjs';
import { eventually, sum } from './waiting.mjs';

const rate = 500; // messages a second
const endWithin = 5000; // ms
const patience = 30000;
const goingAway = 1001;

test('SIGTERM under load loses nothing', { timeout: 120000 }, async (context) => {
  const port = await lastingPort();
  if (port === 0) {
    context.skip('this system has no port that stays free for a server that comes back');
    return;
  }
  const data = temporaryFolder();
  let hub = await startHub({ data, port });
  context.after(() => hub.stop('SIGKILL'));
  const senders = ['ana', 'ben', 'cem', 'dora'].map((name) => new StockSender(hub.url, name));
  senders.push(new RawSender(hub.url, 'eli'));
  context.after(() => senders.forEach((sender) => sender.close()));
  const plain = new Wire(`${hub.url}/ws`);
  await plain.opened;
  const acked = () => sum(senders.map((sender) => sender.acked.size));
  const traffic = load(senders, rate);
  context.after(() => traffic.stop());
  assert.ok(await eventually(() => acked() >= rate, patience));

  const from = Date.now();
  const ending = hub.stop();
  assert.equal(await plain.closed, goingAway);
  assert.equal(await ending, 0);
  const took = Date.now() - from;
  await assert.rejects(fetch(`${hub.url}/healthz`), 'somebody still answers');
  assert.ok(took <= endWithin, `it took ${took} ms`);
  const promised = senders.map(({ acked: all, heard, refused, faults }) => ({ acked: new Map(all), heard: new Map(heard), refused, faults }));
  const stored = storedIn(data);
  assert.deepEqual(faultsOf(promised, stored), []);
  assert.equal(holeIn(stored), '');
  assert.equal(integrityOf(data), 'ok');

  const before = acked();
  hub = await startHub({ data, port });
  assert.ok(await eventually(() => acked() >= before + rate, patience), 'they do not come back');
  traffic.stop();
  assert.ok(await eventually(() => senders.every(({ waiting }) => waiting.size === 0), patience));
  // For npm's client a server that goes is a connection that broke; told to leave it would not come back.
  for (const { disconnects } of senders.slice(0, 4)) assert.deepEqual(disconnects, ['transport close']);
  assert.equal(await hub.stop(), 0);
  const all = storedIn(data);
  assert.deepEqual(faultsOf(senders, all), []);
  console.log(`SIGTERM: ended after ${took} ms under ${rate} messages/s; ${before} acknowledged until then, ${acked()} in all, ${all.length} stored`);
});

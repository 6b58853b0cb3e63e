// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One member of a busy room stops reading, as a notebook does whose lid is closed. It is cut off with a reason, costs the server
// little, nobody else notices, and afterwards it goes on where it was.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { joinStock, startHub } from '../interop/hub.mjs';
import { StockMember } from './members.mjs';
import { temporaryFolder } from './store.mjs';
import { eventually, pause } from './waiting.mjs';

const cutWithin = 10000; // ms from when the system takes no more for the reader
const busyMachine = 5000; // ms that it may take longer to be seen
const allowedGrowth = 4 * 1024; // KiB
const patience = 60000;
const warmUp = 3000; // ms
const senders = 4;
const text = 'x'.repeat(16000);

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
/** How many bytes the system takes at most for somebody who does not read: what it keeps at both ends. */
const systemRoom = () => ['tcp_wmem', 'tcp_rmem']
  .map((name) => Number(readFileSync(`/proc/sys/net/ipv4/${name}`, 'utf8').trim().split(/\s+/)[2])).reduce((one, other) => one + other);
const percentile99 = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.99)];

/** Members who write as fast as they are answered; `times` has how long each answer took, in ms. */
function talk(sockets, times) {
  let isOver = false;
  const done = Promise.all(sockets.map(async (socket, index) => {
    for (let i = 0; !isOver; i += 1) {
      const from = performance.now();
      const ack = await socket.timeout(patience).emitWithAck('message', { text, id: `${index}-${from}`.replace('.', '_').slice(0, 64) });
      assert.ok(ack.ok, JSON.stringify(ack));
      times.push(performance.now() - from);
      await pause(5); // 16 KB of each of them again and again: more than any system keeps for a reader in ten seconds
    }
  }));
  return { stop: () => { isOver = true; return done; } };
}

test('a stalled reader is cut off, costs little and resumes', { timeout: 4 * patience }, async (context) => {
  const hub = await startHub({ data: temporaryFolder() });
  context.after(() => hub.stop('SIGKILL'));
  const sockets = await Promise.all(Array.from({ length: senders }, () => joinStock(context, hub.url)));
  const reader = new StockMember(hub.url, 'reader');
  context.after(() => reader.close());
  assert.ok(await eventually(() => reader.epoch, patience));

  const before = [];
  const warm = talk(sockets, before);
  await pause(warmUp);
  before.length = 0; // of the first ones some waited for the programs to become warm
  await pause(warmUp);
  await warm.stop();
  assert.ok(await eventually(() => reader.cursor >= before.length, patience));
  const base = resident(hub.process.pid);

  const cursor = reader.cursor;
  const wire = reader.socket.io.engine.transport.ws._socket;
  wire.pause();
  const stalledAt = Date.now();
  let fullAt = Infinity;
  const during = [];
  const traffic = talk(sockets, during);
  let highest = 0;
  const isCut = () => hub.errors.some((line) => /reads too slowly/.test(line));
  const wasCut = await eventually(() => {
    highest = Math.max(highest, resident(hub.process.pid));
    if (fullAt === Infinity && during.length * text.length > systemRoom()) fullAt = Date.now();
    return isCut();
  }, patience);
  const cutAt = Date.now();
  await traffic.stop();
  assert.ok(wasCut, 'the server has never cut it off');

  wire.resume();
  assert.ok(await eventually(() => reader.connects > 1, patience), 'it does not come back');
  const ack = await sockets[0].emitWithAck('message', { text: 'the last one', id: 'last' });
  assert.ok(await eventually(() => reader.seen.has(ack.seq), patience));
  const growth = highest - base;
  const [calm, beside] = [percentile99(before), percentile99(during)];
  console.log(`stalled reader: cut off after ${cutAt - stalledAt} ms, ${growth} KiB above ${base} KiB at most; of the others the slowest hundredth waited `
    + `${calm.toFixed(1)} ms before and ${beside.toFixed(1)} ms beside it (${before.length} and ${during.length} messages)`);
  assert.ok(cutAt - fullAt <= cutWithin + busyMachine, `cut off ${cutAt - fullAt} ms after the system was full`);
  assert.ok(growth <= allowedGrowth, `${growth} KiB more`);
  // Who had to wait for the stalled one would wait for seconds; a busy machine makes more than a little of a difference.
  assert.ok(beside <= 3 * calm + 1000, `${beside} ms instead of ${calm} ms`);
  assert.deepEqual(reader.faults, []);
  // From its cursor on it has everything, more than a page of `hello`, by whatever way (recovery, `hello`, `history`).
  assert.ok(await eventually(() => reader.cursor >= ack.seq, patience), `it has everything up to ${reader.cursor} of ${ack.seq} only`);
  assert.ok(ack.seq - cursor > 50, `${ack.seq - cursor} messages prove nothing`);
  assert.equal(await hub.stop(), 0);
});

test('a client that stops polling costs no more', { timeout: 4 * patience }, async (context) => {
  const hub = await startHub({ data: temporaryFolder() });
  context.after(() => hub.stop('SIGKILL'));
  const sockets = await Promise.all(Array.from({ length: senders }, () => joinStock(context, hub.url)));
  const warm = talk(sockets, []);
  await pause(warmUp);
  await warm.stop();
  const base = resident(hub.process.pid);

  const address = `${hub.url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(address)).text()).slice(1));
  assert.equal((await fetch(`${address}&sid=${sid}`, { method: 'POST', body: '40' })).status, 200);
  const traffic = talk(sockets, []);
  let highest = 0;
  const wasCut = await eventually(() => {
    highest = Math.max(highest, resident(hub.process.pid));
    return hub.errors.some((line) => /is given up: it does not poll/.test(line));
  }, patience);
  await traffic.stop();
  assert.ok(wasCut, 'the server has never given it up');
  console.log(`a client that stops polling: ${highest - base} KiB above ${base} KiB at most`);
  assert.ok(highest - base <= allowedGrowth, `${highest - base} KiB more`);
  assert.equal(await hub.stop(), 0);
});

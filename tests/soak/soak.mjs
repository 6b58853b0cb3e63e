// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The soak: rounds of cycles (cycles.mjs) at one server; after each round everybody is gone and the server has to be as it
// was before.
//
// - Descriptors: exactly as many as before the first round. One too many is one that leaks.
// - Memory: what is resident (VmRSS) after a round. The log is full before (10,000 messages of a room are kept, by design), and the first
//   rounds are the warm-up, which fills every pool and arena that the allocator keeps. After that, no growth: the mean of the
//   last third of the rounds may be at most `allowedGrowth` above the first third's. The allocator takes and gives pages as it likes, some
//   hundred KiB up and down; a leak of 1 KiB in every cycle would be half a MiB a round.
// - A well-behaved client stays for all of it: never disconnected, and the numbers of the messages it gets only rise.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { startHub } from '../interop/hub.mjs';
import { cycles, slowCycles } from './cycles.mjs';

const workers = 12;
// Milliseconds for each cycle of a worker: how many sessions wait for their end at a time, and so the peak that memory keeps, must not
// depend on how busy the machine is.
const pace = 250;
const warmUpRounds = 2;
// Long enough for a busy machine, short enough to wait for.
const pingInterval = 1500;
const pingTimeout = 2500;
const messagesKept = 10000;
const allowedGrowth = 1024; // KiB

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seconds: { type: 'string' }, only: { type: 'string' } } });
const seconds = Number(values.seconds ?? Number(values.minutes ?? 3) * 60);
if (!(seconds > 0)) {
  console.error('usage: tests/soak/run [--minutes N | --seconds N] [--only TEXT]');
  process.exit(2);
}
const roundSeconds = Math.max(5, Math.min(15, seconds / 10));

/** Those whose names hold the text of --only. */
const chosen = (kinds) => Object.entries(kinds).filter(([name]) => name.includes(values.only ?? ''));
const quick = chosen(cycles);
const slow = chosen(slowCycles);
const slowAtOnce = values.only ? workers : 2;

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const descriptors = (pid) => readdirSync(`/proc/${pid}/fd`).length;
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The client that stays. */
class Witness {
  constructor(url) {
    this.seq = 0;
    this.messages = 0;
    this.faults = [];
    this.socket = io(url, { transports: ['websocket'], reconnection: false });
    this.socket.on('disconnect', (reason) => this.faults.push(`disconnected: ${reason}`));
    this.socket.on('message', ({ seq }) => {
      this.messages += 1;
      if (seq <= this.seq) this.faults.push(`message ${seq} after ${this.seq}`);
      this.seq = seq;
    });
  }

  async join() {
    await new Promise((resolve, reject) => { this.socket.once('connect', resolve).once('connect_error', reject); });
    await this.socket.emitWithAck('hello', { name: 'Witness' });
  }
}

/**
 * Fills the log, so that its growth is none of the rounds': with messages as theirs are, each by another person, since what messages
 * of one person share would be shared no more.
 */
async function fillLog(url) {
  const fillers = 8;
  await Promise.all(Array.from({ length: fillers }, async (_, filler) => {
    const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
    await new Promise((resolve) => { socket.once('connect', resolve); });
    let since;
    for (let sent = 0; sent < messagesKept / fillers; ++sent) {
      const { epoch } = await socket.emitWithAck('hello',
        { name: `Filler ${filler} ${sent}`, token: `token-of-filler-${filler}-${sent}`, since });
      const { seq } = await socket.emitWithAck('message', 'hello');
      since = { lobby: { epoch, seq } };
    }
    socket.disconnect();
  }));
}

/** Runs cycles of every kind side by side until the time is over. */
async function runRound(hub, count, failures) {
  const until = Date.now() + roundSeconds * 1000;
  let next = 0;
  const cycle = async (name, run) => {
    try {
      await run(hub);
      count.set(name, (count.get(name) ?? 0) + 1);
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
    }
  };
  const work = async () => {
    while (Date.now() < until) {
      await Promise.all([cycle(...quick[next++ % quick.length]), pause(pace)]);
    }
  };
  await Promise.all([
    ...Array.from({ length: quick.length ? workers : 0 }, work),
    ...slow.flatMap(([name, run]) => Array.from({ length: slowAtOnce }, () => cycle(name, run))),
  ]);
}

/** Waits until the server has let go of everything, at most a minute longer than it may take. */
async function settle(pid, base) {
  await pause(pingInterval + pingTimeout + 1000); // sessions that have no connection end by their heartbeat
  for (let waited = 0; descriptors(pid) !== base && waited < 60; ++waited) await pause(1000);
  return descriptors(pid);
}

// The allocator gives back what is free soon, and keeps one arena: what is resident is what is used.
Object.assign(process.env, { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536', MALLOC_MMAP_THRESHOLD_: '65536' });
const hub = await startHub({ args: ['--ping-interval', String(pingInterval), '--ping-timeout', String(pingTimeout)] });
const { pid } = hub.process;
const count = new Map();
const failures = [];
const rounds = [];
const witness = new Witness(hub.url);
try {
  await witness.join();
  await (await fetch(`${hub.url}/healthz`, { headers: { connection: 'close' } })).text();
  await pause(500);
  const base = descriptors(pid);
  console.log(`confabd ${pid}: ${base} descriptors, ${resident(pid)} KiB resident at the start`);
  await fillLog(hub.url);

  const end = Date.now() + seconds * 1000;
  while (Date.now() < end || rounds.length < warmUpRounds + 3) {
    const before = [...count.values()].reduce((sum, number) => sum + number, 0);
    await runRound(hub, count, failures);
    const left = await settle(pid, base);
    const done = [...count.values()].reduce((sum, number) => sum + number, 0) - before;
    const round = { cycles: done, descriptors: left, memory: resident(pid) };
    rounds.push(round);
    console.log(`round ${rounds.length}${rounds.length <= warmUpRounds ? ' (warm-up)' : ''}: ${round.cycles} cycles, `
      + `${round.descriptors} descriptors, ${round.memory} KiB resident`);
    assert.equal(left, base, 'descriptors are not given back');
  }
  console.log('');
  for (const [name, times] of count) console.log(`${String(times).padStart(7)}  ${name}`);
  const total = [...count.values()].reduce((sum, number) => sum + number, 0);
  const measured = rounds.slice(warmUpRounds).map((round) => round.memory);
  const third = Math.max(1, Math.floor(measured.length / 3));
  const growth = Math.round(mean(measured.slice(-third)) - mean(measured.slice(0, third)));
  console.log(`${String(total).padStart(7)}  cycles in ${rounds.length} rounds, ${failures.length} failed; `
    + `the one who stayed got ${witness.messages} messages`);
  console.log(`memory: ${growth} KiB from the first third of the rounds to the last (at most ${allowedGrowth})`);

  for (const failure of failures.slice(0, 20)) console.log(`failed: ${failure}`);
  assert.deepEqual(witness.faults, [], 'the client that stayed noticed something');
  assert.equal(failures.length, 0, 'some cycles failed');
  const missing = [...quick, ...slow].filter(([name]) => !count.has(name));
  assert.deepEqual(missing, [], 'these cycles never ran');
  assert.ok(growth <= allowedGrowth, 'memory grows');
  witness.socket.disconnect();
  assert.equal(await hub.stop(), 0, 'confabd did not end with 0');
  console.log('soak: PASS');
} catch (error) {
  console.log(`soak: FAIL: ${error.message}`);
  process.exitCode = 1;
} finally {
  witness.socket.disconnect();
  hub.process.kill('SIGKILL');
  setTimeout(() => process.exit(), 1000).unref();
}

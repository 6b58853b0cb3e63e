// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rounds of SIGKILL under load, on one data folder and one port. After each start:
//
// - everything that was acknowledged, in whatever round, is stored once, under its number, in the order in which its sender wrote;
// - so is everything that anybody was shown: what others saw is as much a promise as an acknowledgement;
// - the numbers of the room have no hole, the epoch is the same, SQLite finds no fault, and a client with a cursor gets what is
//   behind it;
// - the server answers within two seconds of its start. Where the machine is so busy that a server without any data takes long
//   at the same time, four times of what that one takes.
//
// Clients are never started anew: they notice, come back by themselves and send again what was not answered.

import { parseArgs } from 'node:util';
import { io } from 'socket.io-client';
import { lastingPort, startHub } from '../interop/hub.mjs';
import { numbersFrom, seedOf } from './random.mjs';
import { faultsOf, load, RawSender, StockSender } from './senders.mjs';
import { holeIn, integrityOf, storedIn, temporaryFolder } from './store.mjs';
import { eventually, pause, sum } from './waiting.mjs';

const rate = 500; // messages a second
const shortest = 400; // ms of load before a kill
const longest = 1000;
const acksWanted = 50; // in every round, so that there is something to lose
const patience = 20000; // ms for them
const startLimit = 2000; // ms

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds);
const seed = seedOf(values.seed);
if (!(rounds > 0) || !Number.isInteger(seed)) {
  console.error('usage: tests/reliability/kill9 [--rounds N] [--seed N]');
  process.exit(2);
}

/** Starts a server and measures until it has answered a request. */
async function startTimed(options) {
  const from = performance.now();
  const hub = await startHub(options);
  await (await fetch(`${hub.url}/healthz`, { headers: { connection: 'close' } })).text();
  return { hub, took: Math.round(performance.now() - from) };
}

/** What a stock client with that cursor, or without one, gets. */
async function resume(url, cursor) {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  try {
    const answer = await socket.timeout(patience).emitWithAck('hello', { since: cursor && { lobby: cursor } });
    if (!answer.ok) throw new Error(`hello was refused: ${JSON.stringify(answer)}`);
    return answer;
  } finally {
    socket.disconnect();
  }
}

async function loadUntilKilled(hub, senders, milliseconds) {
  const acked = () => sum(senders.map((sender) => sender.acked.size));
  const before = acked();
  const from = performance.now();
  const traffic = load(senders, rate);
  await pause(milliseconds);
  await eventually(() => acked() >= before + acksWanted, patience);
  await hub.stop('SIGKILL');
  traffic.stop();
  return { acked: acked() - before, rate: Math.round(((acked() - before) * 1000) / (performance.now() - from)) };
}

const chance = numbersFrom(seed);
const data = temporaryFolder();
const port = await lastingPort();
if (port === 0) {
  console.log('kill9: skipped, this system has no port that stays free for a server that comes back');
  process.exit(0);
}
console.log(`kill9: ${rounds} rounds under ${rate} messages/s, seed ${seed}`);

let { hub } = await startTimed({ port, data });
process.once('exit', () => hub.process.kill('SIGKILL')); // also after an error of the test itself
const senders = ['ana', 'ben', 'cem', 'dora'].map((name) => new StockSender(hub.url, name));
senders.push(...['eli', 'fay'].map((name) => new RawSender(hub.url, name)));
const { epoch } = await resume(hub.url);
const starts = [];
const faults = [];
let stored = [];
for (let round = 1; round <= rounds && faults.length === 0; round += 1) {
  const { acked, rate: reached } = await loadUntilKilled(hub, senders, shortest + chance() * (longest - shortest));
  const next = await startTimed({ port, data });
  hub = next.hub;
  starts.push(next.took);

  // Before the file is read, so that nothing is acknowledged that it does not have.
  const promised = senders.map(({ acked: all, heard, refused, faults: own }) => (
    { acked: new Map(all), heard: new Map(heard), refused, faults: own }));
  stored = storedIn(data);
  faults.push(...faultsOf(promised, stored));
  const hole = holeIn(stored);
  if (hole) faults.push(`hole: ${hole}`);
  const integrity = integrityOf(data);
  if (integrity !== 'ok') faults.push(`integrity_check: ${integrity}`);
  const cursor = Math.max(0, stored.length - 40);
  const answer = await resume(hub.url, { epoch, seq: cursor });
  const resumed = answer.rooms[0].messages;
  if (answer.epoch !== epoch) faults.push(`the epoch was ${epoch} and is ${answer.epoch}`);
  // Meanwhile the clients send again: there may be more than the file had, and then more than a page.
  const first = answer.rooms[0].gap ? resumed[0]?.seq - 1 : cursor;
  if (resumed.some(({ seq }, i) => seq !== first + 1 + i)) faults.push(`a client that resumes after ${cursor} does not get what is behind it`);
  if (next.took > startLimit) {
    const empty = await startTimed({});
    await empty.hub.stop();
    if (next.took > 4 * empty.took) faults.push(`late: the start took ${next.took} ms, without any data it takes ${empty.took} ms`);
  }
  console.log(`round ${round}: ${acked} acknowledged (${reached}/s), ${stored.length} stored in all, integrity ${integrity}, answering after ${next.took} ms`
    + `${faults.length ? `, ${faults.length} FAULTS` : ''}`);
}

// What was in flight at the last kill is sent again and arrives.
await eventually(() => senders.every(({ waiting }) => waiting.size === 0), patience);
const unanswered = sum(senders.map(({ waiting }) => waiting.size));
if (unanswered && faults.length === 0) faults.push(`${unanswered} messages are never answered`);
const code = await hub.stop();
senders.forEach((sender) => sender.close());
if (code !== 0) faults.push(`confabd ended with ${code}`);
stored = storedIn(data);
faults.push(...faultsOf(senders, stored));

const of = (kind) => faults.filter((fault) => fault.startsWith(kind)).length;
console.log(`${sum(senders.map(({ sent }) => sent))} sent, ${sum(senders.map(({ acked }) => acked.size))} acknowledged, ${stored.length} stored; `
  + `${of('lost')} lost, ${of('doubled')} doubled, ${of('reordered')} reordered, ${of('refused')} refused; `
  + `${starts.length} kills, answering after at most ${Math.max(...starts)} ms`);
for (const fault of faults.slice(0, 20)) console.log(`fault: ${fault}`);
console.log(`kill9: ${faults.length ? `FAIL, seed ${seed}` : 'PASS'}`);
process.exit(faults.length ? 1 : 0);

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Twenty members of one room, every one of them behind a proxy that breaks connections: reset, half-closed, black-holed. They write
// all the time, come back by themselves, and send again what was not answered. Then the network heals, and everybody has to end up
// with everything:
//
// - lost: an acknowledged message is not stored under its number, or a member does not have what is stored;
// - doubled: the same message of the same person has two numbers, or is shown twice;
// - reordered: numbers that do not rise on one connection, or messages of one person that are not stored in the order of writing.

import { parseArgs } from 'node:util';
import { startHub } from '../interop/hub.mjs';
import { launch } from '../web/support/browser.mjs';
import { startCuttingProxy } from './cuttingproxy.mjs';
import { idIn, NativeMember, StockMember } from './members.mjs';
import { PageMember } from './pagemember.mjs';
import { numbersFrom, seedOf } from './random.mjs';
import { faultsOf } from './senders.mjs';
import { holeIn, integrityOf, storedIn, temporaryFolder } from './store.mjs';
import { eventually, pause, sum } from './waiting.mjs';

const stockMembers = 14;
const nativeMembers = 4;
const pageMembers = 2;
const meanLife = 5000; // ms of a connection
/** ms between two messages of a member: five a second in the room, so that who is away for ten seconds misses more than `hello` brings. */
const pace = 4000;
const patience = 90000; // ms for the end
const heartbeat = ['--ping-interval', '1500', '--ping-timeout', '1500']; // so that black holes are found while it runs

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
const seed = seedOf(values.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('usage: tests/reliability/cut [--minutes N] [--seed N]');
  process.exit(2);
}

const chance = numbersFrom(seed);
const data = temporaryFolder();
const hub = await startHub({ data, args: heartbeat });
process.once('exit', () => hub.process.kill('SIGKILL')); // also after an error of the test itself
const proxy = await startCuttingProxy(hub.port, chance, meanLife);
const browser = await launch();
console.log(`cut: ${stockMembers} stock clients, ${nativeMembers} native ones and ${pageMembers} pages for ${minutes} min, connections last ${meanLife} ms on average, seed ${seed}`);

const members = [
  ...Array.from({ length: stockMembers }, (_, i) => new StockMember(proxy.url, `stock${i + 1}`)),
  ...Array.from({ length: nativeMembers }, (_, i) => new NativeMember(proxy.url, `native${i + 1}`)),
  ...Array.from({ length: pageMembers }, (_, i) => new PageMember(browser, proxy.url, `page${i + 1}`)),
];
// Nobody writes before everybody has joined: a member has what was said since then.
const haveJoined = await eventually(() => members.every((member) => member.hasJoined), patience);
const timers = haveJoined ? members.map((member) => setInterval(() => member.send(), pace * (0.75 + chance() / 2))) : [];
if (haveJoined) await pause(minutes * 60000);
timers.forEach(clearInterval);
proxy.heal();

const sent = sum(members.map((member) => member.sent));
const areDone = await eventually(() => members.every(({ sent: all, acked, refused }) => acked.size + refused.length === all), patience)
  && await eventually(() => members.every((member) => member.isDone(sent)), patience);
const stored = storedIn(data);
const faults = [];
if (!haveJoined) faults.push('not everybody could join');
if (!areDone) faults.push('not everybody ended up with everything in time');

const told = stored.map(({ seq, text }) => ({ seq, id: idIn(text) }));
const ledgers = members.map(({ name, acked, seen, refused, faults: own }) => (
  { acked, heard: seen, refused, faults: own.map((fault) => `${name}: ${fault}`) }));
faults.push(...faultsOf(ledgers, told));
const hole = holeIn(stored);
if (hole) faults.push(`hole: ${hole}`);
const integrity = integrityOf(data);
if (integrity !== 'ok') faults.push(`integrity_check: ${integrity}`);
for (const { name, seen, gaps } of members) {
  const missing = stored.filter(({ seq }) => !seen.has(seq)).map(({ seq }) => seq);
  if (missing.length) faults.push(`lost: ${name} never got ${missing.length} messages, the first is ${missing[0]} (${gaps} gaps)`);
}
const count = (name) => sum(members.map((member) => member[name].size));

console.log('member        client        sent  acked   seen  connects');
for (const { name, kind, sent: all, acked, seen, connects } of members) {
  console.log(`${name.padEnd(12)}  ${kind.padEnd(12)}  ${String(all).padStart(4)}  ${String(acked.size).padStart(5)}  ${String(seen.size).padStart(5)}  ${connects || ''}`);
}
members.forEach((member) => member.close());
await browser.close();
proxy.close();
const code = await hub.stop();
if (code !== 0) faults.push(`confabd ended with ${code}`);

const of = (kind) => faults.filter((fault) => fault.startsWith(kind)).length;
const cuts = Object.entries(proxy.cuts).map(([kind, times]) => `${times} ${kind}`).join(', ');
console.log(`${proxy.connections} connections, ${cuts}`);
console.log(`${sent} sent, ${count('acked')} acknowledged, ${stored.length} stored, ${count('seen')} seen by ${members.length} members; `
  + `${of('lost')} lost, ${of('doubled')} doubled, ${of('reordered')} reordered, ${of('refused')} refused`);
for (const fault of faults.slice(0, 20)) console.log(`fault: ${fault}`);
const isBroken = Object.values(proxy.cuts).every((times) => times > 0);
if (!isBroken) console.log('fault: not every kind of cut has happened: nothing is proven');
console.log(`cut: ${faults.length || !isBroken ? `FAIL, seed ${seed}` : 'PASS'}`);
process.exit(faults.length || !isBroken ? 1 : 0);

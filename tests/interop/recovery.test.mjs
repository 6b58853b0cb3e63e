// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Connection state recovery as npm's client sees it: a connection that breaks, a server that is killed or ends and is started
// anew on the same messages, and who has been away for too long.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { io } from 'socket.io-client';
import { next, patience } from './checks.mjs';
import { joinStock, startHub } from './hub.mjs';
import { startWire } from './wire.mjs';

const token = 'a-token-of-the-test';
const tooLong = 121000; // ms

const ask = (socket, event, data) => socket.timeout(patience).emitWithAck(event, data);

/** What a client of the chat has been told, by the numbers: a Map from room to texts, and how often something came twice. */
class Member {
  constructor(context, url, transports) {
    this.texts = [];
    this.seen = { lobby: 0, den: 0 };
    this.doubled = 0;
    this.socket = io(url, { forceNew: true, transports, auth: { token }, reconnectionDelay: 50, reconnectionDelayMax: 50 });
    context.after(() => this.socket.disconnect());
    this.socket.on('message', (message) => this.take(message));
  }

  take({ room, seq, message, from }) {
    if (seq <= this.seen[room]) this.doubled += 1;
    this.seen[room] = Math.max(this.seen[room], seq);
    this.texts.push(message);
    this.from = from;
  }

  async hello() {
    const since = this.epoch && Object.fromEntries(Object.entries(this.seen).map(([room, seq]) => [room, { epoch: this.epoch, seq }]));
    const answer = await ask(this.socket, 'hello', { name: 'Ana', rooms: ['lobby', 'den'], ...(since && { since }) });
    assert.equal(answer.ok, true);
    this.epoch = answer.epoch;
    this.you = answer.you;
    return answer.rooms.flatMap(({ messages }) => messages);
  }

  /** Resolves when everything that was said until now has arrived. */
  async barrier() { await ask(this.socket, 'history', { room: 'lobby', limit: 1 }); }
}

/** Somebody who needs no connection that lasts: he says something whatever becomes of Ana's. */
async function say(hub, text, room = 'lobby') {
  const answer = await fetch(`${hub.url}/messages?name=Ben&room=${room}`, { method: 'POST', body: text });
  assert.equal(answer.status, 201);
}

/** Resolves when the server knows that a client has gone: of one that polls only a poll that breaks off says so, or a heartbeat. */
const noticed = (hub) => hub.until(() => hub.errors.some((line) => / left: /.test(line)), 'leaving');

/** Ana has said hello and seen one message when her connection breaks, while she says something herself. */
async function joinAndBreak(context, hub, transports = ['websocket']) {
  const wire = await startWire(context, hub.port);
  const ana = new Member(context, wire.url, transports);
  await next(ana.socket, 'connect');
  assert.equal(ana.socket.recovered, false);
  await ana.hello();
  await say(hub, 'seen');
  await ana.barrier();
  assert.deepEqual(ana.texts, ['seen']);
  const before = ana.socket.id;
  ask(ana.socket, 'message', 'my own').catch(() => {}); // acknowledged or not
  await ana.barrier();
  const broken = next(ana.socket, 'disconnect');
  wire.isOpen = false;
  wire.cut();
  await broken;
  return { wire, ana, before };
}

/** Ana is back, and has everything once and in order. */
async function comeBack({ wire, ana }, hub, expected) {
  const back = next(ana.socket, 'connect');
  wire.port = hub.port;
  wire.isOpen = true;
  await back;
  await ana.barrier();
  assert.deepEqual(ana.texts, ['seen', ...expected]);
  await say(hub, 'and on', 'den');
  await ana.barrier();
  assert.deepEqual(ana.texts, ['seen', ...expected, 'and on']);
  assert.equal(ana.doubled, 0);
}

async function checkRecovered(world, hub) {
  const { ana, before } = world;
  await noticed(hub);
  await say(hub, 'one');
  await say(hub, 'two', 'den');
  await say(hub, 'not for Ana', 'attic');
  await say(hub, 'three');
  await comeBack(world, hub, ['one', 'two', 'three']);
  assert.equal(ana.socket.recovered, true);
  assert.equal(ana.socket.id, before);
  // As the clients of the chat do it: hello with what they have brings nothing that is there already.
  assert.deepEqual((await ana.hello()).map(({ message }) => message), []);
  const other = await joinStock({ after() {} }, hub.url);
  const heard = next(other, 'message');
  assert.equal((await ask(ana.socket, 'message', 'it is me')).ok, true);
  assert.deepEqual((await heard).from, ana.you);
  assert.equal(ana.you.name, 'Ana');
  other.disconnect();
}

/** Of several threads: who comes back comes to another one than before. */
const threads = ['--shards', '3'];

for (const [title, transports, args] of [
  ['over a WebSocket', ['websocket'], []],
  ['over a WebSocket, to three threads', ['websocket'], threads],
  ['over polling', ['polling'], []],
]) {
  test(`a connection that breaks, ${title}`, async (context) => {
    const hub = await startHub({ args: ['--ping-interval', '2000', '--ping-timeout', '20000', ...args] });
    context.after(() => hub.stop());
    const world = await joinAndBreak(context, hub, transports);
    await checkRecovered(world, hub);
  });
}

function folderFor(context) {
  const folder = mkdtempSync(join(tmpdir(), 'confab-recovery-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

for (const [signal, args] of [['SIGKILL', []], ['SIGTERM', []], ['SIGTERM', threads]]) {
  test(`a server that gets ${signal} and is started anew ${args.join(' ')}`, async (context) => {
    const data = folderFor(context);
    let hub = await startHub({ data, args });
    const world = await joinAndBreak(context, hub);
    await say(hub, 'from the old one');
    await hub.stop(signal);
    hub = await startHub({ data, args });
    context.after(() => hub.stop());
    world.wire.port = hub.port;
    const { ana } = world;
    await say(hub, 'one');
    await say(hub, 'two', 'den');
    await comeBack(world, hub, ['from the old one', 'one', 'two']);
    assert.equal(ana.socket.recovered, true);
    assert.equal(ana.socket.id, world.before);
  });
}

test('a server that is killed under its clients', async (context) => {
  const data = folderFor(context);
  let hub = await startHub({ data });
  const wire = await startWire(context, hub.port);
  const ana = new Member(context, wire.url, ['websocket']);
  await next(ana.socket, 'connect');
  await ana.hello();
  const before = ana.socket.id;
  await say(hub, 'seen'); // and the session is kept along with it
  await ana.barrier();
  const broken = next(ana.socket, 'disconnect');
  wire.isOpen = false;
  await hub.stop('SIGKILL');
  await broken;
  hub = await startHub({ data });
  context.after(() => hub.stop());
  await say(hub, 'missed');
  await comeBack({ wire, ana }, hub, ['missed']);
  assert.equal(ana.socket.recovered, true);
  assert.equal(ana.socket.id, before);
});

test('away for too long', async (context) => {
  const data = folderFor(context);
  let hub = await startHub({ data });
  const world = await joinAndBreak(context, hub);
  assert.equal(await hub.stop(), 0);
  const file = join(data, 'confab.db');
  const aged = spawnSync('sqlite3', [file, `UPDATE sessions SET lost_at = lost_at - ${tooLong}; SELECT changes()`], { encoding: 'utf8' });
  if (aged.error) {
    context.skip('there is no sqlite3 to set the clock back');
    return;
  }
  assert.ok(Number(aged.stdout) >= 1, aged.stdout + aged.stderr);
  hub = await startHub({ data });
  context.after(() => hub.stop());
  await say(hub, 'missed');
  const { ana, wire, before } = world;
  const back = next(ana.socket, 'connect');
  wire.port = hub.port;
  wire.isOpen = true;
  await back;
  assert.equal(ana.socket.recovered, false);
  assert.notEqual(ana.socket.id, before);
  assert.deepEqual(ana.texts, ['seen']);
  // What it missed is in the log all the same; its own message is in there, too.
  assert.deepEqual((await ana.hello()).map(({ message }) => message), ['my own', 'missed']);
});

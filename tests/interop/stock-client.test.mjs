// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// socket.io-client from npm, as it comes, in its three modes against confabd.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { patience } from './checks.mjs';
import { collect, startHub } from './hub.mjs';

const modes = {
  default: {},
  websocket: { transports: ['websocket'] },
  polling: { transports: ['polling'] },
};

const results = []; // {mode, check, passed}

function connect(hub, mode, namespace = '/', options = {}) {
  return io(hub.url + namespace, { forceNew: true, reconnection: false, ...modes[mode], ...options });
}

async function connected(hub, mode) {
  const socket = connect(hub, mode);
  await collect(1, (push) => {
    socket.once('connect', () => push());
    socket.once('connect_error', (error) => { throw error; });
  }, 'connections');
  return socket;
}

/** A string `message` to everybody else, and the others' answers with the same text. */
async function exchange(from, to, text) {
  const arrives = collect(1, (push) => to.once('message', push), 'messages');
  from.emit('message', text);
  assert.equal((await arrives)[0].message, text);
}

const checks = {
  'connects': async (hub, mode) => {
    const socket = await connected(hub, mode);
    assert.match(socket.id, /^[\w-]{20}$/);
    assert.notEqual(socket.id, socket.io.engine.id);
    if (mode === 'default') {
      const { engine } = socket.io;
      if (engine.transport.name !== 'websocket') await collect(1, (push) => engine.once('upgrade', push), 'upgrades');
    }
    assert.equal(socket.io.engine.transport.name, mode === 'polling' ? 'polling' : 'websocket');
    socket.disconnect();
  },

  'carries UTF-8 both ways': async (hub, mode) => {
    const [a, b] = [await connected(hub, mode), await connected(hub, mode)];
    await exchange(a, b, 'Grüße, 世界, 👋🏽, \u0000, "quoted" \\ and \u2028');
    await exchange(b, a, 'ä'.repeat(8000));
    a.disconnect();
    b.disconnect();
  },

  'acknowledges': async (hub, mode) => {
    const [a, b] = [await connected(hub, mode), await connected(hub, mode)];
    const arrives = collect(1, (push) => b.once('message', push), 'messages');
    const ack = await a.timeout(patience).emitWithAck('message', { text: 'numbered', id: `ack-${mode}`, room: 'lobby' });
    assert.equal(ack.ok, true);
    assert.equal(ack.id, `ack-${mode}`);
    assert.ok(Number.isInteger(ack.seq) && ack.seq > 0);
    assert.equal(new Date(ack.at).toISOString(), ack.at);
    const [message] = await arrives;
    assert.equal(message.message, 'numbered');
    assert.equal(message.seq, ack.seq);
    assert.equal(message.at, ack.at);
    assert.equal(typeof message.from.name, 'string');
    a.disconnect();
    b.disconnect();
  },

  'sends to everybody but the sender': async (hub, mode) => {
    const sockets = [await connected(hub, mode), await connected(hub, mode), await connected(hub, mode)];
    const heard = sockets.map(() => []);
    sockets.forEach((socket, i) => socket.on('message', ({ message }) => heard[i].push(message)));
    const others = sockets.slice(1).map((socket) => collect(1, (push) => socket.once('message', push), 'messages'));
    await sockets[0].timeout(patience).emitWithAck('message', 'from the first');
    await Promise.all(others);
    // What another client says afterwards is behind everything that could have come back.
    const end = collect(1, (push) => sockets[0].once('message', push), 'messages');
    await sockets[1].timeout(patience).emitWithAck('message', 'the end');
    await end;
    assert.deepEqual(heard[0], ['the end']);
    assert.deepEqual(heard[1], ['from the first']);
    sockets.forEach((socket) => socket.disconnect());
  },

  'keeps the order of 200 messages': async (hub, mode) => {
    const [a, b] = [await connected(hub, mode), await connected(hub, mode)];
    const arrive = collect(200, (push) => b.on('message', push), 'messages');
    for (let i = 0; i < 200; i += 1) a.emit('message', `number ${i}`);
    const messages = await arrive;
    assert.deepEqual(messages.map(({ message }) => message), Array.from({ length: 200 }, (_, i) => `number ${i}`));
    messages.reduce((previous, { seq }) => {
      assert.ok(seq > previous);
      return seq;
    }, 0);
    a.disconnect();
    b.disconnect();
  },

  'survives events it does not know, binary ones too': async (hub, mode) => {
    const [a, b] = [await connected(hub, mode), await connected(hub, mode)];
    const ack = await a.timeout(patience).emitWithAck('picture', Buffer.from([0, 1, 2, 255]), { also: Buffer.alloc(3) });
    assert.deepEqual([ack.ok, ack.error], [false, 'unknown_event']);
    a.emit('no such thing', 1, null, [{}]);
    const refused = await a.timeout(patience).emitWithAck('message', Buffer.from('binary'));
    assert.deepEqual([refused.ok, refused.error], [false, 'bad_request']);
    await exchange(a, b, 'still here');
    a.disconnect();
    b.disconnect();
  },

  'refuses what is too long, and lives': async (hub, mode) => {
    const a = await connected(hub, mode);
    const atLimit = await a.timeout(patience).emitWithAck('message', 'ä'.repeat(8192));
    assert.equal(atLimit.ok, true);
    const over = await a.timeout(patience).emitWithAck('message', `${'ä'.repeat(8192)}x`);
    assert.deepEqual([over.ok, over.error], [false, 'too_long']);
    a.disconnect();
  },

  'refuses a namespace it does not have': async (hub, mode) => {
    const socket = connect(hub, mode, '/nowhere');
    const [error] = await collect(1, (push) => socket.once('connect_error', push), 'refusals');
    assert.equal(error.message, 'Invalid namespace');
    socket.io.engine.close();
  },

  'notices when a client leaves': async (hub, mode) => {
    const socket = await connected(hub, mode);
    const [reason] = await Promise.all([
      collect(1, (push) => socket.once('disconnect', push), 'disconnects'),
      socket.disconnect(),
    ]);
    assert.deepEqual(reason, ['io client disconnect']);
  },

  'answers hello': async (hub, mode) => {
    const socket = await connected(hub, mode);
    const answer = await socket.timeout(patience).emitWithAck('hello', { name: 'Ana', rooms: ['lobby'] });
    assert.equal(answer.ok, true);
    assert.equal(answer.you.name, 'Ana');
    assert.equal(typeof answer.token, 'string');
    const [room] = answer.rooms;
    assert.equal(room.room, 'lobby');
    assert.equal(room.head, room.messages.at(-1)?.seq ?? room.head);
    const since = { lobby: { epoch: answer.epoch, seq: room.head } };
    const again = await socket.timeout(patience).emitWithAck('hello', { name: 'Ana', rooms: ['lobby'], since });
    assert.deepEqual(again.rooms[0].messages, []);
    assert.equal(again.rooms[0].gap, false);
    socket.disconnect();
  },
};

function record(mode, check, run) {
  test(`${mode}: ${check}`, { timeout: 2 * patience }, async () => {
    const result = { mode, check, passed: false };
    results.push(result);
    await run();
    result.passed = true;
  });
}

describe('socket.io-client 4.8.4', () => {
  let hub;
  before(async () => { hub = await startHub(); });
  for (const mode of Object.keys(modes)) {
    for (const [check, run] of Object.entries(checks)) record(mode, check, () => run(hub, mode));
  }
  after(async () => { assert.equal(await hub.stop(), 0); });
});

describe('with a quick heart', () => {
  let hub;
  before(async () => { hub = await startHub({ args: ['--ping-interval', '300', '--ping-timeout', String(patience)] }); });
  for (const mode of Object.keys(modes)) {
    record(mode, 'lives through five heartbeats', async () => {
      const [a, b] = [await connected(hub, mode), await connected(hub, mode)];
      await collect(5, (push) => a.io.on('ping', () => push()), 'heartbeats');
      await exchange(a, b, 'alive');
      a.disconnect();
      b.disconnect();
    });
  }
  after(async () => { assert.equal(await hub.stop(), 0); });
});

describe('when the server stops', () => {
  for (const mode of Object.keys(modes)) {
    record(mode, 'sees the transport close', async () => {
      const hub = await startHub();
      const socket = await connected(hub, mode);
      if (mode === 'default' && socket.io.engine.transport.name !== 'websocket') {
        await collect(1, (push) => socket.io.engine.once('upgrade', push), 'upgrades');
      }
      // Answered after the poll that the client sent before it: between two polls nobody could be told.
      await (await fetch(`${hub.url}/healthz`)).text();
      const leaves = collect(1, (push) => socket.once('disconnect', push), 'disconnects');
      assert.equal(await hub.stop(), 0);
      assert.deepEqual(await leaves, ['transport close']);
    });
  }
});

after(() => {
  const names = Object.keys(modes);
  const width = Math.max(...results.map(({ check }) => check.length));
  console.log(`${'socket.io-client 4.8.4'.padEnd(width)}  ${names.join('  ')}`);
  for (const check of new Set(results.map((result) => result.check))) {
    const cells = names.map((mode) => {
      const result = results.find((r) => r.mode === mode && r.check === check);
      return (!result ? '-' : result.passed ? 'ok' : 'FAILED').padEnd(mode.length);
    });
    console.log(`${check.padEnd(width)}  ${cells.join('  ')}`);
  }
});

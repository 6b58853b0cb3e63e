// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat's events with stock clients: npm's socket.io-client, bare and rich, and npm's ws with confab.v1.json.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { patience } from './checks.mjs';
import { collect, joinStock, startHub } from './hub.mjs';

/** The next event of that name, and of those the first that `accept` likes. */
function next(emitter, event, accept = () => true) {
  return collect(1, (push) => emitter.on(event, (value) => { if (accept(value)) push(value); }), event).then(([value]) => value);
}

/** A client that has said hello. */
async function greet(context, url, hello) {
  const socket = await joinStock(context, url);
  const answer = await socket.timeout(patience).emitWithAck('hello', hello);
  assert.equal(answer.ok, true);
  return socket;
}

describe('the events of the chat', () => {
  let hub;
  before(async () => { hub = await startHub(); });
  after(() => hub.stop());

  test('history, typing and presence, beside a client of the tutorial', { timeout: 4 * patience }, async (context) => {
    const bare = await joinStock(context, hub.url);
    const heard = [];
    bare.onAny((event) => heard.push(event));
    const ana = await greet(context, hub.url, { name: 'Ana' });
    const benJoins = next(ana, 'presence', ({ joined }) => joined?.some(({ name }) => name === 'Ben'));
    let people = 0; // of another thread's clients Ana's hears a moment later
    while (people !== 2) people = (await ana.timeout(patience).emitWithAck('presence', { room: 'lobby', on: true })).count;
    const ben = await greet(context, hub.url, { name: 'Ben' });
    await benJoins;

    const typing = next(ana, 'typing');
    assert.deepEqual(await ben.timeout(patience).emitWithAck('typing', { room: 'lobby' }), { ok: true });
    assert.equal((await typing).from.name, 'Ben');

    const arrives = next(ana, 'message');
    bare.emit('message', 'from the tutorial');
    assert.equal((await arrives).message, 'from the tutorial');
    const answers = next(bare, 'message');
    const ack = await ben.timeout(patience).emitWithAck('message', { text: 'from Ben', id: 'b1' });
    assert.equal((await answers).seq, ack.seq);

    const page = await ana.timeout(patience).emitWithAck('history', { room: 'lobby', before: ack.seq + 1, limit: 1 });
    assert.deepEqual(page.messages.map(({ message }) => message), ['from Ben']);
    assert.equal(page.more, true);
    assert.deepEqual(heard, ['message']);
  });

  test('a connection that was lost is recovered', async (context) => {
    const ben = await joinStock(context, hub.url);
    const ana = io(hub.url, { forceNew: true, reconnection: false });
    context.after(() => ana.disconnect());
    await next(ana, 'connect');
    assert.equal(ana.recovered, false);
    const { id } = ana;
    const texts = [];
    ana.on('message', ({ message }) => texts.push(message));
    const say = (text) => ben.timeout(patience).emitWithAck('message', text);
    const seen = next(ana, 'message');
    await say('seen');
    await seen;

    const lost = next(ana, 'disconnect');
    ana.io.engine.close();
    await lost;
    for (let i = 0; i < 20; i += 1) await say(`missed ${i}`);
    const back = next(ana, 'connect');
    ana.connect();
    await back;
    const last = collect(1, (push) => ana.on('message', ({ message }) => message === 'live' && push()), 'live messages');
    await say('live');
    await last;
    assert.equal(ana.recovered, true);
    assert.equal(ana.id, id);
    assert.deepEqual(texts, ['seen', ...Array.from({ length: 20 }, (_, i) => `missed ${i}`), 'live']);
  });

  test('confab.v1.json speaks with everybody', async (context) => {
    const ana = await joinStock(context, hub.url);
    const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/ws`, ['confab.v1.json']);
    context.after(() => socket.terminate());
    const heard = [];
    socket.on('message', (data) => heard.push(JSON.parse(data)));
    const answer = (ack) => collect(1, (push) => {
      const look = () => heard.filter((one) => one.ack === ack).forEach(({ data }) => push(data));
      look();
      socket.on('message', look);
    }, 'answers').then(([data]) => data);
    await next(socket, 'open');
    assert.equal(socket.protocol, 'confab.v1.json');

    socket.send(JSON.stringify({ event: 'hello', data: { name: 'Wes' }, ack: 1 }));
    assert.equal((await answer(1)).you.name, 'Wes');
    const arrives = next(ana, 'message');
    socket.send(JSON.stringify({ event: 'message', data: { text: 'from ws', id: 'w1' }, ack: 2 }));
    assert.equal((await answer(2)).ok, true);
    assert.equal((await arrives).from.name, 'Wes');
    const comes = next(socket, 'message', (data) => JSON.parse(data).data?.message === 'from npm');
    await ana.timeout(patience).emitWithAck('message', 'from npm');
    await comes;
    socket.send('no JSON');
    socket.send(JSON.stringify({ event: 'rename', data: { name: 'Wesley' }, ack: 3 }));
    assert.equal((await answer(3)).you.name, 'Wesley');
    assert.ok(heard.some(({ event, data }) => event === 'error' && data.error === 'bad_request'));
    const closed = next(socket, 'close');
    socket.send(Buffer.from('x'));
    assert.equal(await closed, 1003);
  });
});

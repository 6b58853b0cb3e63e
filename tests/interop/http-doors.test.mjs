// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat for scripts: POST and GET /messages, GET /events, /metrics, beside a stock client in the same room.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patience } from './checks.mjs';
import { collect, joinStock, startHub } from './hub.mjs';

/** The events of a text/event-stream as they come; `close()` ends it. */
async function listen(url, headers = {}) {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events = [];
  const waiting = new Set();
  const reading = (async () => {
    let rest = '';
    for await (const chunk of response.body) {
      rest += Buffer.from(chunk).toString('utf8');
      const blocks = rest.split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
        if (fields.event) events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
      }
      for (const check of [...waiting]) check();
    }
  })().catch(() => {});
  return {
    response,
    events,
    /** Resolves once there are `count` events. */
    until: (count) => new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${events.length} of ${count} events: ${JSON.stringify(events)}`)), patience);
      const check = () => {
        if (events.length < count) return;
        clearTimeout(late);
        waiting.delete(check);
        resolve(events);
      };
      waiting.add(check);
      check();
    }),
    close: () => { abort.abort(); return reading; },
  };
}

describe('the chat over HTTP', () => {
  let hub;
  before(async () => { hub = await startHub(); });
  after(() => hub.stop());

  const post = (query, body, type) => fetch(`${hub.url}/messages${query}`, { method: 'POST', body, headers: type ? { 'content-type': type } : {} });
  const read = async (query) => (await fetch(`${hub.url}/messages${query}`)).json();

  test('a script says something, and a stock client hears it', async (context) => {
    const stock = await joinStock(context, hub.url);
    const heard = collect(2, (push) => stock.on('message', push), 'messages');
    const answer = await post('?name=Backup&id=job-1', 'done: 100 % & more', 'application/x-www-form-urlencoded');
    assert.equal(answer.status, 201);
    const { ok, id, seq, at } = await answer.json();
    assert.deepEqual([ok, id, seq], [true, 'job-1', 1]);
    assert.match(at, /^\d{4}-\d\d-\d\dT.*Z$/);
    const again = await post('?name=Backup&id=job-1', 'done: 100 % & more');
    assert.deepEqual(await again.json(), { ok, id, seq, at });
    assert.equal((await post('', JSON.stringify({ text: 'Grüße 😀', name: 'CI' }), 'application/json')).status, 201);
    const [first, second] = await heard;
    assert.deepEqual([first.message, first.from.name, first.seq], ['done: 100 % & more', 'Backup', 1]);
    assert.deepEqual([second.message, second.from.name, second.seq], ['Grüße 😀', 'CI', 2]);
  });

  test('refusals have a status and a reason', async () => {
    const cases = [
      ['', 'x'.repeat(16385), undefined, 413, 'too_long'],
      ['', '{', 'application/json', 400, 'bad_request'],
      ['?room=no/room', 'x', undefined, 400, 'bad_request'],
      ['?id=no%20id', 'x', undefined, 400, 'bad_request'],
    ];
    for (const [query, body, type, status, error] of cases) {
      const answer = await post(query, body, type);
      assert.equal(answer.status, status);
      const refusal = await answer.json();
      assert.equal(refusal.ok, false);
      assert.equal(refusal.error, error);
      assert.ok(refusal.detail.length > 0);
    }
    assert.equal((await post('', 'x'.repeat(200000))).status, 413);
    assert.equal((await fetch(`${hub.url}/messages?limit=5000`)).status, 400);
    assert.equal((await fetch(`${hub.url}/messages`, { method: 'DELETE' })).status, 405);
    assert.equal((await fetch(`${hub.url}/events`, { method: 'POST', body: 'x' })).status, 405);
  });

  test('history goes forward and back, in pages', async () => {
    for (let number = 1; number <= 30; number += 1) assert.equal((await post('?room=pages', `${number}`)).status, 201);
    const texts = ({ messages }) => messages.map(({ message }) => Number(message));
    const all = await read('?room=pages');
    assert.deepEqual(texts(all), Array.from({ length: 30 }, (_, index) => index + 1));
    assert.deepEqual([all.room, all.head, all.more], ['pages', 30, false]);
    const collected = [];
    for (let after = 0; ;) {
      const page = await read(`?room=pages&after=${after}&limit=7`);
      collected.push(...texts(page));
      if (!page.more) break;
      after = page.messages.at(-1).seq;
    }
    assert.deepEqual(collected, texts(all));
    assert.deepEqual(texts(await read('?room=pages&before=11&limit=4')), [7, 8, 9, 10]);
  });

  test('events resume where they stopped', async () => {
    const first = await listen(`${hub.url}/events?room=ev`);
    assert.equal(first.response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    await post('?room=ev', 'one');
    await post('?room=ev', 'two\nlines');
    const [one, two] = await first.until(2);
    assert.deepEqual([one.event, one.data.message, two.data.message], ['message', 'one', 'two\nlines']);
    await first.close();
    for (const text of ['three', 'four']) await post('?room=ev', text);
    const second = await listen(`${hub.url}/events?room=ev`, { 'last-event-id': two.id });
    await second.until(2);
    await post('?room=ev', 'five');
    const events = await second.until(3);
    assert.deepEqual(events.map(({ data }) => data.message), ['three', 'four', 'five']);
    await second.close();
    const stranger = await listen(`${hub.url}/events?room=ev`, { 'last-event-id': 'elsewhere-7' });
    const [gap, ...page] = await stranger.until(6);
    assert.deepEqual([gap.event, gap.data.head], ['gap', 5]);
    assert.equal(page.length, 5);
    await stranger.close();
  });

  test('a listener that leaves is forgotten, and metrics count', async () => {
    const metrics = async () => (await fetch(`${hub.url}/metrics`)).text();
    const listeners = async () => Number(/^confab_clients\{transport="events"\} (\d+)$/m.exec(await metrics())[1]);
    const until = async (count) => {
      const end = Date.now() + patience;
      while (await listeners() !== count) assert.ok(Date.now() < end, `${await listeners()} listeners`);
    };
    await until(0);
    const listener = await listen(`${hub.url}/events`);
    await until(1);
    await listener.close();
    await until(0);
    assert.match(await metrics(), /^confab_messages_total [1-9]\d*$/m);
  });
});

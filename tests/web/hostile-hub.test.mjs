// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What somebody means as harm, from npm's client through the real server to everybody else: refused with a reason, or at
// every end the text that was sent.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import WebSocket from 'ws';
import { patience } from '../interop/checks.mjs';
import { collect, joinStock, startHub } from '../interop/hub.mjs';
import { joinProbe } from '../interop/probe.mjs';
import { Wire } from '../interop/raw.mjs';
import { harmlessText } from '../../resources/web/text.js';
import { hostileTexts, wellFormed } from '../support/hostiletexts.mjs';
import { launch, openPerson, texts, untilOnline } from './support/browser.mjs';

const limit = { timeout: 4 * patience };
const maximumTextBytes = 16384;
const unsafe = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

async function hubFor(context, format) {
  const hub = await startHub({ args: ['--log-format', format] });
  context.after(() => hub.stop('SIGKILL'));
  return hub;
}

const untilLines = (hub, count) => hub.until(() => hub.lines.length >= count && hub.lines, `${count} lines`);

describe('hostile texts', () => {
  test('arrive everywhere as they were sent, or are refused with a reason', limit, async (context) => {
    const hub = await hubFor(context, 'json');
    const browser = await launch();
    context.after(() => browser.close());
    const [eve, ben, window] = await Promise.all([joinStock(context, hub.url), joinStock(context, hub.url),
      joinProbe(context, hub.url, { kind: 'windowprobe' })]);
    const page = await openPerson(browser, hub.url, { name: 'Ana' });
    await untilOnline(page);
    const plain = new WebSocket(`${hub.url.replace('http', 'ws')}/ws`);
    context.after(() => plain.terminate());
    await new Promise((resolve) => { plain.once('open', resolve); });
    // What is beyond maxPayload ends the connection, see protocol.test.mjs.
    const sent = hostileTexts().filter(({ text }) => text.length <= 900000);
    const fits = (text) => Buffer.byteLength(wellFormed(text)) <= maximumTextBytes;
    const accepted = sent.filter(({ text }) => fits(text)).map(({ text }) => wellFormed(text));
    assert.ok(accepted.length > 50);
    const atPlain = collect(accepted.length, (push) => plain.on('message', (data) => push(data.toString())), 'messages');
    const atBen = collect(accepted.length, (push) => ben.on('message', ({ message }) => push(message)), 'messages');

    for (const { name, text } of sent) {
      const answer = await eve.timeout(patience).emitWithAck('message', { text });
      assert.deepEqual([answer.ok, answer.error], fits(text) ? [true, undefined] : [false, 'too_long'], name);
      if (!answer.ok) assert.ok(answer.detail.length > 0);
    }
    await window.message(accepted.at(-1), 'received');
    await page.waitForFunction((n) => document.querySelectorAll('#messages .body').length === n, accepted.length);
    assert.deepEqual(await atBen, accepted);
    assert.deepEqual(await atPlain, accepted);
    assert.deepEqual(window.received(), accepted);
    const shown = await texts(page);
    accepted.map(harmlessText).forEach((text, i) => assert.ok(text.startsWith(shown[i]) && shown[i].length >= Math.min(text.length, 2999)));
    assert.deepEqual(page.faults, []);

    const lines = await untilLines(hub, accepted.length);
    assert.deepEqual(lines.map((line) => JSON.parse(line).text), accepted);
    for (const line of lines) assert.doesNotMatch(line, unsafe);
    const late = await joinStock(context, hub.url); // and from the log
    const { rooms } = await late.timeout(patience).emitWithAck('hello', { rooms: ['lobby'] });
    assert.deepEqual(rooms[0].messages.map(({ message }) => message), accepted.slice(-50));
  });

  test('make names that are one harmless line, or none', limit, async (context) => {
    const hub = await hubFor(context, 'text');
    const [eve, ben] = await Promise.all([joinStock(context, hub.url), joinStock(context, hub.url)]);
    let given = 0;
    for (const { name, text } of hostileTexts(20000)) {
      const answer = await eve.timeout(patience).emitWithAck('rename', { name: text });
      if (answer.ok) {
        given += 1;
        assert.doesNotMatch(answer.you.name, unsafe, name);
        assert.ok([...answer.you.name].length <= 40, name);
        const arrived = collect(1, (push) => ben.once('message', push), 'messages');
        await eve.timeout(patience).emitWithAck('message', text.slice(0, 100));
        assert.equal((await arrived)[0].from.name, answer.you.name);
      } else {
        assert.equal(answer.error, 'bad_request', name);
        assert.ok(answer.detail.length > 0);
      }
      const greeting = await eve.timeout(patience).emitWithAck('hello', { rooms: [text] });
      if (!greeting.ok) assert.equal(greeting.error, 'bad_request', name);
      else assert.equal(greeting.rooms[0].room, text);
      await eve.timeout(patience).emitWithAck('hello', { rooms: ['lobby'] });
    }
    assert.ok(given > 30);
    const lines = await untilLines(hub, given);
    assert.equal(lines.length, given); // nobody made a line of his own
    for (const line of lines) {
      assert.match(line, /^\d\d:\d\d:\d\d\.\d{3} lobby /);
      assert.doesNotMatch(line, unsafe);
    }
  });

  test('in packets end at most their own connection', limit, async (context) => {
    const hub = await hubFor(context, 'json');
    const [ana, ben] = await Promise.all([joinStock(context, hub.url), joinStock(context, hub.url)]);
    const deep = (levels, inside) => '['.repeat(levels) + inside + ']'.repeat(levels);
    const refused = /^43\d\[\{"ok":false,"error":"\w+","detail":"[^"]+"\}\]$/;
    const packets = [
      ['JSON too deep', `420["message",${deep(65, '1')}]`, 'ends'],
      ['JSON that never ends', `420["message",${'['.repeat(100000)}`, 'ends'],
      ['JSON as deep as it may be', `420["message",${deep(60, '1')}]`, refused],
      ['a key twice: the last counts', '420["message",{"text":"first","text":"last"}]', /"ok":true/],
      ['a prototype', '420["message",{"__proto__":{"text":"x"},"constructor":1}]', refused],
      ['a prototype beside a text', '420["message",{"__proto__":{"room":"x"},"text":"kept"}]', /"ok":true/],
      ['a prototype for a room', '420["hello",{"rooms":["__proto__"],"since":{"__proto__":{"epoch":"x","seq":1}}}]', /"ok":true/],
      ['a cursor past 2^53', '420["hello",{"rooms":["lobby"],"since":{"lobby":{"epoch":"x","seq":9007199254740993}}}]', /"gap":true/],
      ['a cursor past 2^64', '420["hello",{"rooms":["lobby"],"since":{"lobby":{"epoch":"x","seq":1e400}}}]', 'ends or refuses'],
      ['a cursor below zero', '420["hello",{"since":{"lobby":{"epoch":"x","seq":-1}}}]', refused],
      ['an ack past 2^53', '4218446744073709551616["message","x"]', 'ends or refuses'],
      ['a reserved event', '420["disconnect","x"]', 'ends'],
      ['another', '420["connect_error"]', 'ends'],
      ['an event that nobody knows', '420["__proto__","x"]', refused],
      ['another of the kind', '420["constructor"]', refused],
      ['an event without a name', '420[null,"x"]', 'ends'],
      ['a NUL', '420["message","a\u0000b"]', 'ends'],
      ['an escaped NUL', '420["message","a\\u0000b"]', /"ok":true/],
      ['half a character', '420["message","a\\ud800b"]', /"ok":true/],
      ['no text', '420["message",9007199254740993]', refused],
    ];
    for (const [name, packet, answer] of packets) {
      const wire = new Wire(`${hub.url}/socket.io/?EIO=4&transport=websocket`);
      await wire.opened;
      await wire.take();
      wire.send('40');
      await wire.take();
      wire.send(packet);
      const outcome = await Promise.race([wire.take().catch(() => 'ended'), wire.closed.then(() => 'ended')]);
      if (answer === 'ends') assert.match(outcome, /^(ended|41)$/, name);
      else if (answer === 'ends or refuses') assert.ok(/^(ended|41)$/.test(outcome) || refused.test(outcome), `${name}: ${outcome}`);
      else assert.match(outcome, answer, name);
      wire.close();
      const arrived = collect(1, (push) => ben.on('message', ({ message }) => message === name && push(message)), 'messages');
      await ana.timeout(patience).emitWithAck('message', name);
      assert.deepEqual(await arrived, [name]); // nobody else notices
    }
    const taken = ['last', 'kept', 'a\u0000b', 'a\ufffdb'];
    const said = (await untilLines(hub, packets.length + taken.length)).map((line) => JSON.parse(line).text);
    for (const text of taken) assert.ok(said.includes(text), text);
    assert.ok(!said.includes('first'));
  });
});

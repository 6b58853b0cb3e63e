// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The page's modules without a browser.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linkify } from '../../resources/web/linkify.js';
import { retryDelay } from '../../resources/web/session.js';
import { chooseLanguage, languages, Words } from '../../resources/web/strings.js';
import { colourOf, harmlessName, harmlessText, initialOf, isFewEmoji, utf8Length } from '../../resources/web/text.js';
import { junction, Timeline } from '../../resources/web/timeline.js';
import { said, startSession as start, welcome } from './support/fakesocket.mjs';

describe('links', () => {
  const links = (text) => linkify(text).filter((part) => part.href).map((part) => part.text);

  test('are found where they stand', () => {
    for (const [text, expected] of [
      ['no link', []],
      ['http://a.example', ['http://a.example']],
      ['see HTTPS://a.example/x?y=1#z.', ['HTTPS://a.example/x?y=1#z']],
      ['(http://a.example/x)', ['http://a.example/x']],
      ['http://a.example/x_(y)', ['http://a.example/x_(y)']],
      ['http://a.example, mailto:b@a.example!', ['http://a.example', 'mailto:b@a.example']],
      ['<http://a.example>', ['http://a.example']],
      ['"http://a.example/"', ['http://a.example/']],
      ['ftp://a.example javascript:alert(1) data:text/html,x', []],
      ['http:// https://', []],
      ['mailto:nobody', []],
      ['xhttp://a.example', []],
      ['http://a.example/\u202eevil', ['http://a.example/']],
      [`http://a.example/${'x'.repeat(3000)}`, []],
    ]) assert.deepEqual(links(text), expected, text);
  });

  test('leave the text as it was', () => {
    const text = 'a http://b.example/ c, (mailto:d@e.example) http://[ f';
    assert.equal(linkify(text).map((part) => part.text).join(''), text);
  });

  test('tell where they really lead', () => {
    assert.equal(linkify('https://bank.example@evil.example/')[0].host, 'evil.example');
  });

  test('take time in proportion to the text', () => {
    const before = process.cpuUsage();
    for (const piece of ['http://', 'http://a', '(', 'mailto:@', ')', 'http://a.b/)))']) linkify(piece.repeat(16384 / piece.length));
    const { user, system } = process.cpuUsage(before); // microseconds; of the clock it takes what others leave
    assert.ok(user + system < 1e6, `${user + system} µs`);
  });
});

describe('network text', () => {
  test('becomes harmless', () => {
    assert.equal(harmlessName(' A\u202en\n  a\u0007 '), 'An a');
    assert.equal(harmlessName(undefined), '');
    assert.equal(harmlessName('👩‍💻'), '👩‍💻');
    assert.equal(harmlessText('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
    assert.equal(harmlessText('\u0000\u001b[1m\u007f\u0085\u009b\u202e\t'), '\u2400\u241b[1m\u2421\n\ufffd\ufffd\t');
  });

  test('is measured in bytes', () => assert.equal(utf8Length('aä€👋'), 1 + 2 + 3 + 4));

  test('knows a few emoji from words and digits', () => {
    const few = ['👋', '👋🏽🎉', '👩‍💻 ❤️ 🎉', '👍🏽👍🏽👍🏽', '🇩🇪 🇫🇷', '👩🏽‍🤝‍👩🏻', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦'];
    for (const text of few) assert.ok(isFewEmoji(text), text);
    const others = ['', ' ', '👋👋👋👋', 'a👋', '12', '#', '🇩', '©', '™', '\u200d', '\ufe0f', 'é'];
    for (const text of others) assert.ok(!isFewEmoji(text), text);
  });

  test('has an initial and a steady colour', () => {
    assert.equal(initialOf('ana'), 'A');
    assert.equal(initialOf('👩‍💻x'), '👩‍💻');
    assert.equal(initialOf(''), '?');
    assert.equal(colourOf('abc'), colourOf('abc'));
    const colours = new Set(Array.from({ length: 200 }, (_, i) => colourOf(`person ${i}`)));
    assert.deepEqual([...colours].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('words', () => {
  test('are the same in every language', () => {
    const keys = (table) => Object.keys(table).sort();
    for (const table of Object.values(languages)) {
      assert.deepEqual(keys(table), keys(languages.en));
      assert.deepEqual(keys(table.reason), keys(languages.en.reason));
      for (const [key, english] of Object.entries(languages.en)) {
        assert.equal(typeof table[key], typeof english, key);
        const holes = (text) => (JSON.stringify(text).match(/\{\w+\}/g) ?? []).sort();
        if (!Array.isArray(english)) assert.deepEqual(holes(table[key]), holes(english), key);
      }
    }
  });

  test('have plurals', () => {
    assert.equal(new Words('en').get('waiting', { n: 1 }), '1 message waiting.');
    assert.equal(new Words('en').get('waiting', { n: 1200 }), '1,200 messages waiting.');
    assert.equal(new Words('de').get('waiting', { n: 1 }), '1 Nachricht wartet.');
    assert.equal(new Words('de').get('waiting', { n: 1200 }), '1.200 Nachrichten warten.');
  });

  test('come in the visitor’s language', () => {
    assert.equal(chooseLanguage(['fr', 'de-AT', 'en']), 'de-AT');
    assert.equal(chooseLanguage(['fr']), 'en');
    assert.equal(chooseLanguage([]), 'en');
    assert.equal(new Words('de-AT').get('you'), 'Du');
  });

  test('name days', () => {
    const words = new Words('en-GB');
    const now = new Date(2026, 0, 1, 0, 30);
    assert.equal(words.day(new Date(2026, 0, 1, 0, 1), now), 'Today');
    assert.equal(words.day(new Date(2025, 11, 31, 23, 59), now), 'Yesterday');
    assert.match(words.day(new Date(2025, 11, 30), now), /^Tuesday,? 30 December 2025$/);
  });

  test('have names that fit the server’s limit', () => {
    for (const tag of Object.keys(languages)) {
      const { adjectives, animals } = languages[tag];
      for (const adjective of adjectives) for (const animal of animals) assert.ok(`${adjective} ${animal}`.length <= 40);
    }
    assert.equal(new Words('en').readyName(() => 0), 'Amber Badger');
  });
});

describe('the timeline', () => {
  const from = (id) => ({ id, name: id });
  const message = (seq, text, sender = 'ben', id = `m${seq}`) => (
    { seq, id, message: text, at: new Date(seq * 1000).toISOString(), from: from(sender) });
  const context = { epoch: 'e1', myId: 'me' };
  const shown = (timeline) => timeline.entries.map((entry) => entry.text);

  test('shows a message once, whichever way it comes', () => {
    const timeline = new Timeline();
    assert.equal(timeline.upsert(message(1, 'a'), context).added, true);
    assert.equal(timeline.upsert(message(1, 'a'), context).added, false);
    const own = timeline.addOwn({ id: 'x', text: 'mine', at: new Date(), from: from('me') });
    assert.equal(timeline.upsert(message(2, 'mine', 'me', 'x'), context).added, false);
    timeline.acknowledge('x', { seq: 2, at: new Date().toISOString(), epoch: 'e1' });
    assert.equal(timeline.upsert(message(2, 'mine', 'me', 'x'), context).added, false);
    assert.equal(own.state, 'sent');
    assert.deepEqual(shown(timeline), ['a', 'mine']);
  });

  test('takes nobody else’s message for ours', () => {
    const timeline = new Timeline();
    timeline.addOwn({ id: 'x', text: 'mine', at: new Date(), from: from('me') });
    timeline.upsert(message(1, 'theirs', 'ben', 'x'), context);
    assert.deepEqual(shown(timeline), ['theirs', 'mine']);
    assert.equal(timeline.unsent().length, 1);
  });

  test('orders by number, unsent ones last', () => {
    const timeline = new Timeline();
    timeline.addOwn({ id: 'x', text: 'x', at: new Date(), from: from('me') });
    timeline.addOwn({ id: 'y', text: 'y', at: new Date(), from: from('me') });
    timeline.upsert(message(3, 'three'), context);
    timeline.upsert(message(1, 'one'), context);
    timeline.acknowledge('y', { seq: 2, at: new Date(2000).toISOString(), epoch: 'e1' });
    assert.deepEqual(shown(timeline), ['one', 'y', 'three', 'x']);
  });

  test('puts a new epoch below the old one', () => {
    const timeline = new Timeline();
    timeline.upsert(message(7, 'old'), context);
    timeline.upsert(message(1, 'new'), { ...context, epoch: 'e2' });
    timeline.upsert(message(7, 'newer'), { ...context, epoch: 'e2' });
    assert.deepEqual(shown(timeline), ['old', 'new', 'newer']);
  });

  test('forgets the oldest, but nothing unsent', () => {
    const timeline = new Timeline();
    for (let seq = 1; seq <= 5; seq += 1) timeline.upsert(message(seq, `${seq}`), context);
    timeline.addOwn({ id: 'x', text: 'x', at: new Date(), from: from('me') });
    assert.deepEqual(timeline.trim(3).map((entry) => entry.text), ['1', '2', '3']);
    assert.equal(timeline.trim(0).length, 2);
    assert.deepEqual(shown(timeline), ['x']);
  });

  test('groups by sender within five minutes and by day', () => {
    const at = (minute, sender = 'ben', more = {}) => (
      { at: new Date(2026, 0, 1, 12, minute), from: from(sender), own: false, ...more });
    assert.deepEqual(junction(undefined, at(0)), { day: true, group: true });
    assert.deepEqual(junction(at(0), at(4)), { day: false, group: false });
    assert.deepEqual(junction(at(0), at(5)), { day: false, group: true });
    assert.deepEqual(junction(at(0), at(1, 'ana')), { day: false, group: true });
    assert.deepEqual(junction(at(0), at(1, 'ben', { gapBefore: true })), { day: false, group: true });
    assert.deepEqual(junction(at(0), { ...at(0), at: new Date(2026, 0, 2) }), { day: true, group: true });
  });
});

describe('the session', () => {
  test('says hello first and sends what waited in order', () => {
    const { socket, session } = start();
    session.send('one');
    session.send('two');
    assert.equal(socket.sent.length, 0);
    socket.come();
    const hello = socket.take('hello');
    assert.equal(hello.request.since, undefined);
    assert.match(hello.request.token, /^[\w-]{32}$/);
    hello.answer(welcome());
    assert.equal(session.state, 'online');
    assert.deepEqual(socket.sent.map(({ request }) => request.text), ['one', 'two']);
    const first = socket.take('message');
    assert.match(first.request.id, /^[A-Za-z0-9_-]{1,64}$/);
    first.answer({ ok: true, id: first.request.id, seq: 1, at: new Date().toISOString() });
    assert.deepEqual(session.timeline.entries.map((entry) => entry.state), ['sent', 'sending']);
    assert.equal(session.waiting, 1);
  });

  test('asks for what it missed, sends again what got no answer, under the same id', () => {
    const { socket, session } = start();
    socket.come();
    socket.take('hello').answer(welcome([said(1, 'a')]));
    socket.listeners('message')[0](said(2, 'b'));
    session.send('mine');
    const { request: { id } } = socket.sent[0];
    const lost = socket.take('message');
    socket.go('transport close');
    lost.fail();
    assert.equal(session.timeline.own(id).state, 'sending');
    assert.equal(session.state, 'reconnecting');
    session.connect();
    socket.come();
    const hello = socket.take('hello');
    assert.deepEqual(hello.request.since, { lobby: { epoch: 'e1', seq: 2 } });
    hello.answer(welcome([said(3, 'c'), { ...said(4, 'mine'), id, from: { id: 'me', name: 'Ana' } }]));
    assert.deepEqual(session.timeline.entries.map((entry) => entry.text), ['a', 'b', 'c', 'mine']);
    assert.equal(session.timeline.own(id).state, 'sent');
    assert.equal(socket.sent.length, 0); // it had arrived after all
  });

  test('marks what the server does not take', () => {
    const { socket, session } = start();
    socket.come();
    socket.take('hello').answer(welcome());
    session.send('fast');
    socket.take('message').answer({ ok: false, error: 'rate' });
    const [entry] = session.timeline.entries;
    assert.deepEqual([entry.state, entry.failure], ['failed', 'rate']);
    session.retry(entry);
    assert.equal(socket.sent[0].request.id, entry.id);
    socket.take('message').fail();
    assert.deepEqual([entry.state, entry.failure], ['failed', 'noAnswer']);
    session.discard(entry);
    assert.equal(session.timeline.entries.length, 0);
  });

  test('tells a new log from a gap and shows both', () => {
    const { socket, session } = start();
    socket.come();
    socket.take('hello').answer(welcome([said(9, 'old')]));
    session.resync();
    socket.take('hello').answer(welcome([said(1, 'new')], { top: { epoch: 'e2' }, room: { gap: true } }));
    assert.deepEqual(session.timeline.entries.map(({ text, gapBefore }) => [text, Boolean(gapBefore)]),
      [['old', false], ['new', true]]);
  });

  test('leaves a connection on which nobody answers', () => {
    const { socket } = start();
    socket.come();
    socket.take('hello').fail();
    assert.equal(socket.io.engine.close.mock.callCount(), 1);
  });

  test('stops when it is refused or sent away', () => {
    const { socket, session } = start();
    socket.come();
    socket.take('hello').answer({ ok: false, error: 'bad_request', detail: 'no' });
    assert.deepEqual([session.state, session.detail], ['refused', 'no']);
    session.resync();
    assert.equal(socket.sent.length, 0);
    session.connect();
    socket.take('hello').answer(welcome());
    assert.equal(session.state, 'online');
    socket.go('io server disconnect');
    assert.deepEqual([session.state, session.retryAt], ['ended', 0]);
  });

  test('refuses what is too long', () => {
    const { session } = start();
    assert.equal(session.send('ä'.repeat(8192)), true);
    assert.equal(session.send(`${'ä'.repeat(8192)}x`), false);
    assert.equal(session.timeline.entries.length, 1);
  });

  test('waits longer each time, up to ten seconds, never twice the same', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((n) => retryDelay(n, () => 1)), [500, 1000, 2000, 4000, 8000, 10000, 10000]);
    assert.equal(retryDelay(0, () => 0), 250);
  });
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the page keeps over reloads, crashes and other tabs, and that it notices what it missed. Without a browser.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasLeft } from '../../resources/web/tabrecord.js';
import { Timeline } from '../../resources/web/timeline.js';
import { FakeStore, said, startSession, welcome } from './support/fakesocket.mjs';

const texts = (session) => session.timeline.entries.map((entry) => entry.text);
const asked = (socket) => socket.sent.filter(({ event }) => event === 'hello').map(({ request }) => request.since?.lobby.seq);

function online(options) {
  const tab = startSession(options);
  tab.socket.come();
  tab.socket.take('hello').answer(welcome());
  return tab;
}

/** The browser's locks, of all tabs. */
class FakeLocks {
  names = [];

  request(name, options, run) {
    this.names.push(name);
    return run().then(() => this.names.splice(this.names.indexOf(name), 1));
  }

  query() {
    return Promise.resolve({ held: this.names.map((name) => ({ name })), pending: [] });
  }
}

describe('unsent messages', () => {
  test('survive a reload and a crash, in their order, under their ids', () => {
    for (const end of [(tab) => tab.record.leave(), () => {}]) {
      const first = startSession();
      first.session.send('one');
      first.session.send('two');
      first.record.setDraft('three, half writ');
      end(first);
      const later = () => Date.now() + 200000; // a crash is noticed when the sign of life is old
      const again = startSession({ ...first, now: later });
      assert.equal(again.record.draft, 'three, half writ');
      assert.deepEqual(again.session.timeline.entries.map(({ text, state, id }) => [text, state, id]),
        first.session.timeline.entries.map(({ text, id }) => [text, 'sending', id]));
      again.socket.come();
      again.socket.take('hello').answer(welcome());
      assert.deepEqual(again.socket.sent.map(({ request }) => request.text), ['one', 'two']);
    }
  });

  test('keep why they failed', () => {
    const first = online();
    first.session.send('fast');
    first.socket.take('message').answer({ ok: false, error: 'storage' });
    first.record.leave();
    const [entry] = startSession(first).session.timeline.entries;
    assert.deepEqual([entry.state, entry.failure], ['failed', 'storage']);
  });

  test('are not sent by another tab while theirs lives', async () => {
    for (const locks of [undefined, new FakeLocks()]) {
      const first = startSession({ locks });
      first.session.send('mine');
      const other = online({ browserStore: first.browserStore, locks });
      assert.deepEqual(await other.session.adopt(), []);
      assert.equal(other.socket.sent.length, 0);
    }
  });

  test('are sent by the next tab once theirs is gone', async () => {
    const locks = new FakeLocks();
    for (const [how, gone, options] of [
      ['closed', (tab) => tab.record.leave(), {}],
      ['closed, its lock not yet free', (tab) => { tab.record.leave(); locks.names.push(`confab.tab.${tab.tabStore.get('tab')}`); }, { locks }],
      ['crashed, without locks', () => {}, { now: () => Date.now() + 200000 }],
      ['crashed, with locks', () => { locks.names.splice(0); }, { locks }],
    ]) {
      const first = startSession({ locks: options.locks });
      first.session.send('one');
      first.session.send('two');
      first.record.setDraft('typing');
      gone(first);
      const other = online({ browserStore: first.browserStore, ...options });
      assert.deepEqual(await other.session.adopt(), ['typing'], how);
      assert.deepEqual(other.socket.sent.map(({ request }) => request.text), ['one', 'two'], how);
      assert.deepEqual(await other.session.adopt(), [], how); // once
      other.record.leave();
      assert.deepEqual(texts(startSession(other).session), ['one', 'two'], how); // they are its own now
    }
  });

  test('are not sent by another tab while theirs sleeps', async () => {
    const locks = new FakeLocks();
    const first = startSession({ locks });
    first.session.send('mine');
    const other = online({ browserStore: first.browserStore, locks, now: () => Date.now() + 3600000 }); // no sign of life for an hour
    assert.deepEqual(await other.session.adopt(), []);
    assert.equal(other.socket.sent.length, 0);
  });

  test('tell by their record that their tab has left', () => {
    const first = startSession();
    const stored = () => first.browserStore.get(`tab.${first.tabStore.get('tab')}`);
    first.session.send('mine');
    assert.equal(hasLeft(stored()), false);
    first.record.leave();
    assert.equal(hasLeft(stored()), true);
    first.record.renew(); // shown again
    assert.equal(hasLeft(stored()), false);
    for (const foreign of ['', '{', 'null', '5', '{"seen":"0"}']) assert.equal(hasLeft(foreign), false, foreign);
  });

  test('of a copied tab are not sent by the copy', () => {
    const first = startSession();
    first.session.send('mine');
    const copy = startSession({ browserStore: first.browserStore, tabStore: new FakeStore(new Map(first.tabStore.map)) });
    assert.deepEqual(texts(copy.session), []);
  });

  test('leave nothing behind when they are delivered', () => {
    const tab = online();
    tab.session.send('x');
    const { request, answer } = tab.socket.take('message');
    answer({ ok: true, id: request.id, seq: 1, at: new Date().toISOString() });
    tab.record.leave();
    assert.deepEqual(tab.browserStore.keys('tab.'), []);
  });

  test('say when the browser does not keep them', () => {
    const browserStore = new FakeStore();
    const tab = startSession({ browserStore });
    browserStore.broken = true; // full
    tab.session.send('x');
    assert.equal(tab.session.kept, false);
    browserStore.broken = false;
    tab.session.send('y');
    assert.equal(tab.session.kept, true);
  });

  test('survive what others put into the store', async () => {
    const browserStore = new FakeStore(new Map([['tab.a', '{'], ['tab.b', '{"outbox":5}'], ['tab.c', '{"outbox":[{"id":1},null],"seen":0}']]));
    const tab = startSession({ browserStore, tabStore: new FakeStore(new Map([['tab', 'b'], ['history', '{"entries":3}']])) });
    assert.deepEqual(await tab.session.adopt(), []);
    assert.deepEqual(texts(tab.session), []);
  });

  test('go out once on a connection, however often it resyncs', () => {
    const { socket, session } = online();
    session.send('x');
    session.resync();
    socket.take('hello').answer(welcome());
    assert.equal(socket.sent.length, 1);
  });
});

describe('what was read', () => {
  test('is there after a reload, and the server is asked for the rest', () => {
    const first = online();
    for (const seq of [1, 2]) first.socket.receive('message', said(seq, `m${seq}`));
    first.session.send('own');
    first.socket.take('message').answer({ ok: true, seq: 3, at: new Date().toISOString() });
    first.session.keepHistory();
    const again = startSession(first);
    assert.deepEqual(again.session.timeline.entries.map(({ text, own, state }) => [text, own, state]),
      [['m1', false, 'received'], ['m2', false, 'received'], ['own', true, 'sent']]);
    again.socket.come();
    const { request, answer } = again.socket.take('hello');
    assert.deepEqual(request.since, { lobby: { epoch: 'e1', seq: 3 } });
    answer(welcome([said(4, 'm4')]));
    assert.deepEqual(texts(again.session), ['m1', 'm2', 'own', 'm4']);
    assert.ok(again.session.timeline.entries.every((entry) => !entry.gapBefore));
  });

  test('is bounded in number and size', () => {
    const tab = online();
    for (let seq = 1; seq <= 300; seq += 1) tab.socket.receive('message', said(seq, `${seq}`));
    tab.session.keepHistory();
    assert.deepEqual(texts(startSession(tab).session).slice(0, 1), ['101']);
    for (let seq = 301; seq <= 400; seq += 1) tab.socket.receive('message', said(seq, 'x'.repeat(16000)));
    tab.session.keepHistory();
    assert.ok(tab.tabStore.get('history').length < 600000);
    assert.equal(startSession(tab).session.timeline.entries.at(-1).seq, 400);
  });

  test('stands above a line when the server has a new log, also when that is empty yet', () => {
    const first = online();
    first.socket.receive('message', said(1, 'old'));
    first.session.keepHistory();
    const again = startSession(first);
    again.socket.come();
    again.socket.take('hello').answer(welcome([], { top: { epoch: 'e2' }, room: { gap: true } }));
    again.session.keepHistory();
    again.session.send('mine');
    again.socket.take('message').answer({ ok: true, seq: 1, at: new Date().toISOString() });
    assert.deepEqual(again.session.timeline.entries.map(({ text, gapBefore }) => [text, Boolean(gapBefore)]),
      [['old', false], ['mine', true]]);
    again.session.keepHistory();
    const third = startSession(again);
    assert.deepEqual(third.session.timeline.entries.map(({ text, gapBefore }) => [text, Boolean(gapBefore)]),
      [['old', false], ['mine', true]]);
  });
});

describe('a hole in the numbers', () => {
  test('makes it ask, once, from before the hole', () => {
    const { socket, session } = online();
    socket.receive('message', said(1, 'a'));
    assert.deepEqual(asked(socket), []);
    socket.receive('message', said(4, 'd'));
    socket.receive('message', said(6, 'f'));
    assert.deepEqual(asked(socket), [1]);
    socket.take('hello').answer(welcome([said(2, 'b'), said(3, 'c'), said(4, 'd'), said(5, 'e'), said(6, 'f')]));
    assert.deepEqual(texts(session), ['a', 'b', 'c', 'd', 'e', 'f']);
    socket.receive('message', said(7, 'g'));
    assert.deepEqual(asked(socket), []);
  });

  test('is seen by events of every kind, and by answers', () => {
    const { socket, session } = online();
    socket.receive('message', said(1, 'a'));
    socket.receive('edit', { room: 'lobby', seq: 2 });
    socket.receive('edit', { room: 'other', seq: 9 });
    socket.receive('typing', { room: 'lobby' });
    socket.receive('message', said(3, 'c'));
    assert.deepEqual(asked(socket), []);
    session.send('x');
    socket.take('message').answer({ ok: true, seq: 6, at: new Date().toISOString() });
    assert.deepEqual(asked(socket), [3]);
  });

  test('is none where an event is no message, and nothing is shown of it', () => {
    const { socket, session } = online();
    socket.receive('message', said(1, 'a'));
    socket.receive('message', said(5, 'e'));
    const edit = { kind: 'edit', seq: 2, target: 1, from: { id: 'ben', name: 'Ben' } };
    socket.take('hello').answer(welcome([edit, said(3, 'c'), { kind: 'topic', seq: 4, text: 'x', from: null }, said(5, 'e')]));
    assert.deepEqual(texts(session), ['a', 'c', 'e']);
    socket.receive('delete', { room: 'lobby', seq: 6, target: 1 });
    socket.receive('topic', { room: 'lobby', seq: 7, text: 'x', from: null });
    socket.receive('reaction', ['lobby', 8]); // in a shape that nobody knows
    socket.receive('message', said(8, 'h'));
    assert.deepEqual(asked(socket), []);
    assert.deepEqual(texts(session), ['a', 'c', 'e', 'h']);
  });

  test('that the server cannot fill is shown', () => {
    const { socket, session } = online();
    socket.receive('message', said(1, 'a'));
    socket.receive('message', said(90, 'z'));
    socket.take('hello').answer(welcome([said(89, 'y'), said(90, 'z')], { room: { gap: true } }));
    assert.deepEqual(session.timeline.entries.map(({ text, gapBefore }) => [text, Boolean(gapBefore)]),
      [['a', false], ['y', true], ['z', false]]);
  });
});

describe('what the server cannot keep', () => {
  test('is shown so, and not sent again', () => {
    const tab = online();
    const { socket, session } = tab;
    session.send('mine');
    const { request, answer } = socket.take('message');
    answer({ ok: true, stored: false, id: request.id, at: new Date().toISOString() });
    socket.receive('message', { ...said(0, 'theirs'), id: 'z', seq: undefined });
    socket.receive('message', { ...said(0, 'theirs'), id: 'z', seq: undefined }); // once more
    session.send('later');
    socket.receive('message', said(1, 'numbered again'));
    assert.deepEqual(session.timeline.entries.map(({ text, state }) => [text, state]),
      [['mine', 'unsaved'], ['theirs', 'received'], ['numbered again', 'received'], ['later', 'sending']]);
    assert.equal(session.waiting, 1);
    socket.take('message');
    socket.go('transport close');
    session.connect();
    socket.come();
    socket.take('hello').answer(welcome([said(1, 'numbered again')]));
    assert.deepEqual(socket.sent.map(({ request: { text } }) => text), ['later']);
    tab.record.leave();
    assert.deepEqual(texts(startSession(tab).session), ['later']);
  });
});

/** A generator of numbers in [0, 1) that begins with `seed`: mulberry32. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// A server whose wire loses events and breaks, a person who writes and reloads, all at random: in the end the page shows
// what the server has, every message once and in the server's order.
test('the page agrees with a model', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = randomFrom(seed);
    const log = [];
    let tab = startSession();
    const entry = (seq) => ({ ...log[seq - 1], seq, at: new Date(seq * 1000).toISOString() });
    const serve = (lossy) => {
      for (const { event, request, answer } of tab.socket.sent.splice(0)) {
        if (event === 'hello') {
          const since = request.since?.lobby.seq ?? 0;
          answer(welcome(log.map((_, i) => entry(i + 1)).slice(since), { room: { head: log.length } }));
        } else {
          let seq = log.findIndex(({ id }) => id === request.id) + 1;
          if (seq === 0) seq = log.push({ id: request.id, message: request.text, from: { id: 'me', name: 'Ana' } });
          if (!lossy || random() < 0.7) answer({ ok: true, seq, at: entry(seq).at });
        }
      }
    };
    const reconnect = () => {
      tab.socket.come();
      serve(false);
    };
    let written = 0;
    reconnect();
    for (let step = 0; step < 60; step += 1) {
      const dice = Math.floor(random() * 7);
      if (dice === 0) {
        written += 1;
        tab.session.send(`own ${written}`);
      } else if (dice === 1) {
        tab.socket.go('transport close');
        tab.session.connect();
        reconnect();
      } else if (dice === 2) {
        serve(true);
      } else if (dice === 3 && random() < 0.3) {
        if (random() < 0.5) tab.session.keepHistory(); // else it crashes with an older one
        tab.record.leave();
        tab = startSession(tab);
        reconnect();
      } else {
        const seq = log.push({ id: `o${step}`, message: `x${step}`, from: { id: 'ben', name: 'Ben' } });
        if (random() < 0.7) tab.socket.receive('message', { ...entry(seq), room: 'lobby' });
      }
    }
    tab.socket.go('transport close');
    tab.session.connect();
    reconnect();
    for (let turn = 0; turn < 10 && tab.socket.sent.length > 0; turn += 1) serve(false);
    assert.equal(tab.session.waiting, 0, `seed ${seed}`);
    assert.deepEqual(texts(tab.session), log.map(({ message }) => message), `seed ${seed}`);
    assert.equal(log.filter(({ from }) => from.id === 'me').length, written, `seed ${seed}`);
  }
});

test('the timeline keeps what is not numbered where it came', () => {
  const timeline = new Timeline();
  const context = { epoch: 'e1', myId: 'me' };
  timeline.upsert(said(1, 'one'), context);
  timeline.upsert({ ...said(0, 'loose'), id: 'l' }, context);
  timeline.upsert(said(2, 'two'), context);
  assert.deepEqual(timeline.entries.map(({ text }) => text), ['one', 'loose', 'two']);
});

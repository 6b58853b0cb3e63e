// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Older messages, who is writing and who is there: the page's modules without a browser.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Roster, Typists } from '../../resources/web/people.js';
import { Words } from '../../resources/web/strings.js';
import { said, startSession, welcome } from './support/fakesocket.mjs';

const range = (from, to) => Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => said(from + i, `${from + i}`));

/** A session in a room with `head` messages, of which it has the newest, `from` on. */
function enter(from, head, options) {
  const tab = startSession(options);
  tab.socket.come();
  tab.socket.take('hello').answer(welcome(range(from, head), { room: { head } }));
  const { session, socket } = tab;
  return {
    ...tab,
    shown: () => session.timeline.entries.map(({ text, gapBefore }) => (gapBefore ? '|' : '') + text).join(' '),
    up: () => session.loadBefore(session.timeline.entries[0]),
    /** What was asked for. */
    asked: () => socket.sent.filter(({ event }) => event === 'history').map(({ request }) => request),
    answer: (first, last, more, extra = {}) => socket.take('history').answer(
      { ok: true, room: 'lobby', epoch: 'e1', head, oldest: 1, messages: range(first, last), more, ...extra }),
    again: (messages, more) => {
      socket.go('transport close');
      session.connect();
      socket.come();
      socket.take('hello').answer(welcome(messages, more));
    },
  };
}

describe('older messages', () => {
  test('come page by page, up to the start', () => {
    const { session, up, asked, answer } = enter(71, 120);
    const events = [];
    session.addEventListener('timeline', ({ detail }) => events.push([detail.added.length, detail.live]));
    assert.equal(session.complete, false);
    up();
    up(); // one question at a time
    assert.deepEqual(asked(), [{ room: 'lobby', before: 71, limit: 50 }]);
    answer(21, 70, true);
    assert.equal(session.complete, false);
    up();
    assert.equal(asked()[0].before, 21);
    answer(1, 20, false);
    assert.equal(session.complete, true);
    assert.deepEqual(session.timeline.entries.map(({ seq }) => seq), range(1, 120).map(({ seq }) => seq));
    assert.deepEqual(events, [[50, false], [20, false]]);
    up();
    assert.deepEqual(asked(), []);
  });

  test('are not asked for where there are none', () => {
    for (const head of [0, 3]) {
      const { session, socket, up, asked } = enter(1, head);
      assert.equal(session.complete, true);
      socket.receive('message', said(head + 1, 'x'));
      up();
      assert.deepEqual(asked(), []);
    }
  });

  test('are not asked for again of a server that does not know the question', () => {
    const { session, socket, up, asked } = enter(71, 120);
    up();
    socket.take('history').answer({ ok: false, error: 'unknown_event' });
    up();
    assert.deepEqual(asked(), []);
    assert.equal(session.state, 'online');
  });

  test('are asked for again when the answer did not come', () => {
    const { up, asked, socket, answer, again } = enter(71, 120);
    up();
    socket.take('history').fail();
    up();
    answer(1, 70, false, { epoch: 'e2' }); // of another log
    up();
    const late = socket.take('history');
    again([], { room: { head: 120 } });
    late.answer({ ok: true, epoch: 'e1', messages: range(21, 70), more: true });
    up();
    assert.equal(asked()[0].before, 71);
  });

  test('end where the server keeps no more', () => {
    const { session, up, asked, answer } = enter(71, 120);
    up();
    answer(61, 70, false, { oldest: 60 });
    assert.equal(session.complete, true);
    up();
    assert.deepEqual(asked(), []);
  });

  test('fill a gap', () => {
    const { session, shown, asked, answer, again } = enter(1, 2);
    again(range(9, 10), { room: { gap: true, head: 10 } });
    assert.equal(shown(), '1 2 |9 10');
    session.loadBefore(session.timeline.entries[3]); // nothing is missing there
    assert.deepEqual(asked(), []);
    session.loadBefore(session.timeline.entries[2]);
    assert.equal(asked()[0].before, 9);
    answer(7, 8, true);
    assert.equal(shown(), '1 2 |7 8 9 10');
    session.loadBefore(session.timeline.entries[2]);
    answer(1, 6, false);
    assert.equal(shown(), '1 2 3 4 5 6 7 8 9 10');
    assert.equal(session.complete, true);
  });

  test('leave a line where nobody has them any more', () => {
    const { session, shown, asked, answer, again } = enter(1, 2);
    again(range(9, 10), { room: { gap: true, head: 10 } });
    session.loadBefore(session.timeline.entries[2]);
    answer(5, 8, false, { oldest: 5 });
    assert.equal(shown(), '1 2 |5 6 7 8 9 10');
    session.loadBefore(session.timeline.entries[2]);
    assert.deepEqual(asked(), []);
  });

  test('of another log are nowhere', () => {
    const { session, shown, asked, answer, again } = enter(1, 2);
    again(range(4, 4), { top: { epoch: 'e2' }, room: { gap: true, head: 4 } });
    assert.equal(shown(), '1 2 |4');
    session.loadBefore(session.timeline.entries[0]);
    assert.deepEqual(asked(), []);
    session.loadBefore(session.timeline.entries[2]);
    answer(1, 3, false, { epoch: 'e2' });
    assert.equal(shown(), '1 2 |1 2 3 4');
  });

  test('may be nonsense', () => {
    for (const nonsense of [undefined, true, {}, { ok: true, epoch: 'e1' }, { ok: true, epoch: 'e1', messages: 7 },
      { ok: true, epoch: 'e1', messages: [], more: true },
      { ok: true, epoch: 'e1', messages: [null, 'x', { seq: 5 }, { seq: -1, message: 'x' }, said(99, 'x')], more: true }]) {
      const { session, socket, up, asked } = enter(71, 120);
      let questions = 0;
      for (let turn = 0; turn < 3; turn += 1) {
        up();
        if (asked().length === 0) continue;
        questions += 1;
        socket.take('history').answer(nonsense);
      }
      assert.ok(questions >= 1);
      assert.equal(session.timeline.entries.length, 50);
    }
  });
});

describe('who is writing', () => {
  /** Time that stands still until it is told to go on. */
  function fakeClock() {
    const waiting = new Set();
    let now = 0;
    return {
      start: (callback, ms) => { const timer = { callback, due: now + ms }; waiting.add(timer); return timer; },
      stop: (timer) => waiting.delete(timer),
      advance: (ms) => {
        now += ms;
        for (const timer of waiting) if (timer.due <= now) { waiting.delete(timer); timer.callback(); }
      },
      waiting,
    };
  }

  test('is shown for five seconds', () => {
    const clock = fakeClock();
    let changes = 0;
    const typists = new Typists({ clock, changed: () => { changes += 1; } });
    const names = () => typists.people.map(({ name }) => name).join(' ');
    typists.add({ id: 'a', name: 'Ana' });
    clock.advance(3000);
    typists.add({ id: 'b', name: 'Ben' });
    typists.add({ id: 'a', name: 'Ana' });
    assert.equal(changes, 2);
    clock.advance(4999);
    assert.equal(names(), 'Ana Ben');
    clock.advance(1);
    assert.equal(names(), '');
    for (let i = 0; i < 100; i += 1) typists.add({ id: `${i}`, name: 'x' });
    assert.equal(typists.people.length, 16);
    typists.clear();
    assert.equal(clock.waiting.size, 0);
  });

  test('is heard of by the server, and not ourselves', () => {
    const { session, socket } = enter(1, 0);
    const typing = (id, name, room = 'lobby') => socket.receive('typing', { room, from: { id, name } });
    const names = () => session.people.typists.people.map(({ name }) => name).join(' ');
    typing('a', 'Ana');
    typing('me', 'Me');
    typing('x', 'Elsewhere', 'other');
    for (const nonsense of [undefined, 'x', { room: 'lobby' }, { room: 'lobby', from: { id: 7 } }]) socket.receive('typing', nonsense);
    typing('ben', 'Ben');
    assert.equal(names(), 'Ana Ben');
    socket.receive('message', said(1, 'done'));
    assert.equal(names(), 'Ana');
    socket.receive('presence', { room: 'lobby', left: [{ id: 'a', name: 'Ana' }], count: 1 });
    assert.equal(names(), '');
    typing('a', 'Ana');
    socket.go('transport close');
    assert.equal(names(), '');
  });

  test('tells the server now and then', () => {
    let now = 5000;
    const { session, socket } = startSession({ now: () => now });
    const told = () => socket.sent.filter(({ event }) => event === 'typing').length;
    session.people.noteTyping('x'); // offline
    socket.come();
    socket.take('hello').answer(welcome());
    session.people.noteTyping('');
    session.people.noteTyping('  ');
    assert.equal(told(), 0);
    session.people.noteTyping('x');
    session.people.noteTyping('xy');
    assert.equal(told(), 1);
    now += 2999;
    session.people.noteTyping('xyz');
    assert.equal(told(), 1);
    now += 1;
    session.people.noteTyping('xyz!');
    assert.equal(told(), 2);
    socket.take('typing').answer({ ok: false, error: 'unknown_event' });
    now += 10000;
    session.people.noteTyping('xyz!!');
    assert.equal(told(), 1);
  });

  test('is put into words around their names', () => {
    const words = new Words('en');
    assert.deepEqual(words.parts('typingOne', { first: 'N' }), ['N', ' is typing…']);
    assert.deepEqual(words.parts('typingTwo', { first: 'N', second: '{first}' }), ['N', ' and ', '{first}', ' are typing…']);
    assert.deepEqual(words.parts('typingMany', {}), ['Several people are typing…']);
    assert.deepEqual(new Words('de').parts('typingTwo', { first: 'N', second: 'M' }), ['N', ' und ', 'M', ' schreiben…']);
  });
});

describe('who is there', () => {
  const compare = (a, b) => (a < b ? -1 : Number(a > b));
  const people = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => ({ id: `p${from + i}`, name: `P${from + i}` }));

  test('changes', () => {
    const roster = new Roster();
    roster.set({ roster: [{ id: 'b', name: 'Ben' }, { id: 'me', name: 'Zoe' }, { id: 'a', name: 'Ana' }], count: 12 });
    const names = () => roster.sorted('me', compare).map(({ name }) => name).join(' ');
    assert.equal(names(), 'Zoe Ana Ben');
    assert.equal(roster.count, 12);
    roster.apply({ joined: [{ id: 'c', name: 'Cem' }], left: [{ id: 'a' }], renamed: [{ id: 'b', name: 'Bo' }, { id: 'x', name: 'X' }], count: 3 });
    assert.equal(names(), 'Zoe Bo Cem');
    assert.equal(roster.count, 3);
    roster.apply({ joined: 1, left: 'x', renamed: [null, 7, { id: '' }], count: -5 });
    assert.equal(names(), 'Zoe Bo Cem');
    roster.set({});
    assert.equal(roster.count, 3);
    roster.clear();
    assert.equal(roster.count, 0);
  });

  test('is bounded', () => {
    const roster = new Roster();
    roster.set({ roster: people(1, 150), count: 150 });
    roster.apply({ joined: people(151, 250), count: 250 });
    assert.equal(roster.sorted('', compare).length, 200);
    assert.equal(roster.count, 250);
  });

  test('is asked for once, and again after a break', () => {
    const { session, socket } = startSession();
    const watches = () => socket.sent.filter(({ event }) => event === 'presence');
    let events = 0;
    session.addEventListener('people', () => { events += 1; });
    session.people.watch();
    assert.equal(watches().length, 0);
    socket.come();
    socket.take('hello').answer(welcome([], { room: { roster: people(1, 1), count: 4 } }));
    assert.equal(session.people.roster.count, 4);
    assert.deepEqual(watches()[0].request, { room: 'lobby', on: true });
    socket.take('presence').answer({ ok: true, room: 'lobby', roster: people(1, 2), count: 2 });
    assert.equal(session.people.roster.count, 2);
    socket.receive('presence', { room: 'other', joined: people(7, 8), count: 9 });
    assert.equal(session.people.roster.count, 2);
    socket.receive('presence', { room: 'lobby', joined: people(3, 3), count: 3 });
    assert.equal(session.people.roster.count, 3);
    const before = events;
    socket.go('transport close');
    assert.equal(session.people.roster.count, 0);
    assert.ok(events > before);
    session.connect();
    socket.come();
    socket.take('hello').answer(welcome());
    socket.take('presence').answer({ ok: false, error: 'unknown_event' });
    assert.equal(session.state, 'online');
  });
});

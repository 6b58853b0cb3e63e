// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A Session of the page without a browser: its server is the test.

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mock } from 'node:test';
import { Session } from '../../../resources/web/session.js';
import { TabRecord } from '../../../resources/web/tabrecord.js';

// Browsers have these, Debian 12's node 18 has not.
globalThis.crypto ??= webcrypto;
globalThis.CustomEvent ??= class extends Event {
  constructor(type, { detail = null } = {}) {
    super(type);
    this.detail = detail;
  }
};

/** What a browser keeps; `broken` makes it refuse to. */
export class FakeStore {
  map;
  broken = false;

  constructor(map = new Map()) {
    this.map = map;
  }

  get(key) {
    return this.map.get(key) ?? null;
  }

  set(key, value) {
    if (!this.broken) this.map.set(key, value);
    return !this.broken;
  }

  remove(key) {
    this.map.delete(key);
  }

  keys(start) {
    return [...this.map.keys()].filter((key) => key.startsWith(start));
  }
}

/** `sent` are {event, request, answer(response), fail()}. */
export function fakeSocket() {
  const socket = new EventEmitter();
  const any = [];
  socket.sent = [];
  socket.connected = false;
  socket.active = true;
  socket.connects = 0;
  socket.connect = () => { socket.connects += 1; };
  socket.io = { engine: { close: mock.fn() } };
  const emit = socket.emit.bind(socket);
  socket.onAny = (listener) => any.push(listener);
  socket.timeout = () => ({
    emit: (event, request, done) => socket.sent.push(
      { event, request, answer: (response) => done(null, response), fail: () => done(new Error('timeout')) }),
  });
  socket.come = () => { socket.connected = true; emit('connect'); };
  socket.go = (reason) => { socket.connected = false; emit('disconnect', reason); };
  socket.receive = (event, value) => {
    any.forEach((listener) => listener(event, value));
    emit(event, value);
  };
  socket.take = (event) => {
    const at = socket.sent.findIndex((item) => item.event === event);
    assert.ok(at >= 0, `no ${event}`);
    return socket.sent.splice(at, 1)[0];
  };
  return socket;
}

export const welcome = (messages = [], more = {}) => ({ ok: true, you: { id: 'me', name: 'Ana' }, epoch: 'e1',
  rooms: [{ room: 'lobby', head: messages.at(-1)?.seq ?? 0, messages, gap: false, ...more.room }], ...more.top });

export const said = (seq, text) => (
  { seq, id: `m${seq}`, message: text, at: new Date().toISOString(), room: 'lobby', from: { id: 'ben', name: 'Ben' } });

let names = 0;

/** A tab; with the stores of another it is one of the same browser, or the same one reloaded. */
export function startSession({ tabStore = new FakeStore(), browserStore = new FakeStore(), now, locks } = {}) {
  const socket = fakeSocket();
  names += 1;
  const record = new TabRecord({ browserStore, tabStore, locks, now, makeId: () => `tab${names}` });
  const session = new Session({ socket, browserStore, tabStore, record, name: 'Ana', now });
  return { socket, session, record, tabStore, browserStore };
}

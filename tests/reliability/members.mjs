// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Members of a room who write, and read everything, over connections that break: npm's client and the native one, with the same
// questions to ask of both.

import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { startProbe } from '../interop/probe.mjs';

/** The text of the message with that id, and back. */
export const textOf = (id) => `text of ${id}`;
export const idIn = (text) => text.replace('text of ', '');

/** ms for an answer before it is asked for again. */
const ackTimeout = 3000;
const historyPage = 200;

/**
 * npm's client as its documentation and ours say: `retries` and `ackTimeout`, a token, an id for every message, and `hello` with
 * a cursor on every connect, `history` where that is too much for one page. What it has is a map by number, so that nothing it gets twice is there twice.
 */
export class StockMember {
  kind = 'stock 4.8.4';
  sent = 0;
  acked = new Map(); // id -> number
  refused = [];
  faults = []; // what came in the wrong order
  seen = new Map(); // number -> the id that the text tells: the native client's own are others
  gaps = 0;
  connects = 0;

  constructor(url, name) {
    this.name = name;
    this.cursor = 0;
    this.socket = io(url, {
      auth: { token: `token-of-${name}-of-the-test` }, forceNew: true, transports: ['websocket'],
      retries: 1e6, ackTimeout, timeout: ackTimeout, reconnectionDelay: 100, reconnectionDelayMax: 1000,
    });
    this.socket.on('connect', () => {
      this.connects += 1;
      this.last = 0;
      this.isCatchingUp = false;
      this.catchUp();
    });
    this.socket.on('message', (message) => {
      if (message.seq <= this.last) this.faults.push(`${message.seq} after ${this.last}`);
      this.last = message.seq;
      this.take(message.seq, message.message);
      if (message.seq > this.cursor) this.catchUp();
    });
  }

  take(seq, text) {
    const id = idIn(text);
    const before = this.seen.get(seq);
    if (before !== undefined && before !== id) this.faults.push(`${seq} was ${before} and is ${id}`);
    this.seen.set(seq, id);
    while (this.seen.has(this.cursor + 1)) this.cursor += 1;
  }

  /** Asks for what is behind the cursor, as often as it takes while there is a connection. */
  catchUp() {
    if (this.isCatchingUp || !this.socket.connected) return;
    this.isCatchingUp = true;
    this.askForTheRest().then(
      () => { this.isCatchingUp = false; },
      () => {
        this.isCatchingUp = false;
        this.catchUp();
      },
    );
  }

  /** Volatile, so that it does not wait behind the messages that wait. */
  ask(event, question) { return this.socket.volatile.timeout(ackTimeout).emitWithAck(event, question); }

  async askForTheRest() {
    const isNew = !this.epoch;
    const since = isNew ? undefined : { lobby: { epoch: this.epoch, seq: this.cursor } };
    const { epoch, rooms: [{ messages, gap }] } = await this.ask('hello', { name: this.name, since });
    this.epoch = epoch;
    if (gap && !isNew) {
      this.gaps += 1;
      for (let page = { more: true }; page.more;) {
        page = await this.ask('history', { room: 'lobby', after: this.cursor, limit: historyPage });
        page.messages.forEach(({ seq, message }) => this.take(seq, message));
      }
    }
    messages.forEach(({ seq, message }) => this.take(seq, message));
  }

  send() {
    this.sent += 1;
    const id = `${this.name}-${this.sent}`;
    const text = textOf(id);
    this.socket.emit('message', { text, id }, (error, answer) => {
      if (error || !answer.ok || answer.stored === false) {
        this.refused.push(`${id}: ${error?.message ?? JSON.stringify(answer)}`);
        return;
      }
      this.acked.set(id, answer.seq);
      this.take(answer.seq, text);
      if (answer.seq > this.cursor) this.catchUp();
    });
  }

  isDone(head) {
    this.catchUpIfBehind(head);
    return this.acked.size + this.refused.length === this.sent && this.cursor >= head;
  }

  get hasJoined() { return this.epoch !== undefined; }

  catchUpIfBehind(head) { if (this.cursor < head) this.catchUp(); }

  close() { this.socket.disconnect(); }
}

/** The native client's core. It makes the ids of its messages itself, so their texts tell which is which. */
export class NativeMember {
  kind = 'native core';
  sent = 0;
  refused = [];
  faults = [];
  connects = 0;

  constructor(url, name) {
    this.name = name;
    this.probe = startProbe(url, { name, args: ['--token', randomUUID()] });
  }

  send() {
    this.sent += 1;
    this.probe.send(textOf(`${this.name}-${this.sent}`));
  }

  get hasJoined() { return this.probe.events.some(({ event, state }) => event === 'state' && state === 'online'); }

  /** What the list shows at last: text -> number. */
  shown() {
    const shown = new Map();
    for (const { text, seq } of this.probe.messages()) {
      const id = idIn(text);
      if (shown.has(id)) this.faults.push(`${id} is shown twice`);
      shown.set(id, seq);
    }
    return shown;
  }

  get acked() {
    return new Map(this.probe.messages().filter(({ own, delivery }) => own && delivery === 'sent')
      .map(({ text, seq }) => [idIn(text), seq]));
  }

  get seen() { return new Map([...this.shown()].filter(([, seq]) => seq > 0).map(([id, seq]) => [seq, id])); }
  get gaps() { return this.probe.messages().filter(({ gapBefore }) => gapBefore).length; }
  isDone(head) { return this.acked.size === this.sent && this.seen.size >= head; }
  close() { this.probe.kill(); }
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Clients that write without waiting, and remember what they were promised: a message counts as acknowledged from the moment in
// which its sender has the number.

import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { textOf } from './members.mjs';

/** So many messages of one sender wait for their acknowledgement at most; then it skips its turn. */
const window = 200;

/** What a sender with acknowledgements keeps, whatever its wire. */
class Ledger {
  constructor(name) {
    this.name = name;
    this.sent = 0;
    this.waiting = new Map(); // id -> text, in the order of writing
    this.acked = new Map(); // id -> number
    this.refused = []; // what came instead of a number
  }

  /** The next message, or nothing while too many wait. */
  write() {
    if (this.waiting.size >= window) return null;
    this.sent += 1;
    const id = `${this.name}-${this.sent}`;
    const text = textOf(id);
    this.waiting.set(id, text);
    return { id, text };
  }

  answered(id, answer) {
    if (answer?.ok && answer.stored !== false) {
      const before = this.acked.get(id);
      if (before !== undefined && before !== answer.seq) this.refused.push(`${id} was ${before} and is ${answer.seq}`);
      this.acked.set(id, answer.seq);
    } else {
      this.refused.push(`${id}: ${JSON.stringify(answer)}`);
    }
    this.waiting.delete(id);
  }
}

/** npm's client: sends again, in order, what was not answered when the connection broke; counts what others said. */
export class StockSender extends Ledger {
  constructor(url, name) {
    super(name);
    this.heard = new Map(); // number -> id
    this.faults = [];
    this.socket = io(url, {
      auth: { token: `token-of-${name}-of-the-test` },
      transports: ['websocket'], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200, randomizationFactor: 0.5,
    });
    this.disconnects = [];
    this.socket.on('disconnect', (reason) => this.disconnects.push(reason));
    this.socket.on('connect', () => {
      this.last = 0;
      for (const [id, text] of this.waiting) this.emit({ id, text });
    });
    this.socket.on('message', ({ seq, id }) => {
      if (seq <= this.last) this.faults.push(`${name} heard ${seq} after ${this.last}`);
      this.last = seq;
      this.heard.set(seq, id);
    });
  }

  emit(message) { this.socket.emit('message', message, (answer) => this.answered(message.id, answer)); }

  send() {
    const message = this.socket.connected ? this.write() : null;
    if (message) this.emit(message);
  }

  close() { this.socket.disconnect(); }
}

/** The same with nothing but a WebSocket: every byte of Engine.IO and Socket.IO is written here. */
export class RawSender extends Ledger {
  constructor(url, name) {
    super(name);
    this.faults = [];
    this.heard = new Map();
    this.url = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.open();
  }

  open() {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    const ids = new Map();
    this.emit = ({ id, text }) => {
      ids.set(ids.size, id);
      socket.send(`42${ids.size - 1}${JSON.stringify(['message', { text, id }])}`);
    };
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isJoined = false;
      if (!this.isOver) setTimeout(() => this.open(), 50);
    });
    socket.on('message', (data) => {
      const packet = data.toString();
      if (packet === '2') socket.send('3');
      else if (packet.startsWith('0')) socket.send(`40${JSON.stringify({ token: `token-of-${this.name}-of-the-test` })}`);
      else if (packet.startsWith('40')) this.joined();
      const ack = /^43(\d+)(\[.*\])$/s.exec(packet);
      if (ack) this.answered(ids.get(Number(ack[1])), JSON.parse(ack[2])[0]);
    });
  }

  joined() {
    this.isJoined = true;
    for (const [id, text] of this.waiting) this.emit({ id, text });
  }

  send() {
    const message = this.isJoined ? this.write() : null;
    if (message) this.emit(message);
  }

  close() {
    this.isOver = true;
    this.socket.terminate();
  }
}

/** Lets the senders write `rate` messages a second in turn; `stop()` ends it. */
export function load(senders, rate) {
  const step = 20; // ms
  let due = 0;
  let next = 0;
  const timer = setInterval(() => {
    due += (rate * step) / 1000;
    for (; due >= 1; due -= 1) senders[next++ % senders.length].send();
  }, step);
  return { stop: () => clearInterval(timer) };
}

/**
 * What is wrong with what is stored: promised and not there, or under another number; stored twice; not in the order in which
 * its sender wrote; heard by others and not stored. Empty when nothing is.
 */
export function faultsOf(senders, stored) {
  const faults = [];
  const byId = new Map();
  const last = new Map();
  for (const { seq, id } of stored) {
    if (byId.has(id)) faults.push(`doubled: ${id} is ${byId.get(id)} and ${seq}`);
    byId.set(id, seq);
    const [, name, count] = /^(.*)-(\d+)$/.exec(id) ?? [];
    if (!name) continue;
    if (Number(count) <= (last.get(name) ?? 0)) faults.push(`reordered: ${id} is behind ${name}-${last.get(name)}`);
    last.set(name, Number(count));
  }
  for (const { acked, heard, faults: own, refused } of senders) {
    for (const [id, seq] of acked) if (byId.get(id) !== seq) faults.push(`lost: ${id} was ${seq} and is ${byId.get(id)}`);
    for (const [seq, id] of heard) if (byId.get(id) !== seq) faults.push(`lost: ${id} was heard as ${seq} and is ${byId.get(id)}`);
    faults.push(...own.map((fault) => `reordered: ${fault}`), ...refused.map((answer) => `refused: ${answer}`));
  }
  return faults;
}

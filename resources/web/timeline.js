// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The messages of one room in the order they are shown. No DOM, no network.
//
// An entry: {key, id, seq, epoch, at, from: {id, name}, text, own, state, failure, gapBefore}. `state` is 'received' or,
// for one's own, 'sending', 'sent' or 'failed'. What has a number stands in the order of the numbers, what is still on
// its way below it. A server that starts anew counts from 1 in a new epoch; its messages stand below the older ones.

export class Timeline {
  #entries = [];
  #byId = new Map(); // own messages, by our id
  #bySeq = new Map(); // "epoch:seq"
  #epochs = [];
  #nextKey = 1;

  get entries() {
    return this.#entries;
  }

  own(id) {
    return this.#byId.get(id);
  }

  indexOf(entry) {
    return this.#entries.indexOf(entry);
  }

  /** Our messages that have no number yet, in the order of sending. */
  unsent() {
    let from = this.#entries.length;
    while (from > 0 && this.#entries[from - 1].seq === 0) from -= 1;
    return this.#entries.slice(from);
  }

  /** Adds a message of ours before anybody else knows it. */
  addOwn({ id, text, at, from, state = 'sending' }) {
    const entry = { key: this.#nextKey++, id, seq: 0, epoch: 0, at, from, text, own: true, state, failure: '' };
    this.#byId.set(id, entry);
    this.#entries.push(entry);
    return entry;
  }

  /** What the server says about a message; returns {entry, added}. */
  upsert(message, { epoch, myId, gapBefore = false }) {
    const own = message.from?.id !== undefined && message.from.id === myId;
    const epochIndex = this.#epochIndex(epoch);
    const known = this.#bySeq.get(`${epochIndex}:${message.seq}`) ?? (own ? this.#byId.get(message.id) : undefined);
    if (known) {
      this.#settle(known, epochIndex, message);
      return { entry: known, added: false };
    }
    const entry = {
      key: this.#nextKey++,
      id: message.id,
      seq: message.seq,
      epoch: epochIndex,
      at: new Date(message.at),
      from: message.from ?? { id: '', name: '' },
      text: message.message,
      own,
      state: own ? 'sent' : 'received',
      failure: '',
      gapBefore,
    };
    if (own) this.#byId.set(message.id, entry);
    this.#insert(entry);
    return { entry, added: true };
  }

  /** The server took a message of ours. */
  acknowledge(id, { seq, at, epoch }) {
    const entry = this.#byId.get(id);
    if (entry) this.#settle(entry, this.#epochIndex(epoch), { seq, at });
    return entry;
  }

  remove(entry) {
    const index = this.#entries.indexOf(entry);
    if (index < 0) return;
    this.#entries.splice(index, 1);
    if (this.#byId.get(entry.id) === entry) this.#byId.delete(entry.id);
    this.#bySeq.delete(`${entry.epoch}:${entry.seq}`);
  }

  /** Forgets the oldest numbered entries beyond `limit`; returns them. */
  trim(limit) {
    const gone = [];
    while (this.#entries.length > limit && this.#entries[0].seq > 0) {
      gone.push(this.#entries[0]);
      this.remove(this.#entries[0]);
    }
    return gone;
  }

  #settle(entry, epochIndex, { seq, at }) {
    if (entry.own) {
      entry.state = 'sent';
      entry.failure = '';
    }
    if (entry.seq > 0) return; // a number never changes
    entry.seq = seq;
    entry.epoch = epochIndex;
    entry.at = new Date(at);
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#insert(entry);
  }

  #insert(entry) {
    this.#bySeq.set(`${entry.epoch}:${entry.seq}`, entry);
    let index = this.#entries.length;
    while (index > 0 && this.#isBehind(this.#entries[index - 1], entry)) index -= 1;
    this.#entries.splice(index, 0, entry);
  }

  #isBehind(a, b) {
    if (a.seq === 0) return true;
    return a.epoch !== b.epoch ? a.epoch > b.epoch : a.seq > b.seq;
  }

  #epochIndex(epoch) {
    const index = this.#epochs.indexOf(epoch);
    return index >= 0 ? index : this.#epochs.push(epoch) - 1;
  }
}

const groupSpan = 5 * 60 * 1000;
const dayLength = 24 * 60 * 60 * 1000;

function sameDay(a, b) {
  return a.getDate() === b.getDate() && Math.abs(a - b) < 2 * dayLength;
}

/** How `entry` continues the one above it: whether it begins a day, and whether it begins a sender's group. */
export function junction(previous, entry) {
  const day = !previous || !sameDay(previous.at, entry.at);
  const group = day || Boolean(entry.gapBefore) || previous.own !== entry.own
    || previous.from.id !== entry.from.id || previous.from.name !== entry.from.name
    || entry.at - previous.at >= groupSpan;
  return { day, group };
}

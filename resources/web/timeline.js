// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The messages of one room in the order they are shown. No DOM, no network.
//
// An entry: {key, id, seq, epoch, at, from: {id, name}, text, own, state, failure, gapBefore}. `state` is 'received' or,
// for one's own, 'sending', 'sent', 'failed' or 'unsaved' (delivered, but the server could not keep it). What has a number stands in the order of the numbers, what is still on
// its way below it. A server that starts anew counts from 1 in a new epoch; its messages stand below the older ones.

export class Timeline {
  #entries = [];
  #byId = new Map(); // own messages, by our id
  #bySeq = new Map(); // "epoch:seq"
  #unnumbered = new Map(); // "person:id", of others' messages that the server could not keep
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
    return this.#entries.slice(from).filter(isWaiting);
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
    const seq = message.seq ?? 0;
    const named = `${message.from?.id}:${message.id}`;
    const known = (seq > 0 ? this.#bySeq.get(`${epochIndex}:${seq}`) : undefined)
      ?? (own ? this.#byId.get(message.id) : this.#unnumbered.get(named));
    if (known) {
      this.#settle(known, epochIndex, { seq, at: message.at });
      known.gapBefore ||= gapBefore; // what comes again fills no gap
      return { entry: known, added: false };
    }
    const entry = {
      key: this.#nextKey++,
      id: message.id,
      seq,
      epoch: epochIndex,
      at: message.at ? new Date(message.at) : new Date(),
      from: message.from ?? { id: '', name: '' },
      text: message.message,
      own,
      state: own ? settled(seq) : 'received',
      failure: '',
      gapBefore,
    };
    if (own) this.#byId.set(message.id, entry);
    else if (seq === 0) this.#unnumbered.set(named, entry);
    this.#insert(entry);
    return { entry, added: true };
  }

  /** The server took a message of ours; without a number it has delivered it, and could not keep it. */
  acknowledge(id, { seq = 0, at, epoch, gapBefore = false }) {
    const entry = this.#byId.get(id);
    if (!entry) return undefined;
    this.#settle(entry, this.#epochIndex(epoch), { seq, at });
    entry.gapBefore ||= gapBefore;
    return entry;
  }

  /** The epoch that an entry's number of it stands for. */
  epochName(index) {
    return this.#epochs[index];
  }

  remove(entry) {
    const index = this.#entries.indexOf(entry);
    if (index < 0) return;
    this.#entries.splice(index, 1);
    if (this.#byId.get(entry.id) === entry) this.#byId.delete(entry.id);
    this.#bySeq.delete(`${entry.epoch}:${entry.seq}`);
    this.#unnumbered.delete(`${entry.from.id}:${entry.id}`);
  }

  /** Forgets the oldest delivered entries beyond `limit`; returns them. */
  trim(limit) {
    const gone = [];
    while (this.#entries.length > limit && !isWaiting(this.#entries[0])) {
      gone.push(this.#entries[0]);
      this.remove(this.#entries[0]);
    }
    return gone;
  }

  #settle(entry, epochIndex, { seq, at }) {
    if (entry.seq > 0) return; // a number never changes
    if (entry.own) {
      entry.state = settled(seq);
      entry.failure = '';
    }
    entry.seq = seq;
    entry.epoch = epochIndex;
    if (at) entry.at = new Date(at);
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#insert(entry);
  }

  #insert(entry) {
    if (entry.seq > 0) this.#bySeq.set(`${entry.epoch}:${entry.seq}`, entry);
    let index = this.#entries.length;
    while (index > 0 && this.#isBehind(this.#entries[index - 1], entry)) index -= 1;
    this.#entries.splice(index, 0, entry);
  }

  #isBehind(a, b) {
    if (a.seq === 0 || b.seq === 0) return isWaiting(a); // without a number it stands where it came
    return a.epoch !== b.epoch ? a.epoch > b.epoch : a.seq > b.seq;
  }

  #epochIndex(epoch) {
    const index = this.#epochs.indexOf(epoch);
    return index >= 0 ? index : this.#epochs.push(epoch) - 1;
  }
}

const isWaiting = (entry) => entry.state === 'sending' || entry.state === 'failed';
const settled = (seq) => (seq > 0 ? 'sent' : 'unsaved');

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

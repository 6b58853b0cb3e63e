// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The conversation with the server: who we are, what we missed, what still has to go out. No DOM.
//
// Events (CustomEvent): 'state'; 'timeline' with detail {added, removed, live}; 'failed' with an entry; 'name'.

import { Timeline } from './timeline.js';
import { randomId } from './store.js';
import { maximumTextBytes, utf8Length } from './text.js';

const room = 'lobby';
const answerTimeout = 5000;
const firstDelay = 500;
const longestDelay = 10000;

/** Milliseconds before attempt number `attempt` (from 0): doubling up to ten seconds, spread by half. */
export function retryDelay(attempt, random = Math.random) {
  const delay = Math.min(longestDelay, firstDelay * 2 ** attempt);
  return Math.round(delay * (0.5 + random() / 2));
}

export class Session extends EventTarget {
  /** 'connecting', 'online', 'reconnecting', 'ended' (by the server) or 'refused' (`detail` says why). */
  state = 'connecting';
  detail = '';
  full = false; // the last attempt was turned away by a server that takes nobody else
  retryAt = 0; // when the next attempt is due, 0 while one is running
  timeline = new Timeline();
  me = { id: '', name: '' };

  #socket;
  #browser;
  #tab;
  #synced = false; // hello was answered on this connection
  #cursor = null; // {epoch, seq}: up to here nothing is missing
  #epoch = '';
  #attempt = 0;
  #timer = 0;
  #outboxSaved = false;

  /** `socket` is a Socket.IO client socket that neither connects nor reconnects by itself. */
  constructor({ socket, browserStore, tabStore, name }) {
    super();
    this.#socket = socket;
    this.#browser = browserStore;
    this.#tab = tabStore;
    this.me.name = name;
    socket.on('connect', () => this.#hello());
    socket.on('message', (message) => this.#receive(message));
    socket.on('disconnect', (reason) => this.#lost(reason));
    socket.on('connect_error', (error) => this.#connectFailed(error));
    this.#restoreOutbox();
  }

  get waiting() {
    return this.timeline.unsent().filter((entry) => entry.state === 'sending').length;
  }

  connect() {
    clearTimeout(this.#timer);
    this.retryAt = 0;
    if (this.state === 'ended' || this.state === 'refused') this.state = 'reconnecting';
    if (this.#socket.connected) this.#hello();
    else this.#socket.connect();
    this.#announce();
  }

  /** The page came back to life: make sure that nothing was missed. */
  resync() {
    if (this.state === 'ended' || this.state === 'refused') return;
    if (this.#socket.connected) this.#hello();
    else if (this.retryAt > 0) this.connect();
  }

  /** Shows the text at once and delivers it as soon as it can; false when it is too long to be sent. */
  send(text) {
    if (utf8Length(text) > maximumTextBytes) return false;
    const entry = this.timeline.addOwn({ id: randomId(16), text, at: new Date(), from: { ...this.me } });
    this.#changed([entry], true);
    this.#emit(entry);
    return true;
  }

  retry(entry) {
    entry.state = 'sending';
    entry.failure = '';
    this.#changed([], true);
    this.#emit(entry);
  }

  discard(entry) {
    this.timeline.remove(entry);
    this.#changed([], true, [entry]);
  }

  rename(name) {
    this.me = { ...this.me, name };
    this.#browser.set('name', name);
    if (this.#synced) {
      this.#socket.timeout(answerTimeout).emit('rename', { name }, (failure, answer) => {
        if (!failure && answer?.ok) this.#takeIdentity(answer.you);
      });
    }
  }

  /** Another tab of this person has taken a name, and told the server. */
  takeName(name) {
    if (!name || name === this.me.name) return;
    this.me = { ...this.me, name };
    this.dispatchEvent(new CustomEvent('name'));
  }

  #token() {
    let token = this.#browser.get('token');
    if (!token) {
      token = randomId(32); // made here and not by the server: two windows opened together are one person
      this.#browser.set('token', token);
    }
    return token;
  }

  #hello() {
    const request = { name: this.me.name, rooms: [room], token: this.#token() };
    if (this.#cursor) request.since = { [room]: this.#cursor };
    this.#socket.timeout(answerTimeout).emit('hello', request, (failure, answer) => {
      if (failure) {
        // Connected, but nobody answers: a connection that only seems to be there. Begin anew.
        if (this.#socket.connected) this.#socket.io.engine.close();
      } else if (answer?.ok) {
        this.#welcome(answer);
      } else {
        this.#stop('refused', answer?.detail ?? answer?.error ?? '');
      }
    });
  }

  #welcome(answer) {
    const page = answer.rooms.find((candidate) => candidate.room === room);
    const epochChanged = this.#epoch !== '' && this.#epoch !== answer.epoch;
    this.#epoch = answer.epoch;
    this.#synced = true;
    this.#attempt = 0;
    this.state = 'online';
    this.#takeIdentity(answer.you);
    if (answer.token) this.#browser.set('token', answer.token);

    let gapBefore = Boolean(page.gap || epochChanged) && this.timeline.entries.some((entry) => entry.seq > 0);
    const added = [];
    for (const message of page.messages) {
      const result = this.timeline.upsert(message, { epoch: this.#epoch, myId: this.me.id, gapBefore });
      if (result.added) added.push(result.entry);
      gapBefore = false;
    }
    const live = this.#cursor !== null;
    const last = page.messages.reduce((seq, message) => Math.max(seq, message.seq), page.head ?? 0);
    this.#cursor = { epoch: this.#epoch, seq: last };
    this.#changed(added, live);
    this.#announce();
    this.#sendWaiting();
  }

  #takeIdentity(you) {
    if (!you) return;
    const renamed = you.name !== this.me.name;
    this.me = { id: you.id, name: you.name };
    if (renamed) this.dispatchEvent(new CustomEvent('name'));
  }

  #receive(message) {
    // What arrives before hello is answered is part of that answer.
    if (!this.#synced || typeof message?.message !== 'string' || !Number.isInteger(message.seq)) return;
    const { entry, added } = this.timeline.upsert(message, { epoch: this.#epoch, myId: this.me.id });
    this.#advance(message.seq);
    this.#changed(added ? [entry] : [], true);
  }

  #advance(seq) {
    if (seq > this.#cursor.seq) this.#cursor = { epoch: this.#epoch, seq };
  }

  #sendWaiting() {
    for (const entry of this.timeline.unsent()) {
      // What got no answer may have arrived: sending it again under the same id cannot make two of it.
      if (entry.state === 'failed' && entry.failure === 'noAnswer') entry.state = 'sending';
      if (entry.state === 'sending') this.#emit(entry);
    }
  }

  #emit(entry) {
    if (!this.#synced) return; // goes out after hello
    const request = { text: entry.text, id: entry.id, room };
    this.#socket.timeout(answerTimeout).emit('message', request, (failure, answer) => {
      if (entry.seq > 0) return; // settled by another way
      if (!failure && answer?.ok) {
        this.timeline.acknowledge(entry.id, { ...answer, epoch: this.#epoch });
        this.#advance(answer.seq);
      } else if (!failure) {
        this.#fail(entry, answer?.error ?? 'other');
      } else if (this.#socket.connected) {
        this.#fail(entry, 'noAnswer');
      } // else the connection broke: it stays on its way and goes out after the next hello
      this.#changed([], true);
    });
  }

  #fail(entry, failure) {
    entry.state = 'failed';
    entry.failure = failure;
    this.dispatchEvent(new CustomEvent('failed', { detail: entry }));
  }

  #lost(reason) {
    this.#synced = false;
    if (reason === 'io server disconnect') {
      this.#stop('ended', '');
    } else if (this.state !== 'refused') {
      this.#retryLater();
    }
  }

  #connectFailed(error) {
    this.#synced = false;
    if (!this.#socket.active) { // refused by the server, not by the network
      this.#stop('refused', error.message);
      return;
    }
    this.#retryLater(error.context?.status === 403);
  }

  #retryLater(full = false) {
    this.full = full;
    const delay = retryDelay(this.#attempt);
    this.#attempt += 1;
    this.state = 'reconnecting';
    this.retryAt = Date.now() + delay;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), delay);
    this.#announce();
  }

  #stop(state, detail) {
    clearTimeout(this.#timer);
    this.#synced = false;
    this.retryAt = 0;
    this.state = state;
    this.detail = detail;
    this.#announce();
  }

  #changed(added, live, removed = []) {
    this.#saveOutbox();
    this.dispatchEvent(new CustomEvent('timeline', { detail: { added, removed, live } }));
  }

  #announce() {
    this.dispatchEvent(new CustomEvent('state'));
  }

  #saveOutbox() {
    const unsent = this.timeline.unsent().map(({ id, text, at, failure }) => ({ id, text, at, failure }));
    if (unsent.length === 0 && !this.#outboxSaved) return;
    this.#tab.set('outbox', JSON.stringify(unsent));
    this.#outboxSaved = unsent.length > 0;
  }

  #restoreOutbox() {
    let unsent;
    try {
      unsent = JSON.parse(this.#tab.get('outbox') ?? '[]');
    } catch {
      return;
    }
    this.#outboxSaved = unsent.length > 0;
    for (const { id, text, at, failure } of unsent) {
      const entry = this.timeline.addOwn({ id, text, at: new Date(at), from: { ...this.me } });
      entry.failure = failure;
      if (failure) entry.state = 'failed';
    }
  }
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The conversation with the server: who we are, what we missed, what still has to go out. No DOM.
//
// Events (CustomEvent): 'state'; 'timeline' with detail {added, removed, live}; 'failed' with an entry; 'name'; 'typing';
// 'people'.

import { restoreHistory, saveHistory } from './history.js';
import { Past } from './past.js';
import { RoomPeople } from './people.js';
import { randomId } from './store.js';
import { maximumTextBytes, utf8Length } from './text.js';
import { Timeline } from './timeline.js';

const room = 'lobby';
const answerTimeout = 5000;
const firstDelay = 500;
const longestDelay = 10000;
const historyDelay = 1000;
const pageSize = 50;

/** Milliseconds before attempt number `attempt` (from 0): doubling up to ten seconds, spread by half. */
export function retryDelay(attempt, random = Math.random) {
  const delay = Math.min(longestDelay, firstDelay * 2 ** attempt);
  return Math.round(delay * (0.5 + random() / 2));
}

export class Session extends EventTarget {
  /**
   * 'connecting', 'online', 'reconnecting', 'ended' (by the server), 'refused' (`detail` says why) or 'pin' (the server
   * asks for one; `pinProblem` says what is wrong with the last).
   */
  state = 'connecting';
  detail = '';
  pinProblem = ''; // 'wrong', 'locked' until `lockedUntil`, or '' when none was shown
  lockedUntil = 0;
  trying = false; // a PIN that was given while it asked for one
  full = false; // the last attempt was turned away by a server that takes nobody else
  retryAt = 0; // when the next attempt is due, 0 while one is running
  timeline = new Timeline();
  me = { id: '', name: '' };

  #socket;
  #browser;
  #tab;
  #record;
  #synced = false; // hello was answered on this connection
  #asking = false; // hello is not answered yet
  #connection = 0; // rises with every one
  #cursor = null; // {epoch, seq}: up to here nothing is missing
  #ahead = new Set(); // numbers that came, while one before them did not
  #gap = false; // something may be missing before the next message
  #attempt = 0;
  #timer = 0;
  #historyTimer = 0;
  #pin;
  #past = new Past({ timeline: this.timeline });
  #loading = false; // a question for older messages has no answer yet
  #unknown = new Set(); // events that this server does not know
  #people;

  /**
   * `socket` is a Socket.IO client socket that neither connects nor reconnects by itself; `record` a TabRecord, which keeps
   * what has not been delivered.
   */
  constructor({ socket, browserStore, tabStore, record, name, now = Date.now }) {
    super();
    this.#socket = socket;
    this.#browser = browserStore;
    this.#tab = tabStore;
    this.#record = record;
    this.#people = new RoomPeople({
      room,
      now,
      ask: (event, request, answered) => this.#synced && this.#ask(event, request, answered),
      changed: (event) => this.dispatchEvent(new CustomEvent(event)),
    });
    this.me.name = name;
    this.#pin = tabStore.get('pin') ?? '';
    socket.auth = (done) => done(this.#pin ? { pin: this.#pin } : {}); // asked for at every attempt
    socket.on('connect', () => this.#hello());
    socket.on('message', (message) => this.#receive(message));
    socket.on('typing', (news) => this.#synced && this.#people.typing(news));
    socket.on('presence', (news) => this.#synced && this.#people.presence(news));
    socket.onAny((event, place) => this.#count(event, place));
    socket.on('disconnect', (reason) => this.#lost(reason));
    socket.on('connect_error', (error) => this.#connectFailed(error));
    this.#restore();
  }

  get waiting() {
    return this.timeline.unsent().filter((entry) => entry.state === 'sending').length;
  }

  /** False when what is waiting would be lost with the page. */
  get kept() {
    return this.#record.kept;
  }

  /** What tabs that are gone have left to send goes out with ours. Resolves to what they were typing. */
  async adopt() {
    const found = await this.#record.adopt();
    const added = found.flatMap(({ outbox }) => outbox).map((entry) => this.#addWaiting(entry)).filter(Boolean);
    if (added.length > 0) {
      this.#changed(added, false);
      this.#sendWaiting();
    }
    return found.map(({ draft }) => draft).filter(Boolean);
  }

  /** The page may be gone in a moment. */
  keepHistory() {
    clearTimeout(this.#historyTimer);
    this.#historyTimer = 0;
    if (this.#cursor) {
      saveHistory(this.#tab, { cursor: this.#cursor, gap: this.#gap, me: this.me, timeline: this.timeline });
    }
  }

  connect() {
    clearTimeout(this.#timer);
    this.retryAt = 0;
    if (this.#isStopped()) this.state = 'reconnecting';
    if (this.#socket.connected) this.#hello();
    else this.#socket.connect();
    this.#announce();
  }

  /** The page came back to life: make sure that nothing was missed. */
  resync() {
    if (this.#isStopped()) return;
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

  /** Whether the conversation begins with the first message. */
  get complete() {
    return this.#cursor !== null && this.#past.isComplete(this.#cursor.epoch);
  }

  /** Asks for what stands above `entry`, where it is missing and to be had; one question at a time. */
  loadBefore(entry) {
    if (!this.#synced || this.#loading) return;
    const before = this.#past.missingBefore(entry, this.#cursor);
    if (before === 0) return;
    this.#loading = this.#ask('history', { room, before, limit: pageSize }, (answer) => {
      this.#loading = false;
      if (!answer?.ok || answer.epoch !== this.#cursor.epoch || !Array.isArray(answer.messages)) return;
      this.#changed(this.#past.take(entry, answer, { epoch: answer.epoch, myId: this.me.id }), false);
    });
  }

  /** Who is there and who is writing: a RoomPeople. */
  get people() {
    return this.#people;
  }

  /** What the server takes, or may take: '' without one. */
  get pin() {
    return this.#pin;
  }

  /** A PIN that somebody typed or that came with the address: shown from the next attempt on, which is now if it waits. */
  usePin(pin) {
    this.#pin = pin;
    this.#tab.set('pin', pin);
    if (this.state !== 'pin' || this.trying) return;
    this.trying = true;
    this.#socket.connect();
    this.#announce();
  }

  #isStopped() {
    return this.state === 'ended' || this.state === 'refused' || (this.state === 'pin' && !this.trying);
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
    if (this.#asking) return;
    this.#asking = true;
    const request = { name: this.me.name, rooms: [room], token: this.#token() };
    if (this.#cursor) request.since = { [room]: this.#cursor };
    const connection = this.#connection;
    this.#socket.timeout(answerTimeout).emit('hello', request, (failure, answer) => {
      if (connection !== this.#connection) return; // of one that is gone
      this.#asking = false;
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
    const epoch = this.#cursor?.epoch ?? answer.epoch;
    this.#synced = true;
    this.#attempt = 0;
    this.state = 'online';
    this.trying = false;
    this.#takeIdentity(answer.you);
    if (answer.token) this.#browser.set('token', answer.token);

    const live = this.#cursor !== null;
    if ((page.gap || epoch !== answer.epoch) && this.timeline.entries.some((entry) => entry.seq > 0)) this.#gap = true;
    if (epoch !== answer.epoch) this.#ahead.clear();
    const added = [];
    for (const message of page.messages) {
      if (typeof message?.message !== 'string') continue; // an event that is no message
      const result = this.timeline.upsert(message, { epoch: answer.epoch, myId: this.me.id, gapBefore: this.#takeGap() });
      if (result.added) added.push(result.entry);
    }
    // What came by itself meanwhile is newer than this answer, and nothing is between.
    const last = [...this.#ahead, ...page.messages.map((message) => message.seq)].reduce((a, b) => Math.max(a, b), page.head ?? 0);
    this.#ahead.clear();
    this.#cursor = { epoch: answer.epoch, seq: last };
    this.#changed(added, live);
    this.#announce();
    this.#people.welcome(page, this.me.id);
    this.#sendWaiting();
  }

  #takeIdentity(you) {
    if (!you) return;
    const renamed = you.name !== this.me.name;
    this.me = { id: you.id, name: you.name };
    if (renamed) this.dispatchEvent(new CustomEvent('name'));
  }

  #receive(message) {
    // What arrives before hello is answered is part of that answer. Without a number the server could not keep it.
    if (!this.#synced || typeof message?.message !== 'string') return;
    const seq = Number.isInteger(message.seq) ? message.seq : 0;
    this.#people.typists.remove(message.from?.id);
    const isNew = seq === 0 || seq > this.#cursor.seq;
    const { entry, added } = this.timeline.upsert({ ...message, seq },
      { epoch: this.#cursor.epoch, myId: this.me.id, gapBefore: isNew && this.#takeGap() });
    this.#follow(seq);
    this.#changed(added ? [entry] : [], true);
  }

  /** Every event that has a number counts, whatever it is about. */
  #count(event, place) {
    if (event !== 'message' && this.#synced && place?.room === room && Number.isInteger(place.seq)) this.#follow(place.seq);
  }

  /** An event with this number has come by itself; when one before it did not, the server is asked. */
  #follow(seq) {
    if (seq <= this.#cursor.seq) return;
    this.#ahead.add(seq);
    let next = this.#cursor.seq;
    while (this.#ahead.delete(next + 1)) next += 1;
    this.#cursor = { ...this.#cursor, seq: next };
    if (this.#ahead.size > 0) this.#hello();
  }

  /** An event that an older Confab may not know; `answered` gets undefined where nobody answers. False: not asked. */
  #ask(event, request, answered = () => {}) {
    if (this.#unknown.has(event)) return false;
    const connection = this.#connection;
    this.#socket.timeout(answerTimeout).emit(event, request, (failure, answer) => {
      if (connection !== this.#connection) return; // of one that is gone
      if (answer?.error === 'unknown_event') this.#unknown.add(event);
      answered(failure ? undefined : answer);
    });
    return true;
  }

  #takeGap() {
    const gap = this.#gap;
    this.#gap = false;
    return gap;
  }

  #sendWaiting() {
    for (const entry of this.timeline.unsent()) {
      // What got no answer may have arrived: sending it again under the same id cannot make two of it.
      if (entry.state === 'failed' && entry.failure === 'noAnswer') entry.state = 'sending';
      if (entry.state === 'sending') this.#emit(entry);
    }
  }

  #emit(entry) {
    const connection = this.#connection;
    if (!this.#synced || entry.emitted === connection) return; // goes out after hello; is on its way
    entry.emitted = connection;
    const request = { text: entry.text, id: entry.id, room };
    this.#socket.timeout(answerTimeout).emit('message', request, (failure, answer) => {
      if (entry.emitted === connection) entry.emitted = undefined;
      if (entry.seq > 0 || connection !== this.#connection) return; // settled by another way; goes out anew
      if (!failure && answer?.ok) {
        const seq = answer.stored === false || !Number.isInteger(answer.seq) ? 0 : answer.seq;
        this.timeline.acknowledge(entry.id,
          { seq, at: answer.at, epoch: this.#cursor.epoch, gapBefore: seq > this.#cursor.seq && this.#takeGap() });
        this.#follow(seq);
      } else if (!failure) {
        this.#fail(entry, answer?.error ?? 'other');
      } else {
        this.#fail(entry, 'noAnswer');
      }
      this.#changed([], true);
    });
  }

  #fail(entry, failure) {
    entry.state = 'failed';
    entry.failure = failure;
    this.dispatchEvent(new CustomEvent('failed', { detail: entry }));
  }

  #lost(reason) {
    this.#connection += 1; // what is on its way stays so and goes out after the next hello
    this.#synced = false;
    this.#asking = false;
    this.#loading = false;
    this.#unknown.clear(); // the next one may be a newer server
    this.#people.clear();
    if (reason === 'io server disconnect') {
      this.#stop('ended', '');
    } else if (!this.#isStopped()) {
      this.#retryLater();
    }
  }

  #connectFailed(error) {
    this.#synced = false;
    const code = error.data?.code;
    if (code === 'pin' || code === 'pin_locked') {
      this.#askForPin(code === 'pin_locked' ? error.data.retryAfter : 0);
      return;
    }
    if (!this.#socket.active) { // refused by the server, not by the network
      this.#stop('refused', error.message);
      return;
    }
    this.#retryLater(error.context?.status === 403);
  }

  #retryLater(full = false) {
    this.full = full;
    this.trying = false;
    const delay = retryDelay(this.#attempt);
    this.#attempt += 1;
    this.state = 'reconnecting';
    this.retryAt = Date.now() + delay;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), delay);
    this.#announce();
  }

  #askForPin(lockedFor) {
    this.lockedUntil = lockedFor > 0 ? Date.now() + lockedFor * 1000 : 0;
    if (lockedFor > 0) this.pinProblem = 'locked';
    else this.pinProblem = this.#pin === '' ? '' : 'wrong';
    if (this.pinProblem === 'wrong') {
      this.#pin = '';
      this.#tab.remove('pin');
    }
    this.#stop('pin', '');
  }

  #stop(state, detail) {
    this.trying = false;
    clearTimeout(this.#timer);
    this.#synced = false;
    this.retryAt = 0;
    this.state = state;
    this.detail = detail;
    this.#announce();
  }

  #changed(added, live, removed = []) {
    this.#record.setOutbox(this.timeline.unsent().map(({ id, text, at, failure }) => ({ id, text, at, failure })));
    if (this.#historyTimer === 0) this.#historyTimer = setTimeout(() => this.keepHistory(), historyDelay);
    this.#historyTimer.unref?.(); // node, in tests
    this.dispatchEvent(new CustomEvent('timeline', { detail: { added, removed, live } }));
  }

  #announce() {
    this.dispatchEvent(new CustomEvent('state'));
  }

  #restore() {
    const history = restoreHistory(this.#tab, this.timeline);
    if (history) {
      this.#cursor = history.cursor;
      this.#gap = history.gap;
      this.me.id = history.meId;
    }
    for (const entry of this.#record.outbox) this.#addWaiting(entry);
  }

  /** A message of an earlier page; nothing when it is here already. */
  #addWaiting({ id, text, at, failure = '' }) {
    if (this.timeline.own(id)) return undefined;
    const entry = this.timeline.addOwn({ id, text, at: new Date(at), from: { ...this.me } });
    entry.failure = failure;
    if (failure) entry.state = 'failed';
    return entry;
  }
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who is in a room and who is writing. No DOM, no network.

const showTime = 5000;
const mostTypists = 16; // more are not told apart by anybody
const mostPeople = 200;
const typingInterval = 3000;

const realClock = { start: (callback, ms) => setTimeout(callback, ms), stop: (timer) => clearTimeout(timer) };

/** {id, name} of what came from the network; undefined when it is nobody. */
function readPerson(value) {
  return typeof value?.id === 'string' && value.id !== '' ? { id: value.id, name: String(value.name ?? '') } : undefined;
}

const readPeople = (values) => (Array.isArray(values) ? values.map(readPerson).filter(Boolean) : []);
const readCount = (value) => (Number.isInteger(value) && value > 0 ? value : 0);

/** The others who are writing; whoever has not been heard of for a while is not. */
export class Typists {
  #typists = new Map(); // id -> {person, timer}
  #changed;
  #clock;

  /** `clock`: {start(callback, ms), stop(timer)}. */
  constructor({ changed, clock = realClock }) {
    this.#changed = changed;
    this.#clock = clock;
  }

  /** In the order in which they began. */
  get people() {
    return [...this.#typists.values()].map(({ person }) => person);
  }

  add(person) {
    const known = this.#typists.get(person.id);
    if (!known && this.#typists.size >= mostTypists) return;
    if (known) this.#clock.stop(known.timer);
    const timer = this.#clock.start(() => this.remove(person.id), showTime);
    this.#typists.set(person.id, { person, timer });
    if (known?.person.name !== person.name) this.#changed();
  }

  /** Their message came, or they left. */
  remove(id) {
    const known = this.#typists.get(id);
    if (!known) return;
    this.#clock.stop(known.timer);
    this.#typists.delete(id);
    this.#changed();
  }

  clear() {
    for (const id of [...this.#typists.keys()]) this.remove(id);
  }
}

/** Who is there, as far as the server says. */
export class Roster {
  #people = new Map();

  /** How many are there; 0 while nobody says. */
  count = 0;

  /** Ourselves first, the others by name; not more than two hundred. */
  sorted(ownId, compare) {
    return [...this.#people.values()].sort((a, b) => (
      Number(b.id === ownId) - Number(a.id === ownId) || compare(a.name, b.name) || compare(a.id, b.id)));
  }

  /** The answer to 'hello' or 'presence'; one that does not say who is there changes nothing. */
  set({ roster, count }) {
    const people = readPeople(roster);
    if (people.length === 0 && readCount(count) === 0) return;
    this.#people.clear();
    for (const person of people) this.#put(person);
    this.count = Math.max(readCount(count), this.#people.size);
  }

  /** What a 'presence' event tells. */
  apply({ joined, left, renamed, count }) {
    for (const { id } of readPeople(left)) this.#people.delete(id);
    for (const person of readPeople(joined)) this.#put(person);
    for (const person of readPeople(renamed)) if (this.#people.has(person.id)) this.#people.set(person.id, person);
    this.count = Math.max(readCount(count), this.#people.size);
  }

  clear() {
    this.#people.clear();
    this.count = 0;
  }

  #put(person) {
    if (this.#people.has(person.id) || this.#people.size < mostPeople) this.#people.set(person.id, person);
  }
}

/** Who is in one room and who is writing there, by what its server says. */
export class RoomPeople {
  typists;
  roster = new Roster();

  #room;
  #ask;
  #changed;
  #now;
  #ownId = '';
  #watching = false;
  #mayTypeAt = 0;

  /** `ask(event, request, answered)` returns whether the server is asked; `changed` is called with 'typing' or 'people'. */
  constructor({ room, ask, changed, now = Date.now }) {
    this.#room = room;
    this.#ask = ask;
    this.#changed = changed;
    this.#now = now;
    this.typists = new Typists({ changed: () => changed('typing') });
  }

  /** Somebody changes a text that is not sent yet: the others are told, now and then. */
  noteTyping(text) {
    if (text.trim() === '' || this.#now() < this.#mayTypeAt) return;
    if (this.#ask('typing', { room: this.#room })) this.#mayTypeAt = this.#now() + typingInterval;
  }

  /** Keeps `roster` up to date from now on. */
  watch() {
    this.#watching = true;
    this.#ask('presence', { room: this.#room, on: true }, (answer) => {
      if (answer?.ok && answer.room === this.#room) this.#set(answer);
    });
  }

  /** The answer to 'hello' about the room. */
  welcome(page, ownId) {
    this.#ownId = ownId;
    this.#set(page);
    if (this.#watching) this.watch();
  }

  /** A 'typing' event. */
  typing(news) {
    const person = readPerson(news?.from);
    if (person && news.room === this.#room && person.id !== this.#ownId) this.typists.add(person);
  }

  /** A 'presence' event. */
  presence(news) {
    if (news?.room !== this.#room) return;
    this.roster.apply(news);
    for (const { id } of readPeople(news.left)) this.typists.remove(id);
    this.#changed('people');
  }

  /** Nobody says any more. */
  clear() {
    this.typists.clear();
    this.roster.clear();
    this.#changed('people');
  }

  #set(news) {
    this.roster.set(news);
    this.#changed('people');
  }
}

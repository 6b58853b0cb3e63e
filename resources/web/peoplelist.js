// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// "12 online" with the list behind it, and the line that says who is writing.

import { make } from './messagelist.js';
import { harmlessName, startOf } from './text.js';

const longest = 24; // of a name in the line: what they do is to be seen too

export class PeopleList {
  #words;
  #session;
  #button = document.getElementById('people');
  #panel = document.getElementById('peoplePanel');
  #list = document.getElementById('peopleList');
  #more = document.getElementById('peopleMore');
  #compare;

  constructor({ words, session }) {
    this.#words = words;
    this.#session = session;
    this.#compare = new Intl.Collator(words.language, { numeric: true }).compare;
    this.#button.addEventListener('click', () => this.#open(this.#panel.hidden));
    this.#panel.addEventListener('keydown', (event) => this.#keyDown(event));
    this.#button.addEventListener('keydown', (event) => this.#keyDown(event));
    document.addEventListener('pointerdown', ({ target }) => {
      if (!this.#panel.contains(target) && !this.#button.contains(target)) this.#open(false);
    });
    session.addEventListener('people', () => this.update());
    this.update();
  }

  update() {
    const { roster } = this.#session.people;
    this.#button.hidden = roster.count === 0;
    this.#button.textContent = this.#words.get('online', { n: roster.count });
    if (roster.count === 0) this.#open(false);
    else if (!this.#panel.hidden) this.#fill();
  }

  #open(open) {
    if (open) this.#fill();
    this.#panel.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) this.#panel.focus();
  }

  #keyDown(event) {
    if (event.key !== 'Escape' || this.#panel.hidden) return;
    event.preventDefault();
    this.#open(false);
    this.#button.focus();
  }

  #fill() {
    const { people: { roster }, me } = this.#session;
    const people = roster.sorted(me.id, this.#compare);
    this.#list.replaceChildren(...people.map(({ id, name }) => make('li', {},
      ...this.#words.parts(id === me.id ? 'ownName' : 'otherName', { name: make('bdi', {}, harmlessName(name) || '?') }))));
    const unnamed = roster.count - people.length;
    this.#more.hidden = unnamed <= 0;
    this.#more.textContent = this.#words.get('morePeople', { n: Math.max(unnamed, 0) });
  }
}

/** Shows who is writing in a line that is always there, so that the messages never move. */
export function showTyping({ words, session }) {
  const line = document.getElementById('typing');
  const named = ({ name }) => {
    const whole = harmlessName(name) || '?';
    return make('bdi', {}, whole.length <= longest ? whole : `${startOf(whole, longest - 1)}…`);
  };
  session.addEventListener('typing', () => {
    const people = session.people.typists.people;
    const key = ['', 'typingOne', 'typingTwo'][people.length] ?? 'typingMany';
    line.replaceChildren(...(key === '' ? [] : words.parts(key, {
      first: people[0] && named(people[0]), second: people[1] && named(people[1]),
    })));
  });
}

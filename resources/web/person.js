// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The name, editable in place: Enter or leaving the field takes it, Escape brings the old one back.

import { harmlessName } from './text.js';

export class Person {
  #input = document.getElementById('name');
  #session;

  /** `done()` is called when the name was given with Enter. */
  constructor({ session, done }) {
    this.#session = session;
    this.show();
    this.#input.addEventListener('focus', () => this.#input.select());
    this.#input.addEventListener('change', () => this.#take());
    this.#input.addEventListener('blur', () => this.show());
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.show();
      done();
    });
    document.getElementById('person').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#take();
      done();
    });
    session.addEventListener('name', () => {
      if (document.activeElement !== this.#input) this.show();
    });
  }

  show() {
    this.#input.value = this.#session.me.name;
  }

  #take() {
    const name = harmlessName(this.#input.value);
    if (name === '' || name === this.#session.me.name) return;
    this.#session.rename(name);
    if (this.#session.state === 'refused') this.#session.connect();
  }
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What reaches people who look elsewhere: the count in the title, and the words a screen reader speaks.

import { harmlessName, harmlessText } from './text.js';

const spokenAtOnce = 3;
const spokenLength = 300;

export class Attention {
  #words;
  #spoken = document.getElementById('spoken');
  #title = document.title;
  #unread = 0;
  #queue = [];
  #timer = 0;

  constructor({ words }) {
    this.#words = words;
    const seen = () => {
      if (!this.#isLooking()) return;
      this.#unread = 0;
      this.#showCount();
    };
    window.addEventListener('focus', seen);
    document.addEventListener('visibilitychange', seen);
  }

  /** Others' messages, as they happen. */
  notice(entries) {
    if (entries.length === 0) return;
    if (!this.#isLooking()) {
      this.#unread += entries.length;
      this.#showCount();
    }
    this.#queue.push(...entries);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#speak(), 300);
  }

  /** For a screen reader, now. */
  announce(text) {
    this.#spoken.textContent = text;
  }

  #isLooking() {
    return document.visibilityState === 'visible' && document.hasFocus();
  }

  #showCount() {
    document.title = this.#unread > 0 ? `(${this.#unread}) ${this.#title}` : this.#title;
  }

  #speak() {
    const said = this.#queue.slice(0, spokenAtOnce)
      .map((entry) => `${harmlessName(entry.from.name)}: ${harmlessText(entry.text).slice(0, spokenLength)}`);
    const left = this.#queue.length - said.length;
    if (left > 0) said.push(this.#words.get('saidMore', { n: left }));
    this.#queue = [];
    this.announce(said.join('\n'));
  }
}

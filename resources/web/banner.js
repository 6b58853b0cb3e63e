// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The strip that says what is wrong with the connection, and what one can do about it.

import { harmlessName } from './text.js';

const connectingAfter = 2000;

export class Banner {
  #words;
  #session;
  #host;
  #element = document.getElementById('banner');
  #text = document.getElementById('bannerText');
  #button = document.getElementById('bannerAction');
  #busy = document.getElementById('busy');
  #ticker = 0;
  #begun = Date.now();

  constructor({ words, session, host }) {
    this.#words = words;
    this.#session = session;
    this.#host = host;
    this.#button.addEventListener('click', () => session.connect());
    for (const event of ['online', 'offline']) window.addEventListener(event, () => this.update());
  }

  update() {
    clearTimeout(this.#ticker);
    const { state } = this.#session;
    const { text, action, kind, again } = this.#content(state);
    this.#busy.hidden = !(state === 'connecting' || (state === 'reconnecting' && this.#session.retryAt === 0)
      || (state === 'pin' && this.#session.trying));
    this.#element.hidden = !text;
    if (again) this.#ticker = setTimeout(() => this.update(), again);
    if (!text) return;
    this.#element.className = `banner ${kind}`;
    const waiting = this.#session.waiting;
    const parts = [/[.!?…]$/.test(text) ? text : `${text}.`]; // the server's reason may have no end
    if (waiting > 0) parts.push(this.#words.get('waiting', { n: waiting }));
    if (waiting > 0 && !this.#session.kept) parts.push(this.#words.get('notKept'));
    const whole = parts.length > 1 ? parts.join(' ') : text;
    if (this.#text.textContent !== whole) this.#text.textContent = whole;
    this.#button.hidden = !action;
    if (action) this.#button.textContent = this.#words.get(action);
  }

  #content(state) {
    const words = this.#words;
    switch (state) {
      case 'connecting': {
        const left = this.#begun + connectingAfter - Date.now();
        return left > 0 ? { again: left } : { text: words.get('connecting', { host: this.#host }), kind: 'plain' };
      }
      case 'reconnecting': {
        if (navigator.onLine === false) return { text: words.get('offline'), kind: 'offline', action: 'retryNow' };
        const left = Math.ceil((this.#session.retryAt - Date.now()) / 1000);
        if (left <= 0) return { text: words.get('retrying'), kind: 'warning', action: 'retryNow', again: 1000 };
        return { text: words.get(this.#session.full ? 'full' : 'lost', { n: left }), kind: 'warning', action: 'retryNow', again: 250 };
      }
      case 'ended':
        return { text: words.get('ended'), kind: 'danger', action: 'tryAgain' };
      case 'refused': {
        const detail = harmlessName(this.#session.detail, 200);
        return { text: words.get(detail ? 'refusedBecause' : 'refused', { detail }), kind: 'danger', action: 'tryAgain' };
      }
      default: // online, or the question for a PIN stands here
        return {};
    }
  }
}

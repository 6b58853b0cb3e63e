// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The form: what is typed, and when it may go.

import { maximumTextBytes, utf8Length } from './text.js';

const counterFrom = maximumTextBytes * 0.9;

export class Composer {
  #words;
  #send;
  #announce;
  #typed;
  #typing;
  #form;
  #text;
  #counter;

  /**
   * `send(text)` returns whether it took the text; `announce(text)` is for screen readers; `typed(text)` hears of every
   * change, `typing(text)` of those that somebody types; `draft` is what an earlier page left.
   */
  constructor({ words, send, announce, typed, typing, draft, root = document }) {
    this.#words = words;
    this.#send = send;
    this.#announce = announce;
    this.#typed = typed;
    this.#typing = typing;
    this.#form = root.getElementById('composer');
    this.#text = root.getElementById('text');
    this.#counter = root.getElementById('counter');
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', (event) => this.#keyDown(event));
    this.#text.addEventListener('input', () => {
      this.#changed();
      this.#typing(this.#text.value);
    });
    this.offer(draft);
  }

  /** Puts a text there, unless somebody is writing. */
  offer(draft) {
    if (!draft || this.#text.value !== '') return;
    this.#text.value = draft;
    this.#changed();
  }

  isEmpty() {
    return this.#text.value === '';
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  #keyDown(event) {
    // keyCode 229: Safari ends a composition before it reports the Enter that ended it.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#text.value;
    if (text.trim() !== '') {
      if (this.#send(text)) {
        this.#text.value = '';
        this.#changed();
      } else {
        this.#refuse(utf8Length(text) - maximumTextBytes);
      }
    }
    this.focus();
  }

  /** What was typed stays. */
  #refuse(over) {
    this.#counter.textContent = this.#words.get('tooLong', { n: over });
    this.#announce(this.#counter.textContent);
  }

  #changed() {
    this.#typed(this.#text.value);
    // Sizes itself by its content; the style sheet has the upper end.
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + this.#text.offsetHeight - this.#text.clientHeight}px`;

    const bytes = utf8Length(this.#text.value);
    const isOver = bytes > maximumTextBytes;
    this.#counter.hidden = bytes < counterFrom;
    this.#counter.classList.toggle('over', isOver);
    this.#counter.textContent = this.#words.get('bytesOf', { n: bytes, limit: maximumTextBytes });
    this.#text.setAttribute('aria-invalid', String(isOver));
  }
}

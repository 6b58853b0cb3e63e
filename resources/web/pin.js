// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The PIN of a chat that asks for one: it comes with the address ("#pin=1234", which no server sees or logs), or from a
// form in the banner's place.

/** The PIN in a fragment; '' without one. A plus is a plus. */
export function pinIn(fragment) {
  const found = /(?:^#?|&)pin=([^&]*)/.exec(fragment);
  if (!found) return '';
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return found[1];
  }
}

/** Takes the PIN out of the address, where others could read it over one's shoulder. */
export function takePin() {
  const pin = pinIn(location.hash);
  if (pin !== '') history.replaceState(null, '', location.pathname + location.search);
  return pin;
}

export class PinPrompt {
  #words;
  #session;
  #mayTakeFocus;
  #form = document.getElementById('pin');
  #field = document.getElementById('pinField');
  #join = document.getElementById('pinJoin');
  #problem = document.getElementById('pinProblem');
  #ticker = 0;

  /** `mayTakeFocus()`: nobody is writing a message that would end up here. */
  constructor({ words, session, mayTakeFocus }) {
    this.#words = words;
    this.#session = session;
    this.#mayTakeFocus = mayTakeFocus;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const pin = this.#field.value.trim();
      if (pin === '' || this.#join.disabled) return;
      this.#session.usePin(pin);
    });
  }

  update() {
    clearTimeout(this.#ticker);
    if (this.#session.state !== 'pin') this.#putAway();
    else if (this.#session.trying) this.#wait();
    else this.#ask();
  }

  #ask() {
    const news = this.#form.hidden || this.#field.readOnly;
    this.#form.hidden = false;
    this.#field.readOnly = false;
    this.#say();
    if (!news || !this.#mayTakeFocus()) return;
    this.#field.focus();
    this.#field.select();
  }

  #wait() {
    this.#field.readOnly = true;
    this.#join.disabled = true;
  }

  #putAway() {
    if (this.#form.hidden) return;
    this.#form.hidden = true;
    this.#field.value = '';
    this.#problem.textContent = '';
  }

  /** What is wrong with the last PIN, counting down while none is taken. */
  #say() {
    const { pinProblem, lockedUntil } = this.#session;
    const left = Math.ceil((lockedUntil - Date.now()) / 1000);
    const locked = pinProblem === 'locked' && left > 0;
    let text = '';
    if (locked && left < 60) text = this.#words.get('pinLockedSeconds', { n: left });
    else if (locked) text = this.#words.get('pinLockedMinutes', { n: Math.ceil(left / 60) });
    else if (pinProblem === 'wrong') text = this.#words.get('pinWrong');
    if (this.#problem.textContent !== text) this.#problem.textContent = text;
    this.#field.setAttribute('aria-invalid', String(text !== ''));
    this.#join.disabled = locked;
    if (locked) this.#ticker = setTimeout(() => this.#say(), 250);
  }
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the browser keeps for us. A browser may forbid that (private windows): then it lasts as long as the page.

class Store {
  #area;
  #memory = new Map();

  constructor(area) {
    this.#area = area;
  }

  get(key) {
    try {
      return this.#area().getItem(`confab.${key}`) ?? this.#memory.get(key) ?? null;
    } catch {
      return this.#memory.get(key) ?? null;
    }
  }

  /** Whether it outlasts the page; when not (full or forbidden), memory has it. */
  set(key, value) {
    this.#memory.set(key, value);
    try {
      this.#area().setItem(`confab.${key}`, value);
      return true;
    } catch {
      return false;
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#area().removeItem(`confab.${key}`);
    } catch { /* forbidden: it was never there */ }
  }

  /** The keys that begin so. */
  keys(start) {
    try {
      return Object.keys(this.#area()).filter((key) => key.startsWith(`confab.${start}`)).map((key) => key.slice(7));
    } catch {
      return [...this.#memory.keys()].filter((key) => key.startsWith(start));
    }
  }
}

/** Of this browser, all its windows: name, identity, and what every tab has to deliver. */
export const browserStore = new Store(() => globalThis.localStorage);

/** Calls `changed(value)` when another window of this browser has set a key that begins so. */
export function onStored(start, changed) {
  globalThis.addEventListener('storage', (event) => {
    if (event.key?.startsWith(`confab.${start}`) && event.newValue) changed(event.newValue);
  });
}

/** Of this one tab, also over a reload: which one it is, what was read lately, and the PIN. */
export const tabStore = new Store(() => globalThis.sessionStorage);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Random letters, six bits each. crypto.randomUUID() would exist on https only. */
export function randomId(length) {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte & 63]).join('');
}

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

  set(key, value) {
    this.#memory.set(key, value);
    try {
      this.#area().setItem(`confab.${key}`, value);
    } catch { /* full or forbidden: memory has it */ }
  }
}

/** Of this browser, all its windows: name and identity. */
export const browserStore = new Store(() => globalThis.localStorage);
/** Calls `changed(value)` when another window of this browser has set `key`. */
export function onStored(key, changed) {
  globalThis.addEventListener('storage', (event) => {
    if (event.key === `confab.${key}` && event.newValue) changed(event.newValue);
  });
}

/** Of this one tab, also over a reload: messages on their way. */
export const tabStore = new Store(() => globalThis.sessionStorage);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Random letters, six bits each. crypto.randomUUID() would exist on https only. */
export function randomId(length) {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte & 63]).join('');
}

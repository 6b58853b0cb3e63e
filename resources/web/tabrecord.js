// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What one tab has not delivered yet: its waiting messages and what is being typed. Kept for all tabs of the browser to
// see, so that it survives the tab: what a tab left behind that is gone is taken over by the next one that looks. A tab
// that lives is known by a lock of the browser's where there is one (secure contexts) and by a sign of life otherwise.
// Should two tabs take the same over all the same, the messages have the same ids and arrive once. No DOM.

const prefix = 'tab.';
const left = 0; // instead of a sign of life
const lease = 3 * 60 * 1000; // a tab in the background may be woken once a minute only
export const beat = 20 * 1000;
/** A tab that leaves and is not back after so long is taken for gone: it may only be loaded anew. In ms. */
export const reloadTime = 10 * 1000;

/** Whether a record, as it is stored, is of a tab that has left something and gone, or is loaded anew just now. */
export function hasLeft(stored) {
  try {
    return JSON.parse(stored).seen === left;
  } catch { // nothing of ours
    return false;
  }
}

export class TabRecord {
  #browser;
  #tab;
  #locks;
  #now;
  #id = '';
  #state = { outbox: [], draft: '' };
  #letGo; // of the lock, while there is one

  /** False when the last state could not be kept: it is lost with the page. */
  kept = true;

  /** `makeId` gives a new random name; `locks` is navigator.locks or nothing. */
  constructor({ browserStore, tabStore, locks, makeId, now = Date.now }) {
    this.#browser = browserStore;
    this.#tab = tabStore;
    this.#locks = locks;
    this.#now = now;
    const earlier = tabStore.get('tab');
    const record = this.#read(earlier);
    // A copied tab has the name of one that lives, and a sign of life that was not taken back.
    if (earlier && !(record && this.#isAlive(record))) this.#id = earlier;
    else this.#id = makeId();
    tabStore.set('tab', this.#id);
    if (this.#id === earlier && record) this.#state = record.state;
    this.renew();
  }

  get outbox() {
    return this.#state.outbox;
  }

  get draft() {
    return this.#state.draft;
  }

  setOutbox(outbox) {
    if (outbox.length === 0 && this.#state.outbox.length === 0) return;
    this.#state = { ...this.#state, outbox };
    this.#write();
  }

  setDraft(draft) {
    if (draft === this.#state.draft) return;
    this.#state = { ...this.#state, draft };
    this.#write();
  }

  /** Shows that this tab lives; again after it was out of sight. */
  renew() {
    this.#hold();
    this.#write();
  }

  /** The page goes, perhaps for good: whoever looks next may take over. */
  leave() {
    if (this.#state.outbox.length === 0 && this.#state.draft === '') this.#browser.remove(prefix + this.#id);
    else this.#write(left);
    this.#letGo?.();
    this.#letGo = undefined;
  }

  /** What tabs that are gone have left: [{outbox, draft}], the oldest first. They are this tab's now. */
  async adopt() {
    const held = await this.#heldLocks();
    const found = [];
    for (const key of this.#browser.keys(prefix)) {
      const id = key.slice(prefix.length);
      const record = id === this.#id ? undefined : this.#read(id);
      if (!record) continue;
      // A tab that has left has taken back its sign of life; the browser may hold its lock a moment longer.
      if (record.seen !== left && (held ? held.has(`confab.${key}`) : this.#isAlive(record))) continue;
      this.#browser.remove(key);
      if (record.state.outbox.length > 0 || record.state.draft) found.push(record.state);
    }
    return found.sort((a, b) => String(a.outbox[0]?.at ?? '').localeCompare(String(b.outbox[0]?.at ?? '')));
  }

  #isAlive({ seen }) {
    return Math.abs(this.#now() - seen) < lease;
  }

  #read(id) {
    if (!id) return undefined;
    try {
      const { outbox, draft, seen } = JSON.parse(this.#browser.get(prefix + id));
      const sound = (entry) => typeof entry?.id === 'string' && typeof entry.text === 'string' && !Number.isNaN(Date.parse(entry.at));
      return { seen: Number(seen) || 0, state: { outbox: outbox.filter(sound), draft: String(draft ?? '') } };
    } catch { // nothing there, or nothing of ours
      return undefined;
    }
  }

  #write(seen = this.#now()) {
    this.kept = this.#browser.set(prefix + this.#id, JSON.stringify({ ...this.#state, seen }));
  }

  #hold() {
    if (!this.#locks || this.#letGo) return;
    const over = new Promise((resolve) => { this.#letGo = resolve; });
    // Refused where the page may not have locks: then the sign of life alone has to do.
    this.#locks.request(`confab.${prefix}${this.#id}`, { mode: 'shared' }, () => over).catch(() => { this.#locks = undefined; });
  }

  async #heldLocks() {
    if (!this.#locks) return undefined;
    try {
      const { held, pending } = await this.#locks.query();
      return new Set([...held, ...pending].map(({ name }) => name));
    } catch {
      return undefined;
    }
  }
}

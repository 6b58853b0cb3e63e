// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A member of a room who sits at the page, in Chromium, with the same questions to ask as of those in members.mjs.

import { newContext, say, untilOnline } from '../web/support/browser.mjs';
import { idIn, textOf } from './members.mjs';

/** ms between two looks at the page: what it keeps of the history is the newest 200. */
const lookInterval = 500;
const loadTimeout = 10000;

/**
 * What a person sees, and the numbers that the page keeps for itself: `above` rows stand above what it keeps. In the page. Whoever reads where
 * something is missing gets it: at a gap, or at the top, where a page that was cut off before it had anything has the newest messages only.
 */
function look() {
  const { entries } = JSON.parse(sessionStorage.getItem('confab.history') ?? '{"entries":[]}');
  const bodies = [...document.querySelectorAll('#messages .body')];
  const shown = bodies.map((body) => body.textContent);
  const kept = entries.filter(({ seq }) => seq > 0).map(({ seq, text, own }) => ({ seq, text, own }));
  const above = kept.length ? shown.indexOf(kept[0].text) : -1;
  const gap = document.querySelector('#messages .gap');
  if (gap) gap.scrollIntoView({ block: 'center' });
  else if (above >= 0 && above < kept[0].seq - 1) bodies[0].scrollIntoView({ block: 'center' });
  return { shown, kept, above, hasGap: gap !== null };
}

export class PageMember {
  kind = 'page';
  sent = 0;
  acked = new Map(); // id -> number
  refused = [];
  faults = [];
  seen = new Map(); // number -> id
  shown = []; // ids, from the top down
  gaps = 0;
  connects = 0;
  hasJoined = false;

  constructor(browser, url, name) {
    this.name = name;
    this.work = this.open(browser, url); // one thing after the other, as a person does
  }

  /** The page itself comes over connections that break, too: it is opened until all of it is there. */
  async open(browser, url) {
    const context = await newContext(browser, { locale: 'en-GB', viewport: { width: 800, height: 700 } });
    await context.addInitScript((name) => { localStorage.setItem('confab.name', name); }, this.name);
    this.page = await context.newPage();
    while (!this.hasJoined && !this.isClosed) {
      this.hasJoined = await this.page.goto(url, { timeout: loadTimeout }).then(() => untilOnline(this.page)).then(() => true, () => false);
    }
    this.timer = setInterval(() => this.next(() => this.look()), lookInterval);
  }

  next(task) {
    this.work = this.work.then(task).catch((error) => { if (!this.isClosed) this.faults.push(String(error)); });
  }

  send() {
    this.sent += 1;
    const text = textOf(`${this.name}-${this.sent}`);
    this.next(() => say(this.page, text));
  }

  async look() {
    const { shown, kept, above, hasGap } = await this.page.evaluate(look);
    this.shown = shown.map(idIn);
    for (const { seq, text, own } of kept) {
      const id = idIn(text);
      const before = this.seen.get(seq);
      if (before !== undefined && before !== id) this.faults.push(`${seq} was ${before} and is ${id}`);
      this.seen.set(seq, id);
      if (own) this.acked.set(id, seq);
    }
    // Older ones it was given later. It shows no gap: then they have the numbers before.
    for (let at = 0; at < above && !hasGap; at += 1) {
      const seq = kept[0].seq - above + at;
      if (!this.seen.has(seq)) this.seen.set(seq, this.shown[at]);
    }
  }

  /** What the list shows at last is everything, each once, in the order of the numbers. */
  isDone(head) {
    return this.acked.size === this.sent && this.seen.size >= head && this.shown.length === head
      && this.shown.every((id, at) => this.seen.get(at + 1) === id);
  }

  close() {
    this.isClosed = true;
    clearInterval(this.timer);
  }
}

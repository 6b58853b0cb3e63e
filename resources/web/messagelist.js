// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Draws a timeline. Network text only ever becomes text nodes.

import { linkify } from './linkify.js';
import { junction } from './timeline.js';
import { colourOf, harmlessName, harmlessText, initialOf, isFewEmoji, startOf } from './text.js';

const longLines = 20;
const longText = 3000;
const mostText = 20000; // no message of a Confab is longer, and laying out a million letters stops a browser
const nearBottom = 48; // pixels
const mostRows = 3000;
const screensAhead = 3;

/** Makes an element; `children` are nodes or strings. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

const topOf = (row) => (row.querySelector('.bubble') ?? row).getBoundingClientRect().top;

export class MessageList {
  #words;
  #timeline;
  #actions;
  #scroller;
  #list;
  #empty;
  #pill;
  #rows = new Map(); // entry -> li
  #unseen = 0;
  #day = new Date().toDateString();
  #atBottom = true;
  #complete = false;

  /** `actions`: {retry(entry), discard(entry), loadBefore(entry)}. */
  constructor({ words, timeline, actions, root = document }) {
    this.#words = words;
    this.#timeline = timeline;
    this.#actions = actions;
    this.#scroller = root.getElementById('scroller');
    this.#list = root.getElementById('messages');
    this.#empty = root.getElementById('empty');
    this.#pill = root.getElementById('pill');
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#pill.addEventListener('click', () => this.toBottom());
    // A keyboard that comes up, a banner, a growing composer: the end stays in view for who was there.
    new ResizeObserver(() => this.#stay()).observe(this.#scroller);
    new ResizeObserver(() => this.#stay()).observe(this.#list);
  }

  /**
   * Brings the list in line with the timeline; `added` are the new entries, `live` when they just happened. `complete`: the
   * conversation begins with the first.
   */
  update({ added = [], live = true, removed = [], online = true, complete = false } = {}) {
    const wasAtBottom = this.#atBottom;
    const anchor = wasAtBottom ? undefined : this.#anchor();
    // Whoever reads far above has asked for what is there.
    const trimmed = wasAtBottom ? this.#timeline.trim(mostRows) : [];
    this.#complete = complete && trimmed.length === 0;
    for (const entry of [...removed, ...trimmed]) {
      this.#rows.get(entry)?.remove();
      this.#rows.delete(entry);
    }
    this.#place();
    if (anchor?.row.isConnected) this.#scroller.scrollTop += topOf(anchor.row) - anchor.top;
    this.#empty.hidden = !online || this.#timeline.entries.length > 0;
    const ownAdded = added.some((entry) => entry.own && entry.state === 'sending');
    if (wasAtBottom || ownAdded) {
      this.toBottom();
    } else if (live) {
      this.#unseen += added.filter((entry) => !entry.own).length;
      this.#showPill();
    }
    this.#loadAhead();
  }

  toBottom() {
    this.#atBottom = true;
    this.#unseen = 0;
    this.#showPill();
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** "Today" is not for ever. */
  refreshDays() {
    const today = new Date().toDateString();
    if (today === this.#day) return;
    this.#day = today;
    for (const [entry, row] of this.#rows) {
      const label = row.querySelector('.day');
      if (label) label.textContent = this.#words.day(entry.at);
    }
  }

  /** Puts every row in its place and redraws those that changed; cheap for the others. */
  #place() {
    const entries = this.#timeline.entries;
    let next = null;
    for (let i = entries.length - 1; i >= 0; i -= 1) {
      const entry = entries[i];
      const row = this.#rows.get(entry) ?? this.#newRow(entry);
      const fingerprint = this.#fingerprint(entry, entries[i - 1]);
      if (row.parentNode !== this.#list || row.nextSibling !== next) this.#list.insertBefore(row, next);
      if (row.fingerprint !== fingerprint) {
        row.fingerprint = fingerprint;
        this.#fill(row, entry, entries[i - 1]);
      }
      next = row;
    }
  }

  /** The first row that is seen, and where its text is: what stands above it, the name too, comes and goes. */
  #anchor() {
    const rows = this.#list.children;
    const edge = this.#scroller.getBoundingClientRect().top;
    let from = 0;
    let to = rows.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (rows[middle].getBoundingClientRect().bottom > edge) to = middle;
      else from = middle + 1;
    }
    return from < rows.length ? { row: rows[from], top: topOf(rows[from]) } : undefined;
  }

  /** Asks for older messages before the reader gets there; the nearest first. */
  #loadAhead() {
    const { top, bottom, height } = this.#scroller.getBoundingClientRect();
    const isNear = (box) => box.top < bottom && box.bottom > top - screensAhead * height;
    const numbered = this.#timeline.entries.filter((entry) => entry.seq > 0);
    const open = numbered.filter((entry, i) => i === 0 || entry.gapBefore).reverse();
    for (const entry of open) {
      const row = this.#rows.get(entry);
      if (row && isNear(row.getBoundingClientRect())) this.#actions.loadBefore(entry);
    }
  }

  #newRow(entry) {
    const row = make('li');
    this.#rows.set(entry, row);
    return row;
  }

  #fingerprint(entry, previous) {
    const { day, group } = junction(previous, entry);
    return `${this.#isStart(previous)} ${day} ${group} ${entry.state} ${entry.failure} ${entry.seq} ${entry.gapBefore} ${entry.from.name}`;
  }

  #isStart(previous) {
    return this.#complete && !previous;
  }

  #fill(row, entry, previous) {
    const { day, group } = junction(previous, entry);
    row.className = `row${entry.own ? ' own' : ''}${group ? ' first' : ''} ${entry.state}`;
    const parts = [];
    if (this.#isStart(previous)) parts.push(make('p', { class: 'start' }, this.#words.get('start')));
    if (entry.gapBefore) parts.push(make('p', { class: 'gap' }, this.#words.get('gap')));
    if (day) parts.push(make('p', { class: 'day' }, this.#words.day(entry.at)));
    parts.push(this.#message(entry, group, row.querySelector('.body.open') !== null));
    row.replaceChildren(...parts);
  }

  #message(entry, group, open) {
    const words = this.#words;
    const name = harmlessName(entry.from.name) || '?';
    const time = make('time', { datetime: entry.at.toISOString(), title: words.fullTime.format(entry.at) },
      words.time.format(entry.at));
    const message = make('div', { class: `message c${colourOf(entry.from.id)}` });
    if (!entry.own) message.append(make('span', { class: 'avatar', 'aria-hidden': 'true' }, group ? initialOf(name) : ''));
    const header = make('p', { class: group ? 'who' : 'who unseen' },
      make('bdi', { class: 'name' }, entry.own ? words.get('you') : name), ' ', time);
    const bubble = make('div', { class: 'bubble', title: group ? undefined : words.time.format(entry.at) },
      this.#body(entry, open));
    if (entry.own) bubble.append(this.#delivery(entry));
    message.append(make('div', { class: 'column' }, header, bubble));
    if (entry.state === 'failed') message.lastChild.append(this.#failure(entry));
    if (entry.state === 'unsaved') message.lastChild.append(make('p', { class: 'unsavedNote' }, words.get('notSaved')));
    return message;
  }

  #body(entry, open) {
    const whole = harmlessText(startOf(entry.text, mostText));
    const text = entry.text.length > mostText ? `${whole}…` : whole;
    const isLong = text.length > longText || text.split('\n', longLines + 1).length > longLines;
    const body = make('div', { class: `body${isFewEmoji(text) ? ' emoji' : ''}`, dir: 'auto' });
    if (!isLong) {
      body.append(...this.#linked(text));
      return body;
    }
    const more = make('button', { type: 'button', class: 'more' });
    const show = (all) => {
      body.classList.toggle('long', !all);
      body.classList.toggle('open', all);
      body.replaceChildren(...this.#linked(all ? text : startOf(text, longText)));
      more.textContent = this.#words.get(all ? 'showLess' : 'showMore');
    };
    show(open);
    more.addEventListener('click', () => show(body.classList.contains('long')));
    const both = document.createDocumentFragment();
    both.append(body, more);
    return both;
  }

  #linked(text) {
    return linkify(text).map((part) => (part.href
      ? make('a', { href: part.href, title: part.host, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr' },
        part.text)
      : part.text));
  }

  #delivery(entry) {
    const word = { sending: 'sending', sent: 'sent', failed: 'notSent', unsaved: 'notSaved' }[entry.state];
    const mark = make('span', { class: `mark ${entry.state}`, role: 'img', 'aria-label': this.#words.get(word),
      title: this.#words.get(word) });
    return mark;
  }

  #failure(entry) {
    const words = this.#words;
    const retry = make('button', { type: 'button', class: 'retry' }, words.get('retry'));
    const discard = make('button', { type: 'button', class: 'discard' }, words.get('delete'));
    retry.addEventListener('click', () => this.#actions.retry(entry));
    discard.addEventListener('click', () => this.#actions.discard(entry));
    return make('p', { class: 'failure' },
      make('strong', {}, words.reason(entry.failure)), ' ', retry, ' ', discard);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#atBottom = scrollHeight - scrollTop - clientHeight < nearBottom;
    if (this.#atBottom && this.#unseen > 0) {
      this.#unseen = 0;
      this.#showPill();
    }
    this.#loadAhead();
  }

  #stay() {
    if (this.#atBottom) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #showPill() {
    this.#pill.hidden = this.#unseen === 0;
    if (this.#unseen > 0) this.#pill.textContent = this.#words.get('newMessages', { n: this.#unseen });
  }
}

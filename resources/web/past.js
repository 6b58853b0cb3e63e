// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Older messages: where some are missing, and what an answer to 'history' puts there. No DOM, no network.

export class Past {
  #timeline;
  #first; // {epoch, seq}: before it the server has nothing

  constructor({ timeline }) {
    this.#timeline = timeline;
  }

  /** Whether the conversation begins with the first entry. */
  isComplete(epoch) {
    const entry = this.#timeline.entries.find(({ seq }) => seq > 0);
    return entry === undefined || (this.#isOf(entry, epoch) && this.#isFirst(entry));
  }

  /** The number before which the server is to be asked for more above `entry`; 0 when there is nothing to be had. */
  missingBefore(entry, cursor) {
    if (!cursor || entry.seq === 0 || entry.seq > cursor.seq || !this.#isOf(entry, cursor.epoch)) return 0;
    const isOpen = entry.gapBefore || !this.#timeline.entries.slice(0, this.#timeline.indexOf(entry)).some(({ seq }) => seq > 0);
    return isOpen && !this.#isFirst(entry) ? entry.seq : 0;
  }

  /** Takes the answer about what stands above `entry`; returns the new entries. */
  take(entry, { messages, more }, context) {
    const added = [];
    let lowest = entry;
    let met = false; // something that was here already
    for (const message of messages) {
      if (!Number.isInteger(message?.seq) || message.seq < 1 || message.seq >= entry.seq) continue;
      if (typeof message.message !== 'string') continue;
      const result = this.#timeline.upsert(message, context);
      if (result.added) added.push(result.entry);
      else met = true;
      if (result.entry.seq < lowest.seq) lowest = result.entry;
    }
    const isEnd = !more || lowest === entry;
    if (isEnd) this.#first = { epoch: context.epoch, seq: lowest.seq };
    if (entry.gapBefore && (met || lowest !== entry)) {
      entry.gapBefore = false;
      // Of what stands above in an earlier log, or has gone from the server since, nobody knows.
      if (!met) lowest.gapBefore = this.#timeline.indexOf(lowest) > 0;
    }
    return added;
  }

  #isOf(entry, epoch) {
    return this.#timeline.epochName(entry.epoch) === epoch;
  }

  #isFirst(entry) {
    return entry.seq === 1 || (this.#first?.seq === entry.seq && this.#isOf(entry, this.#first.epoch));
  }
}

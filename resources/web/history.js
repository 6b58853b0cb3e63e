// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was read lately, kept for this tab so that a reload shows it at once, also while nobody answers, and asks the
// server only for what came since. Bounded. No DOM.

const mostMessages = 200;
const mostCharacters = 500000;

/** Keeps {epoch, cursor, gap, me} and the newest numbered entries. */
export function saveHistory(tabStore, { cursor, gap, me, timeline }) {
  const entries = timeline.entries.filter((entry) => entry.seq > 0).slice(-mostMessages)
    .map(({ id, seq, epoch, at, from, text, own, gapBefore }) => (
      { id, seq, epoch: timeline.epochName(epoch), at, from, text, own, gapBefore: Boolean(gapBefore) }));
  let size = 0;
  let first = entries.length;
  while (first > 0 && size + entries[first - 1].text.length <= mostCharacters) {
    first -= 1;
    size += entries[first].text.length + 200;
  }
  // The numbers go on from the newest message; where the older ones begin does not matter.
  return tabStore.set('history', JSON.stringify({ cursor, gap, me: me.id, entries: entries.slice(first) }));
}

/** Puts back what was kept; {cursor, gap, meId} to go on from, or nothing. */
export function restoreHistory(tabStore, timeline) {
  try {
    const { cursor, gap, me, entries } = JSON.parse(tabStore.get('history'));
    if (typeof cursor.epoch !== 'string' || !Number.isInteger(cursor.seq)) return undefined;
    for (const { id, seq, epoch, at, from, text, own, gapBefore } of entries) {
      if (typeof text !== 'string' || !Number.isInteger(seq) || Number.isNaN(Date.parse(at))) return undefined;
      timeline.upsert({ id, seq, at, from, message: text }, { epoch, myId: own ? from?.id : undefined, gapBefore });
    }
    return { cursor, gap: Boolean(gap), meId: String(me ?? '') };
  } catch { // nothing there, or nothing of ours
    return undefined;
  }
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The texts of hostiletexts.json, see hostiletexts.h.

import { readFileSync } from 'node:fs';

const rows = JSON.parse(readFileSync(new URL('hostiletexts.json', import.meta.url), 'utf8'));

/** [{name, text}] of at most `longest` UTF-16 units. */
export function hostileTexts(longest = Infinity) {
  return rows
    .map(({ name, text }) => ({ name, text: text.map((piece) => (Array.isArray(piece) ? piece[0].repeat(piece[1]) : piece)).join('') }))
    .filter(({ text }) => text.length <= longest);
}

/** As String.prototype.toWellFormed of newer engines: U+FFFD for half of a surrogate pair. */
export function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

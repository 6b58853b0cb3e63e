// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Chance that can be had again: the same seed gives the same numbers.

import { randomInt } from 'node:crypto';

/** Numbers from 0 to 1, by mulberry32; `seed` is printed by whoever uses them. */
export function numbersFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of the command line, or a new one. */
export const seedOf = (text) => (text === undefined ? randomInt(2 ** 31) : Number(text));

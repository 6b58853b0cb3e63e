// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tests of reliability wait for.

export const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Resolves to whether `check` has become true within `patience` ms. */
export async function eventually(check, patience) {
  for (const until = Date.now() + patience; Date.now() < until; await pause(50)) if (check()) return true;
  return Boolean(check());
}

export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

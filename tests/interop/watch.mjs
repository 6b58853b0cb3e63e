// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Waiting for what a program says: its standard streams come later than what it tells others by its sockets.

import { patience } from './checks.mjs';

export class Watch {
  #waiting = new Set();
  #end = '';

  /** There is something new. */
  look() { for (const waiter of [...this.#waiting]) waiter(); }

  /** There will never be anything new: whoever waits looks for the last time, and fails because of `why`. */
  end(why) {
    this.#end = why;
    this.look();
  }

  /**
   * Resolves to what `check()` gives as soon as that is something, at once where it is already; rejects at the end and when
   * patience is over. `what` is waited for, `told()` is what there is instead.
   */
  until(check, what, told) {
    return new Promise((resolve, reject) => {
      const settle = (outcome, value) => {
        clearTimeout(late);
        this.#waiting.delete(waiter);
        outcome(value);
      };
      const fail = (why) => settle(reject, new Error(`${why}: no ${what} among ${told()}`));
      const late = setTimeout(() => fail('too late'), patience);
      const waiter = () => {
        const found = check();
        if (found) settle(resolve, found);
        else if (this.#end) fail(this.#end);
      };
      this.#waiting.add(waiter);
      waiter();
    });
  }
}

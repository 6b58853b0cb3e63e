// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client without a window, chatprobe, for tests.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { program } from './hub.mjs';

/** A running native client: `events` is what it said so far, as chatprobe.cpp describes it. */
export function startProbe(url, { name = 'Probe', room = 'lobby' } = {}) {
  const child = spawn(program('chatprobe'), [url, '--name', name, '--room', room], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  const events = [];
  const waiting = new Set();
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line));
    for (const check of [...waiting]) check();
  });

  /** Resolves to the first event, past ones included, that `accept` likes; rejects after ten seconds. */
  function until(accept, what = 'event') {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`no ${what} among ${JSON.stringify(events)}`));
      }, 10000);
      function check() {
        const event = events.find(accept);
        if (!event) return;
        clearTimeout(late);
        waiting.delete(check);
        resolve(event);
      }
      waiting.add(check);
      check();
    });
  }

  return {
    process: child,
    events,
    until,
    state: (state) => until((event) => event.event === 'state' && event.state === state, `state ${state}`),
    message: (text, delivery) => until((event) => event.event === 'message' && event.text === text
      && (!delivery || event.delivery === delivery), `message "${text}" ${delivery ?? ''}`),
    /** The texts of others in the order of their coming. */
    received: () => events.filter((event) => event.event === 'message' && !event.own).map((event) => event.text),
    send: (text) => child.stdin.write(`${text}\n`),
    /** Lets it deliver what it has and leave; resolves to its exit code. */
    stop() {
      child.stdin.end();
      return ended;
    },
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

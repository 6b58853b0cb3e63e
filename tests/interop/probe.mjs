// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client, driven over its standard streams: a line in is a message to send, a line out an event.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { patience } from './checks.mjs';
import { program } from './hub.mjs';

/**
 * A running native client: its core (`kind` chatprobe, the default) or the real window (windowprobe). `args` are more
 * arguments of that program. `events` is what it
 * said so far, as chatprobe.cpp describes it.
 */
export function startProbe(url, { name = 'Probe', room = 'lobby', kind = 'chatprobe', args = [] } = {}) {
  const child = spawn(program(kind), [url, '--name', name, '--room', room, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  const events = [];
  const waiting = new Set();
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line));
    for (const { check } of [...waiting]) check();
  });
  child.once('close', (code, signal) => {
    for (const { fail } of [...waiting]) fail(`ended with ${code ?? signal}`);
  });

  /** Resolves to the first event, past ones included, that `accept` likes; rejects at its end or when patience is over. */
  function until(accept, what = 'event') {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => waiter.fail('is late'), patience);
      const waiter = {
        check() {
          const event = events.find(accept);
          if (event) settle(() => resolve(event));
        },
        fail: (why) => settle(() => reject(new Error(`${kind} ${why}: no ${what} among ${JSON.stringify(events)}`))),
      };
      function settle(outcome) {
        clearTimeout(late);
        waiting.delete(waiter);
        outcome();
      }
      waiting.add(waiter);
      waiter.check();
    });
  }

  return {
    process: child,
    events,
    until,
    state: (state) => until((event) => event.event === 'state' && event.state === state, `state ${state}`),
    message: (text, delivery) => until((event) => event.event === 'message' && event.text === text
      && (!delivery || event.delivery === delivery), `message "${text}" ${delivery ?? ''}`),
    /** The last state of every message, in the order of their coming. */
    messages() {
      const last = new Map();
      for (const event of events) if (event.event === 'message') last.set(event.id, event);
      return [...last.values()];
    },
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

/** A probe that is online, for as long as the test runs. */
export async function joinProbe(context, url, options) {
  const probe = startProbe(url, options);
  context.after(() => probe.kill());
  await probe.state('online');
  return probe;
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client, driven over its standard streams: a line in is a message to send, a line out an event.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { program } from './hub.mjs';
import { Watch } from './watch.mjs';

/**
 * A running native client: its core (`kind` chatprobe, the default) or the real window (windowprobe). `args` are more
 * arguments of that program. `events` is what it said so far, as chatprobe.cpp describes it.
 */
export function startProbe(url, { name = 'Probe', room = 'lobby', kind = 'chatprobe', args = [] } = {}) {
  const child = spawn(program(kind), [url, '--name', name, '--room', room, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
  const ended = new Promise((resolve) => { child.once('close', (code, signal) => resolve(code ?? signal)); });
  const events = [];
  const watch = new Watch();
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line));
    watch.look();
  });
  ended.then((code) => watch.end(`${kind} ended with ${code}`));

  /** Resolves to the first event, past ones included, that `accept` likes; rejects at its end or when patience is over. */
  const until = (accept, what = 'event') => watch.until(() => events.find(accept), what, () => JSON.stringify(events));

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
    /** Lets it deliver what it has and leave; resolves to its exit code when all that it said has been read. */
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

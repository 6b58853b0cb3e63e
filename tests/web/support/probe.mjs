// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client, driven over its standard streams: a line in is a message to send, a line out a JSON object.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { program } from '../../interop/hub.mjs';

/** Resolves when the client is online. `messages` are the last states of its messages, in the order of their coming. */
export async function startProbe(kind, url, name) {
  const child = spawn(program(kind), [url, '--name', name],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
  const probe = { messages: [], states: [] };
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${kind} is not online: ${probe.states.join()}`)), 15000);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line);
      if (event.event === 'message') {
        const known = probe.messages.findIndex(({ id }) => id === event.id);
        if (known >= 0) probe.messages[known] = event;
        else probe.messages.push(event);
      } else if (event.event === 'state') {
        probe.states.push(event.state);
        if (event.state !== 'online') return;
        clearTimeout(late);
        resolve();
      }
    });
    ended.then((code) => reject(new Error(`${kind} ended with ${code}`)));
  }).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  probe.say = (text) => child.stdin.write(`${text}\n`);
  probe.leave = () => {
    child.stdin.end();
    return ended;
  };
  return probe;
}

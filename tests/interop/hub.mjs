// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starts the real server, confabd, for a test. CONFAB_BIN is the folder of the programs that were built.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The path of a program of ours. */
export function program(name) {
  const folders = process.env.CONFAB_BIN
    ? [process.env.CONFAB_BIN]
    : ['release', 'dev'].map((preset) => join(root, 'build', preset, 'bin'));
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`no ${name} in ${folders.join(' or ')}: build it, or say where it is with CONFAB_BIN`);
  return found;
}

/** Resolves when the server listens; `stop()` ends it with SIGTERM and resolves to its exit code. */
export async function startHub({ port = 0, args = [] } = {}) {
  const child = spawn(program('confabd'), ['--bind', '127.0.0.1', '--port', String(port), '--ephemeral', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  const hub = { process: child, lines: [], errors: [] };
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  createInterface({ input: child.stdout }).on('line', (line) => hub.lines.push(line));

  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`confabd does not listen: ${hub.errors.join('\n')}`)), 15000);
    createInterface({ input: child.stderr }).on('line', (line) => {
      hub.errors.push(line);
      const match = /listening on (http:\/\/127\.0\.0\.1:(\d+))/.exec(line);
      if (!match) return;
      clearTimeout(late);
      resolve(match);
    });
    ended.then((code) => reject(new Error(`confabd ended with ${code}: ${hub.errors.join('\n')}`)));
  }).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  [, hub.url] = address;
  hub.port = Number(address[2]);
  hub.stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return hub;
}

/** Resolves to the first `count` values that `subscribe(push)` pushes; rejects after five seconds. */
export function collect(count, subscribe, what = 'events') {
  return new Promise((resolve, reject) => {
    const values = [];
    const late = setTimeout(() => reject(new Error(`${values.length} of ${count} ${what} arrived`)), 5000);
    subscribe((value) => {
      values.push(value);
      if (values.length < count) return;
      clearTimeout(late);
      resolve(values);
    });
  });
}

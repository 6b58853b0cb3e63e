// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starts the real server, confabd, for a test. CONFAB_BIN is the folder of the programs that were built.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');

/** The path of a program of ours. */
export function program(name) {
  const folders = process.env.CONFAB_BIN
    ? [process.env.CONFAB_BIN]
    : ['release', 'dev'].map((preset) => join(root, 'build', preset, 'bin'));
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`no ${name} in ${folders.join(' or ')}: build it, or say where it is with CONFAB_BIN`);
  return found;
}

/** Starts a server that says where it listens; `stop()` ends it with SIGTERM and resolves to its exit code. */
function start(name, args) {
  return startCommand(program(name), args);
}

async function startCommand(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const hub = { process: child, lines: [], errors: [] };
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  createInterface({ input: child.stdout }).on('line', (line) => hub.lines.push(line));

  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${command} does not listen: ${hub.errors.join('\n')}`)), 15000);
    createInterface({ input: child.stderr }).on('line', (line) => {
      hub.errors.push(line);
      const match = /listening on (http:\/\/127\.0\.0\.1:(\d+))/.exec(line);
      if (!match) return;
      clearTimeout(late);
      resolve(match);
    });
    ended.then((code) => reject(new Error(`${command} ended with ${code}: ${hub.errors.join('\n')}`)));
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

/** confabd. */
export function startHub({ port = 0, args = [] } = {}) {
  return start('confabd', ['--bind', '127.0.0.1', '--port', String(port), '--ephemeral', ...args]);
}

/** The protocol libraries alone, see tests/conformance. */
export function startConformance(...args) {
  return start('confab-conformance', ['--port', '0', ...args]);
}

/** The server of the matrix, see interophost.cpp; `bundle` is a client for browsers that it serves. */
export function startInteropHost(bundle = '') {
  return process.env.CONFAB_REFERENCE ? startReference(bundle) : start('interophost', [bundle]);
}

/** The same on node, see reference-server.mjs for the arguments. */
export function startReference(...args) {
  return startCommand(process.execPath, [join(here, 'reference-server.mjs'), ...args]);
}

/** npm's client, connected for as long as the test runs. */
export async function joinStock(context, url) {
  const socket = io(url, { forceNew: true });
  context.after(() => socket.disconnect());
  await new Promise((resolve) => { socket.once('connect', resolve); });
  return socket;
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

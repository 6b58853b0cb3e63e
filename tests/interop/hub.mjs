// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starts the real server, confabd, for a test. CONFAB_BIN is the folder of the programs that were built.

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { once, patience } from './checks.mjs';
import { Watch } from './watch.mjs';

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

/**
 * Starts a server that says where it listens. `lines` and `errors` are what it has written so far to standard output and to
 * standard error, which comes later than what it tells its clients. `until(check, what)` resolves to what `check` gives once
 * that is something, asked after every line (see Watch). `stop()` ends it with SIGTERM and resolves to its exit code when
 * everything that it wrote has been read.
 */
function start(name, args) {
  return startCommand(program(name), args);
}

async function startCommand(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const hub = { process: child, lines: [], errors: [] };
  const watch = new Watch();
  const ended = new Promise((resolve) => { child.once('close', (code, signal) => resolve(code ?? signal)); });
  createInterface({ input: child.stdout }).on('line', (line) => {
    hub.lines.push(line);
    watch.look();
  });

  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${command} does not listen: ${hub.errors.join('\n')}`)), patience);
    createInterface({ input: child.stderr }).on('line', (line) => {
      hub.errors.push(line);
      watch.look();
      const match = /listening on (https?:\/\/127\.0\.0\.1:(\d+))/.exec(line);
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
  ended.then((code) => watch.end(`${command} ended with ${code}`));
  hub.until = (check, what) => watch.until(check, what, () => [...hub.lines, ...hub.errors].join('\n'));
  hub.stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return hub;
}

/** confabd; without a `data` folder its messages are in memory. `command` stands for it where it needs a frame. */
export function startHub({ port = 0, args = [], data = '', command = program('confabd') } = {}) {
  const store = data ? ['--data', data] : ['--ephemeral'];
  return startCommand(command, ['--bind', '127.0.0.1', '--port', String(port), ...store, ...args]);
}

/** Listens for nothing; resolves to the server, or nothing when somebody else has the port. */
function occupy(port, address) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null)).listen(port, address, () => resolve(server));
  });
}

/**
 * A port for a server that goes and comes back to it: free, and none that the system gives meanwhile to others that ask
 * for any, or that another test takes: it stays occupied at a neighbouring address as long as this process lives. 0 where
 * the system gives all of them.
 */
export async function lastingPort() {
  const [low] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/).map(Number);
  const choice = 8000; // none of which browsers refuse
  for (let attempt = 0; low > 3 * choice && attempt < 100; attempt += 1) {
    const port = low - 1 - randomInt(choice);
    const sign = await occupy(port, '127.0.0.2');
    sign?.unref();
    const probe = sign && await occupy(port, '127.0.0.1');
    if (probe) {
      await new Promise((resolve) => { probe.close(resolve); });
      return port;
    }
    sign?.close();
  }
  return 0;
}

/** The protocol libraries alone, see tests/conformance; with its own heart, which is quick: 300 and 200 ms. */
export function startQuickConformance(...args) {
  return start('confab-conformance', ['--port', '0', ...args]);
}

/** The same for tests of something else than time: nothing expires on a busy machine. Later arguments win. */
export function startConformance(...args) {
  const slow = ['--ping-interval', '--ping-timeout', '--connect-timeout'].flatMap((option) => [option, String(patience)]);
  return startQuickConformance(...slow, ...args);
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
  await once(socket, 'connect');
  return socket;
}

/** The messages of the lobby that a server has, oldest first. */
export async function logOf(context, url) {
  const socket = await joinStock(context, url);
  const { rooms } = await socket.timeout(patience).emitWithAck('hello', { rooms: ['lobby'] });
  return rooms[0].messages.map(({ message }) => message);
}

/** Resolves to the first `count` values that `subscribe(push)` pushes; rejects when patience is over. */
export function collect(count, subscribe, what = 'events') {
  return new Promise((resolve, reject) => {
    const values = [];
    const late = setTimeout(() => reject(new Error(`${values.length} of ${count} ${what} arrived`)), patience);
    subscribe((value) => {
      values.push(value);
      if (values.length < count) return;
      clearTimeout(late);
      resolve(values);
    });
  });
}

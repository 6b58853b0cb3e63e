// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The library as others use it: installed, found by find_package(Confab), and the example of the documentation built
// with it and talked to.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { io } from 'socket.io-client';
import { patience } from './checks.mjs';
import { program } from './hub.mjs';

const run = promisify(execFile);
const example = fileURLToPath(new URL('../../docs/examples/chat-server', import.meta.url));

/** Installs the library of the build that the tests run with, and builds the example with it; resolves to its program. */
async function buildExample(folder) {
  const build = dirname(dirname(program('confabd')));
  const prefix = join(folder, 'prefix');
  await run('cmake', ['--install', build, '--component', 'SocketIo', '--prefix', prefix]);
  const cache = await readFile(join(build, 'CMakeCache.txt'), 'utf8');
  const launcher = /^CONFAB_CCACHE:FILEPATH=(\/.*)$/m.exec(cache);
  const out = join(folder, 'example');
  await run('cmake', ['-G', 'Ninja', '-S', example, '-B', out, `-DCMAKE_PREFIX_PATH=${prefix}`,
    ...(launcher ? [`-DCMAKE_CXX_COMPILER_LAUNCHER=${launcher[1]}`] : [])]);
  await run('cmake', ['--build', out]);
  return join(out, 'chat-server');
}

function connected(socket) {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

test('is installed, found, and serves the example', { timeout: 10 * patience }, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-library-'));
  context.after(() => rm(folder, { recursive: true }));
  const server = spawn(await buildExample(folder), ['0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  context.after(() => server.kill('SIGKILL'));
  const url = await new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the example ended with ${code}`)));
    createInterface({ input: server.stderr }).on('line', (line) => {
      const match = /listening on (http:\S+)/.exec(line);
      if (match) resolve(match[1]);
    });
  });

  const sockets = [];
  context.after(() => sockets.forEach((socket) => socket.close()));
  const joinAs = (auth) => {
    const socket = io(url, { forceNew: true, reconnection: false, auth });
    sockets.push(socket);
    return connected(socket);
  };
  await assert.rejects(joinAs({}), /say who you are/);
  const ana = await joinAs({ name: 'Ana' });
  const joined = new Promise((resolve) => { ana.once('joined', resolve); });
  const ben = await joinAs({ name: 'Ben' });
  assert.equal(await joined, 'Ben');
  const heard = new Promise((resolve) => { ana.once('message', (...args) => resolve(args)); });
  assert.equal(await ben.timeout(patience).emitWithAck('message', 'Grüße 😀'), true);
  assert.deepEqual(await heard, ['Ben', 'Grüße 😀']);
});

test('is used in less than forty lines', async () => {
  const lines = (await readFile(join(example, 'main.cpp'), 'utf8')).trimEnd().split('\n');
  assert.ok(lines.length < 40, `${lines.length} lines`);
});

test('is described with the example that is built', async () => {
  const text = await readFile(new URL('../../docs/socketio-library.md', import.meta.url), 'utf8');
  const code = (await readFile(join(example, 'main.cpp'), 'utf8')).replace(/^(\/\/.*\n)+\n/, '');
  assert.ok(text.includes(code), 'docs/socketio-library.md shows something else than docs/examples/chat-server/main.cpp');
});

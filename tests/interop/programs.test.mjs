// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The programs as a shell sees them: exit codes, what goes to which stream, signals, bad input.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { patience } from './checks.mjs';
import { collect, program as pathOf, startHub } from './hub.mjs';

const environment = { ...process.env, QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8' };

function run(program, args, env = {}) {
  return spawnSync(pathOf(program), args, { env: { ...environment, ...env }, encoding: 'utf8', timeout: patience });
}

/** Everything that comes back on a raw connection until the server closes it. */
function exchange(port, bytes) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const chunks = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

describe('wrong options end with 2 and one sentence on standard error', () => {
  const cases = {
    'unknown option': ['--colour'],
    'unknown argument': ['lobby'],
    'port that is none': ['--port', '70000'],
    'address that is none': ['--bind', 'nowhere'],
    'address of another machine': ['--bind', '198.51.100.1'],
    'web root that is missing': ['--web-root', '/nonexistent'],
    'data folder that is a file': ['--data', '/etc/hostname'],
    'data folder that cannot be made': ['--data', '/proc/confab'],
    'data folder and none': ['--data', '/nonexistent', '--ephemeral'],
    'config that is missing': ['--config', '/nonexistent.ini'],
  };
  for (const [name, args] of Object.entries(cases)) {
    test(`confabd: ${name}`, () => {
      const store = args.includes('--data') ? [] : ['--ephemeral'];
      const { status, stdout, stderr } = run('confabd', ['--port', '0', ...store, ...args]);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, /\S/);
    });
  }
  for (const program of ['confab-server', 'confab-client']) {
    test(`${program}: unknown option`, () => {
      const { status, stdout, stderr } = run(program, ['--colour']);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, /colour/);
    });
  }
  test('a value from the environment is checked too', () => {
    const { status, stderr } = run('confabd', [], { CONFAB_PORT: 'web' });
    assert.equal(status, 2);
    assert.match(stderr, /web/);
  });
  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => { other.once('listening', resolve); });
    const { port } = other.address();
    const { status, stderr } = run('confabd', ['--bind', '127.0.0.1', '--port', String(port), '--ephemeral']);
    other.close();
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(String(port)));
  });
});

for (const program of ['confabd', 'confab-server', 'confab-client']) {
  test(`${program} tells its options and its version`, () => {
    const help = run(program, ['--help']);
    assert.equal(help.status, 0);
    assert.match(help.stdout, /--name/);
    const version = run(program, ['--version']);
    assert.equal(version.status, 0);
    assert.match(version.stdout, /^confab\S* \d+\.\d+\.\d+\n$/);
  });
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} ends with 0, and soon`, async () => {
    const hub = await startHub();
    const begun = Date.now();
    assert.equal(await hub.stop(signal), 0);
    assert.ok(Date.now() - begun < 5000);
  });
}

test('standard output has one line for each message, and nothing else', async () => {
  const hub = await startHub();
  const json = await startHub({ args: ['--log-format', 'json'] });
  for (const server of [hub, json]) {
    const socket = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true });
    const [ack] = await collect(1, (push) => socket.emit('message', 'two\nlines \u202e\u001b[31m', push), 'acks');
    assert.equal(ack.ok, true);
    socket.disconnect();
    assert.equal(await server.stop(), 0);
    assert.equal(server.lines.length, 1);
  }
  assert.match(hub.lines[0], /^\d\d:\d\d:\d\d\.\d{3} lobby \w+ \w+: two\\nlines \\u202e\\u001b\[31m$/);
  const line = JSON.parse(json.lines[0]);
  assert.deepEqual(Object.keys(line).sort(), ['at', 'from', 'id', 'room', 'seq', 'text']);
  assert.equal(line.text, 'two\nlines \u202e\u001b[31m');
});

test('a reader of standard output that is asleep keeps nobody waiting', async () => {
  const server = spawn(pathOf('confabd'), ['--port', '0', '--bind', '127.0.0.1', '--ephemeral'],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }); // its standard output is not read
  const ended = new Promise((resolve) => { server.once('exit', (code, signal) => resolve(code ?? signal)); });
  const url = await new Promise((resolve) => {
    createInterface({ input: server.stderr }).on('line', (line) => { if (line.startsWith('listening on ')) resolve(line.slice(13)); });
  });
  for (let number = 0; number < 60; number += 1) {
    const answer = await fetch(`${url}/messages`, { method: 'POST', body: 'x'.repeat(16000) });
    assert.equal(answer.status, 201);
  }
  const before = Date.now();
  server.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.ok(Date.now() - before < 5000, 'it waited for the reader');
});

test('garbage on the port harms nobody', async () => {
  const hub = await startHub();
  const socket = io(hub.url, { transports: ['websocket'], reconnection: false, forceNew: true });
  await collect(1, (push) => socket.once('connect', () => push()), 'connections');
  assert.equal(await exchange(hub.port, Buffer.from('160301020001', 'hex')), ''); // wants TLS, which is not spoken here
  assert.match(await exchange(hub.port, '\0\0\0\0'), /^HTTP\/1\.1 400 /);
  assert.match(await exchange(hub.port, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await exchange(hub.port, `GET /${'x'.repeat(20000)} HTTP/1.1\r\n`), /^HTTP\/1\.1 4(14|31) /);
  for (const half of ['GET / HT', 'POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n4']) {
    const vanishing = connect(hub.port, '127.0.0.1');
    vanishing.write(half);
    vanishing.destroy();
  }
  const [ack] = await collect(1, (push) => socket.emit('message', 'still here', push), 'acks');
  assert.equal(ack.ok, true);
  socket.disconnect();
  assert.equal(await hub.stop(), 0);
});

test('without a display confab-server says what to do', () => {
  const { status, stderr } = run('confab-server', ['--port', '0', '--ephemeral'], { QT_QPA_PLATFORM: 'xcb', DISPLAY: ':no', WAYLAND_DISPLAY: '' });
  assert.notEqual(status, 0);
  assert.match(stderr, /\S/);
});

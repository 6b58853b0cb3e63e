// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// https and wss: the real server with the certificate that it makes for itself, and every kind of client.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { patience } from './checks.mjs';
import { collect, startHub } from './hub.mjs';
import { joinProbe, startProbe } from './probe.mjs';

const folder = mkdtempSync(join(tmpdir(), 'confab-tls-'));
process.env.XDG_DATA_HOME = folder;
const kept = join(folder, 'confab', 'tls', 'self-signed.pem');

let hub;
let ca;
let fingerprint;

before(async () => {
  hub = await startHub({ args: ['--tls-self-signed'] });
  ca = readFileSync(kept, 'utf8').replace(/-----BEGIN PRIVATE KEY[^]*?END PRIVATE KEY-----\n/, '');
  ({ fingerprint256: fingerprint } = new X509Certificate(ca));
});
after(async () => {
  assert.equal(await hub.stop(), 0);
  rmSync(folder, { recursive: true });
});

function curl(...args) {
  const { status, stdout } = spawnSync('curl', ['--silent', '--max-time', String(patience / 1000), ...args], { encoding: 'utf8' });
  return { status, stdout };
}

/** Resolves when the hub has said such a line. */
const untilSaid = (server, what) => server.until(() => server.errors.some((line) => line.includes(what)), what);

/** npm's client over one transport, connected. */
async function joinStock(context, transport, options = { ca }) {
  const socket = io(hub.url, { forceNew: true, transports: [transport], ...options });
  context.after(() => socket.disconnect());
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

test('says its address and its fingerprint, and keeps the key to its user', async () => {
  assert.match(hub.url, /^https:/);
  await untilSaid(hub, `fingerprint (SHA-256) ${fingerprint}`);
  assert.equal(statSync(kept).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'confab', 'tls')).mode & 0o777, 0o700);
  assert.ok(!hub.errors.some((line) => line.includes('PRIVATE KEY')));
});

test('keeps its certificate from one start to the next', async () => {
  const again = await startHub({ args: ['--tls-self-signed'] });
  assert.ok(again.errors.every((line) => !line.includes('certificate was made')));
  assert.equal(new X509Certificate(readFileSync(kept)).fingerprint256, fingerprint);
  assert.equal(await again.stop(), 0);
});

describe('curl', () => {
  test('takes the certificate when it is told to, and no other way', () => {
    assert.equal(curl(`${hub.url}/healthz`).status, 60);
    assert.deepEqual(curl('--insecure', `${hub.url}/healthz`), { status: 0, stdout: '{"status":"ok"}\n' });
    assert.deepEqual(curl('--cacert', kept, `${hub.url}/healthz`), { status: 0, stdout: '{"status":"ok"}\n' });
    assert.equal(curl('--cacert', kept, `https://localhost:${hub.port}/healthz`, '--resolve',
      `localhost:${hub.port}:127.0.0.1`).status, 0);
  });
  test('is led from http to https, and not told to stay there', () => {
    const plain = `http://127.0.0.1:${hub.port}/healthz`;
    const { stdout } = curl('--include', plain);
    assert.match(stdout, /^HTTP\/1\.1 308 /);
    assert.match(stdout, new RegExp(`^Location: ${hub.url}/healthz\r$`, 'm'));
    assert.deepEqual(curl('--location', '--insecure', plain), { status: 0, stdout: '{"status":"ok"}\n' });
    assert.doesNotMatch(curl('--insecure', '--include', hub.url).stdout, /Strict-Transport-Security/i);
  });
  test('gets a large file whole', () => {
    const size = Number(curl('--insecure', '--output', '/dev/null', '--write-out', '%{size_download}',
      `${hub.url}/socket.io/socket.io.js`).stdout);
    assert.ok(size > 100_000, `${size} bytes`);
  });
  test('cannot speak TLS 1.1', () => {
    assert.notEqual(curl('--insecure', '--tls-max', '1.1', `${hub.url}/healthz`).status, 0);
  });
});

test('everybody is in one conversation: stock clients, a plain WebSocket, the native client', async (context) => {
  const [bySocket, byPolling, native] = await Promise.all([
    joinStock(context, 'websocket'),
    joinStock(context, 'polling'),
    joinProbe(context, hub.url, { name: 'Ana', args: ['--trust', fingerprint] }),
  ]);
  const plain = new WebSocket(`${hub.url.replace('https', 'wss')}/ws`, { ca });
  context.after(() => plain.terminate());
  await new Promise((resolve, reject) => { plain.once('open', resolve).once('error', reject); });

  const heard = Promise.all([
    collect(1, (push) => bySocket.on('message', push)),
    collect(1, (push) => byPolling.on('message', push)),
    collect(1, (push) => plain.on('message', (data) => push(data.toString()))),
  ]);
  native.send('Grüße über TLS 😀');
  const [[first], [second], [third]] = await heard;
  assert.equal(first.message, 'Grüße über TLS 😀');
  assert.equal(second.message, first.message);
  assert.equal(third, first.message);
  assert.equal((await native.message('Grüße über TLS 😀', 'sent')).own, true);

  const large = 'x'.repeat(16_000);
  byPolling.emit('message', large);
  await native.message(large, 'received');
  assert.equal(await native.stop(), 0);
});

test('a stock client that knows nothing of the certificate is not let in by its own doing', async (context) => {
  for (const transport of ['websocket', 'polling'])
    await assert.rejects(joinStock(context, transport, {}), `${transport} connected`);
});

test('a stock client on plain http is told, and not connected', async (context) => {
  const socket = io(`http://127.0.0.1:${hub.port}`, { forceNew: true, reconnection: false });
  context.after(() => socket.disconnect());
  await new Promise((resolve, reject) => {
    socket.once('connect_error', resolve);
    socket.once('connect', () => reject(new Error('connected')));
  });
});

describe('the native client', () => {
  const isAsked = (event) => event.event === 'state' && event.problem === 'certificateUnknown';

  for (const [name, address] of [['https', () => hub.url], ['http, and is led on', () => `http://127.0.0.1:${hub.port}`],
    ['no scheme', () => `127.0.0.1:${hub.port}`]]) {
    test(`asks the first time: ${name}`, async (context) => {
      const probe = startProbe(address(), { name: 'Nosy' });
      context.after(() => probe.kill());
      const { detail, state } = await probe.until(isAsked, 'question');
      assert.equal(detail, fingerprint);
      assert.equal(state, 'rejected');
      probe.send('said to nobody');
      assert.equal((await probe.message('said to nobody', 'notSent')).failure, 'offline');
      assert.ok(!hub.lines.some((line) => line.includes('said to nobody')));
    });
    test(`joins when it is told to: ${name}`, async (context) => {
      const probe = await joinProbe(context, address(), { name: 'Trusting', args: ['--trust', fingerprint] });
      probe.send(`joined by ${name}`);
      await probe.message(`joined by ${name}`, 'sent');
      assert.equal(await probe.stop(), 0);
    });
  }
});

test('a server without TLS says in its log what a client wanted', async (context) => {
  const plain = await startHub();
  context.after(() => plain.stop());
  assert.notEqual(curl('--insecure', `https://127.0.0.1:${plain.port}/`).status, 0);
  await untilSaid(plain, 'wants TLS (https)');
});

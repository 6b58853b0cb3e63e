// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// npm's client and a browser's habits against a guarded server: PIN, origins, rates.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { patience } from './checks.mjs';
import { collect, startHub } from './hub.mjs';

const transports = ['polling', 'websocket'];
const pin = 'correct-horse';

function connect(hub, transport, options = {}) {
  return io(hub.url, { forceNew: true, reconnection: false, transports: [transport], ...options });
}

/** What becomes of a connection: 'connected', or the error. */
async function outcome(context, socket) {
  context.after(() => socket.disconnect());
  const [result] = await collect(1, (push) => {
    socket.once('connect', () => push('connected'));
    socket.once('connect_error', push);
  }, 'outcomes');
  return result;
}

describe('a server with a PIN', () => {
  let folder;
  let hub;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'confab-pin-'));
    await writeFile(join(folder, 'pin'), `${pin}\n`, { mode: 0o600 });
    hub = await startHub({ args: ['--pin-file', join(folder, 'pin')] });
  });
  after(async () => {
    assert.equal(await hub.stop(), 0);
    await rm(folder, { recursive: true });
    assert.ok(!hub.errors.join('\n').includes(pin), 'the log does not tell the PIN');
  });

  for (const transport of transports) {
    test(`${transport}: lets in with the right one`, async (context) => {
      assert.equal(await outcome(context, connect(hub, transport, { auth: { pin } })), 'connected');
    });

    test(`${transport}: asks, and takes it on the same connection`, async (context) => {
      const socket = connect(hub, transport);
      const asked = await outcome(context, socket);
      assert.equal(asked.message, 'This server asks for a PIN.');
      assert.equal(asked.data.code, 'pin');
      socket.auth = { pin: 'wrong' };
      const refused = collect(1, (push) => socket.once('connect_error', push), 'refusals');
      socket.connect();
      assert.equal((await refused)[0].data.code, 'pin');
      socket.auth = { pin };
      socket.connect();
      assert.equal(await outcome(context, socket), 'connected');
    });
  }

  test('a visitor with the cookie needs no auth', async (context) => {
    const answer = await fetch(`${hub.url}/pin`, { method: 'POST', body: new URLSearchParams({ pin }), redirect: 'manual' });
    assert.equal(answer.status, 303);
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    assert.equal(await outcome(context, connect(hub, 'polling', { extraHeaders: { cookie } })), 'connected');
    assert.equal((await fetch(`${hub.url}/nothing`)).status, 401);
    assert.equal((await fetch(`${hub.url}/nothing`, { headers: { cookie } })).status, 404);
  });

  test('the page and what it loads stay open', async () => {
    const page = await (await fetch(`${hub.url}/`)).text();
    const files = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
    assert.ok(files.length >= 3, page);
    for (const path of [...files, '/socket.io/socket.io.esm.min.js', '/healthz']) {
      assert.equal((await fetch(hub.url + path)).status, 200, path);
    }
  });
});

test('too many wrong PINs lock the address, and say for how long', async (context) => {
  const lock = 10000; // ms
  const hub = await startHub({ args: ['--pin', pin] });
  assert.ok(hub.errors.some((line) => line.includes('--pin-file')), 'warns of the command line');
  const commandLine = await readFile(`/proc/${hub.process.pid}/cmdline`, 'utf8');
  assert.ok(commandLine.includes('--pin') && !commandLine.includes(pin), 'hides it');
  for (let i = 0; i < 5; i += 1) {
    const refused = await outcome(context, connect(hub, 'websocket', { auth: { pin: `wrong ${i}` } }));
    assert.equal(refused.data.code, 'pin');
  }
  // Of several threads another one may hear of the last one a moment later.
  let locked = 'connected';
  for (const end = Date.now() + lock; locked === 'connected' && Date.now() < end;) {
    locked = await outcome(context, connect(hub, 'polling', { auth: { pin } }));
  }
  assert.equal(locked.data.code, 'pin_locked');
  assert.ok(locked.data.retryAfter > 0 && locked.data.retryAfter <= lock / 1000, String(locked.data.retryAfter));
  assert.equal(await hub.stop(), 0);
  assert.ok(hub.errors.some((line) => /refused 127\.0\.0\.1: a wrong PIN, 1 so far/.test(line)));
});

describe('pages of other origins', () => {
  const friend = 'https://friend.example';
  const evil = 'http://evil.example';
  let hub;
  before(async () => { hub = await startHub({ args: ['--allow-origin', friend] }); });
  after(async () => { assert.equal(await hub.stop(), 0); });

  for (const transport of transports) {
    const from = (origin) => connect(hub, transport, { extraHeaders: { origin } });
    test(`${transport}: are refused`, async (context) => {
      const error = await outcome(context, from(evil));
      assert.equal(error.context?.status ?? Number(/\d{3}/.exec(error.description?.message)?.[0]),
        transport === 'polling' ? 403 : 400);
    });
    test(`${transport}: are let in when allowed`, async (context) => {
      assert.equal(await outcome(context, from(friend)), 'connected');
    });
    test(`${transport}: its own page is`, async (context) => {
      assert.equal(await outcome(context, from(hub.url)), 'connected');
    });
  }

  test('get CORS only when allowed', async () => {
    const ask = (origin) => fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
    const allowed = await ask(friend);
    assert.equal(allowed.headers.get('access-control-allow-origin'), friend);
    assert.equal(allowed.headers.get('access-control-allow-credentials'), 'true');
    assert.equal(allowed.headers.get('vary'), 'Origin');
    const refused = await ask(evil);
    assert.deepEqual([refused.status, await refused.json()], [403, { code: 4, message: 'Forbidden' }]);
    assert.equal(refused.headers.get('access-control-allow-origin'), null);
  });
});

for (const transport of transports) {
  test(`${transport}: a flood is read more slowly, and nothing is lost`, { timeout: 4 * patience }, async (context) => {
    const hub = await startHub({ args: ['--limit-loopback', '--rate', '50', '--ping-interval', '300', '--ping-timeout', '3000'] });
    const [sender, receiver] = [connect(hub, transport), connect(hub, 'websocket')];
    const outcomes = [outcome(context, sender), outcome(context, receiver)];
    assert.deepEqual(await Promise.all(outcomes), ['connected', 'connected']);
    const texts = Array.from({ length: 450 }, (_, i) => `number ${i}`);
    const arrived = [];
    receiver.on('message', ({ message }) => arrived.push(message));
    const begin = performance.now();
    for (const text of texts) sender.emit('message', text);
    await sender.timeout(2 * patience).emitWithAck('message', 'the last one');
    const took = performance.now() - begin;
    // 200 at once, 50 a second, longer than a heartbeat may take; over polling the whole flood may come in one body, whose answer is late.
    if (transport === 'websocket') assert.ok(took >= 4900, `${took} ms`);
    while (arrived.length < texts.length + 1) await collect(1, (push) => receiver.once('message', push), 'messages');
    assert.deepEqual(arrived, [...texts, 'the last one']);
    assert.ok(sender.connected, 'its heartbeat waited with it');
    sender.disconnect();
    assert.equal(await hub.stop(), 0);
    assert.ok(hub.errors.some((line) => line.includes('is read more slowly')), hub.errors.join('\n'));
  });
}

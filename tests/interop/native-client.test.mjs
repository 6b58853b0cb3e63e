// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client's core against node's own socket.io server running the tutorial's logic, with a stock client
// in the same room. Such a server knows no hello: the client finds that out after three seconds.

import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { Server } from 'socket.io';
import { collect, joinStock } from './hub.mjs';
import { serverAliases, versionOf } from './node-socketio.mjs';
import { joinProbe, startProbe } from './probe.mjs';
import { startWire } from './wire.mjs';

const tutorial = join(dirname(fileURLToPath(import.meta.url)), 'node-tutorial-server.mjs');

/** Starts the tutorial's server on a version of package.json; resolves when it listens. */
async function startTutorial(context, version = 'socket.io') {
  const child = spawn(process.execPath, [tutorial, version], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  const stop = () => {
    child.kill('SIGKILL');
    return ended;
  };
  context.after(stop);
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    ended.then((code) => reject(new Error(`the tutorial's server ended with ${code}`)));
  });
  return { port: Number(line), url: `http://127.0.0.1:${line}`, stop };
}

test('talks to the tutorial on node, both ways, and gets nothing back', async (context) => {
  const server = await startTutorial(context);
  const [stock, ana, ben] = await Promise.all([
    joinStock(context, server.url),
    joinProbe(context, server.url, { name: 'Ana' }),
    joinProbe(context, server.url, { name: 'Ben' }),
  ]);

  const atStock = collect(1, (push) => stock.on('message', push));
  ana.send('Grüße, 世界 😀');
  assert.deepEqual(await atStock, [{ message: 'Grüße, 世界 😀' }]);
  await ben.message('Grüße, 世界 😀', 'received');
  const own = await ana.message('Grüße, 世界 😀', 'sent');
  assert.equal(own.own, true);

  stock.emit('message', 'from the browser');
  await Promise.all([ana, ben].map((probe) => probe.message('from the browser', 'received')));
  assert.deepEqual(ana.received(), ['from the browser']);
  assert.deepEqual(ben.received(), ['Grüße, 世界 😀', 'from the browser']);
  assert.equal(await ana.stop(), 0);
});

for (const alias of serverAliases) {
  test(`talks to the tutorial on socket.io ${versionOf(alias)}`, async (context) => {
    const server = await startTutorial(context, alias);
    const [ana, ben] = await Promise.all(['Ana', 'Ben'].map((name) => joinProbe(context, server.url, { name })));
    const texts = ['Grüße, 世界 😀', 'é', '2nd\u0000'];
    texts.forEach((text) => ana.send(text));
    await ben.message(texts.at(-1), 'received');
    assert.deepEqual(ben.received(), texts);
    ben.send('back');
    await ana.message('back', 'received');
    assert.deepEqual(ana.received(), ['back']);
  });
}

test('keeps the order of two hundred messages', async (context) => {
  const server = await startTutorial(context);
  const [stock, probe] = await Promise.all([joinStock(context, server.url), joinProbe(context, server.url)]);
  const texts = Array.from({ length: 200 }, (_, index) => `message ${index}`);

  const atStock = collect(texts.length, (push) => stock.on('message', ({ message }) => push(message)), 'messages');
  texts.forEach((text) => probe.send(text));
  assert.deepEqual(await atStock, texts);

  texts.forEach((text) => stock.emit('message', text));
  await probe.message(texts.at(-1), 'received');
  assert.deepEqual(probe.received(), texts);
});

test('comes back when the server does, with what was written meanwhile', async (context) => {
  const server = await startTutorial(context);
  const wire = await startWire(context, server.port);
  const probe = await joinProbe(context, wire.url);
  wire.isOpen = false;
  await server.stop();
  await probe.state('reconnecting');
  probe.send('first');
  probe.send('second');
  await probe.message('second', 'sending');

  const next = await startTutorial(context);
  const stock = await joinStock(context, next.url); // it has to be there first: such a server keeps nothing
  const atStock = collect(2, (push) => stock.on('message', ({ message }) => push(message)), 'messages');
  wire.port = next.port;
  wire.isOpen = true;
  assert.deepEqual(await atStock, ['first', 'second']);
  await probe.message('second', 'sent');
});

test('keeps to itself what is over the limit', async (context) => {
  const server = await startTutorial(context);
  const [stock, probe] = await Promise.all([joinStock(context, server.url), joinProbe(context, server.url)]);
  const atStock = collect(2, (push) => stock.on('message', ({ message }) => push(message.length)), 'messages');
  probe.send('x'.repeat(16384));
  probe.send('x'.repeat(16385));
  probe.send('short');
  assert.deepEqual(await atStock, [16384, 5]);
  const refused = await probe.message('x'.repeat(16385), 'notSent');
  assert.equal(refused.failure, 'tooLong');
});

test('stays away when the server says so', async (context) => {
  const http = createServer();
  const server = new Server(http);
  context.after(() => server.close());
  await new Promise((resolve) => { http.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${http.address().port}`;

  let refused = false;
  server.use((socket, next) => next(refused ? new Error('not today') : undefined));
  const probe = await joinProbe(context, url);
  server.disconnectSockets(true);
  const closed = await probe.state('rejected');
  assert.equal(closed.problem, 'serverClosed');

  refused = true;
  const other = startProbe(url);
  context.after(() => other.kill());
  const answer = await other.state('rejected');
  assert.deepEqual([answer.problem, answer.detail], ['rejected', 'not today']);
});

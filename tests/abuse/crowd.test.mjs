// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Peers that want too much: many of them, floods, and such that never read. The others go on chatting, and memory
// comes back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { echoScene, productScene } from './bystander.mjs';
import { RawPeer, binary, frame, opcodes, ping, request, text, upgrade } from './raw-peer.mjs';

let hub;
let echo;
before(async () => { [hub, echo] = await Promise.all([productScene(), echoScene()]); });
after(() => Promise.all([hub.end(), echo.end('SIGTERM')])); // confab-conformance has no end of its own

/** Resident memory of a server in MiB. */
function memory(scene) {
  const status = readFileSync(`/proc/${scene.server.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

const connected = (peer) => new Promise((resolve, reject) => {
  peer.socket.once('connect', resolve);
  peer.socket.once('error', reject);
});

/** Writes `data` until `bytes` are with the system or the server hangs up; true when it did. */
async function pour(peer, data, bytes) {
  for (let sent = 0; sent < bytes && !peer.isClosed; sent += data.length) {
    if (peer.socket.write(data)) continue;
    await Promise.race([new Promise((resolve) => { peer.socket.once('drain', resolve); }), peer.closed()]);
  }
  return peer.isClosed;
}

test('10,000 connections that say nothing', async () => {
  const peers = [];
  const before = memory(hub);
  try {
    while (peers.length < 10000) {
      const some = Array.from({ length: 500 }, () => new RawPeer(hub.port));
      peers.push(...some);
      await Promise.all(some.map(connected));
    }
    await hub.undisturbed();
    const one = new RawPeer(hub.port);
    peers.push(one);
    one.send(request('GET /healthz'));
    assert.equal((await one.responses(1))[0].status, 200);
    const each = (memory(hub) - before) * 1024 / peers.length;
    assert.ok(each < 24, `${each} KiB for each`);
  } finally {
    for (const peer of peers) peer.destroy();
  }
  await hub.undisturbed();
});

test('requests without end from a peer that never reads', async () => {
  const peer = new RawPeer(hub.port, { reads: false });
  const before = memory(hub);
  const many = Buffer.concat(Array(200).fill(request('GET /socket.io/socket.io.js')));
  peer.socket.on('error', () => {});
  peer.socket.write(many);
  await connected(peer);
  for (let i = 0; i < 20; i += 1) await hub.undisturbed();
  assert.ok(memory(hub) - before < 32, 'the answers wait in memory');
  peer.destroy();
});

test('a flood of pings from a peer that never reads: the answers are bounded', async () => {
  const peer = new RawPeer(echo.port);
  await peer.open('/echo');
  peer.socket.pause();
  const before = memory(echo);
  const pings = Buffer.concat(Array(1000).fill(ping('x'.repeat(125))));
  assert.equal(await pour(peer, pings, 64 * 1024 * 1024), false);
  await echo.undisturbed();
  assert.ok(memory(echo) - before < 16, 'the pongs wait in memory');
  peer.socket.resume(); // and then it is answered as ever
  peer.send(text('still here'));
  await peer.until(() => peer.received.includes('still here'), 'the echo');
  peer.destroy();
});

test('a flood of messages from a peer that never reads its echoes: dropped at the cap', async () => {
  const peer = new RawPeer(echo.port, { reads: false });
  await connected(peer);
  peer.send(upgrade('/echo'));
  assert.equal(await pour(peer, binary(Buffer.alloc(1024 * 1024)), 1024 * 1024 * 1024), true);
  await echo.undisturbed();
  peer.destroy();
});

test('a flood of empty messages and pongs', async () => {
  const peer = new RawPeer(hub.port);
  await peer.open('/ws');
  const pongs = Buffer.concat(Array(5000).fill(frame(opcodes.pong)));
  assert.equal(await pour(peer, pongs, 20 * pongs.length), false);
  await hub.undisturbed();
  peer.destroy();
});

test('a thousand clients that upgrade and vanish', async () => {
  const before = memory(hub);
  for (let round = 0; round < 10; round += 1) {
    const peers = Array.from({ length: 100 }, () => new RawPeer(hub.port));
    await Promise.all(peers.map((peer) => peer.open('/ws', ping('x'))));
    for (const [i, peer] of peers.entries()) {
      if (i % 2) peer.destroy();
      else peer.socket.resetAndDestroy();
    }
    await hub.undisturbed();
  }
  assert.ok(memory(hub) - before < 32, 'something stays of each');
});

test('a Socket.IO server below all that is still the same', async () => {
  await hub.undisturbed();
  await echo.undisturbed();
  assert.equal(hub.server.process.exitCode, null);
});

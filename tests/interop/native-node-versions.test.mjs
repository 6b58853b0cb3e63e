// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client's other matrix: its Socket.IO against node's own servers of every revision, in its modes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checks, patience, Peer } from './checks.mjs';
import { startReference } from './hub.mjs';
import { Matrix } from './matrix.mjs';
import { nativeIo } from './native-socket.mjs';
import { serverAliases, versionOf } from './node-socketio.mjs';
import { startWire } from './wire.mjs';

const modes = {
  default: { args: [], transport: 'websocket' },
  websocket: { args: ['--transports', 'websocket'], transport: 'websocket' },
  polling: { args: ['--transports', 'polling'], transport: 'polling' },
  upgrade: { args: ['--transports', 'polling-first'], transport: 'websocket' },
};
const matrix = new Matrix(Object.keys(checks));

const onBeat = (socket, tell) => {
  socket.on('heartbeat', tell);
  socket.emit('count heartbeats');
};

async function server(context, ...args) {
  const host = await startReference(...args);
  context.after(() => host.stop('SIGKILL'));
  return host;
}

function connected(socket) {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    for (const event of ['error', 'connect_error']) socket.once(event, (error) => reject(new Error(error.message)));
  });
}
const asked = (socket, ...args) => new Promise((resolve) => { socket.emit(...args, (...answer) => resolve(answer)); });

for (const alias of serverAliases) {
  const version = versionOf(alias);
  test(`socket.io ${version}`, async (context) => {
    const host = await server(context, '--version', alias);
    for (const [mode, { args, transport }] of Object.entries(modes)) {
      await context.test(mode, { concurrency: 3 }, async (inMode) => {
        await Promise.all(Object.entries(checks).map(([name, check]) => inMode.test(name, { timeout: 2 * patience },
          () => matrix.record(`native client, server ${version}`, mode, name, async () => {
            const peer = new Peer({ io: nativeIo, url: host.url, options: { args }, transport, revision: Number(version[0]), onBeat });
            try {
              await check(peer);
            } finally {
              peer.close();
            }
          }))));
      });
    }
  });
}

describe('beyond the matrix', { concurrency: 2, timeout: 4 * patience }, () => {
  test('says who it is: auth to new servers, a query to old ones', async (context) => {
    for (const alias of serverAliases) {
      const host = await server(context, '--version', alias);
      const socket = await connected(nativeIo(`${host.url}/other`, { auth: { token: 'a b&c=é' } }));
      const [auth, query] = await asked(socket, 'show auth');
      if (Number(versionOf(alias)[0]) < 3) assert.equal(query.token, 'a b&c=é');
      else assert.deepEqual(auth, { token: 'a b&c=é' });
      socket.close();
    }
  });

  test('speaks MessagePack', async (context) => {
    const host = await server(context, '--msgpack');
    for (const { args } of Object.values(modes)) {
      const socket = await connected(nativeIo(host.url, { args: ['--msgpack', ...args] }));
      const [text, data] = await asked(socket, 'echo', 'Grüße', { deep: [Uint8Array.of(1, 2)] });
      assert.equal(text, 'Grüße');
      assert.deepEqual([...data.deep[0]], [1, 2]);
      socket.close();
    }
  });

  test('gets what it missed, once', async (context) => {
    const host = await server(context, '--recovery');
    const wire = await startWire(context, host.port);
    const [speaker, socket] = await Promise.all([connected(nativeIo(host.url)), connected(nativeIo(wire.url))]);
    const heard = [];
    socket.on('told', (text) => heard.push(text));
    const told = (text) => new Promise((resolve) => { socket.on('told', (heardText) => { if (heardText === text) resolve(); }); });
    const before = told('before');
    speaker.emit('tell all', 'before');
    await before;

    const { id } = socket;
    const gone = new Promise((resolve) => { socket.io.events.once('ended', resolve); });
    wire.cut();
    await gone;
    speaker.emit('tell all', 'missed');
    await asked(speaker, 'echo', 'the server has it');
    const missed = told('missed');
    socket.io.write({ do: 'connect' });
    await connected(socket);
    await missed;
    assert.deepEqual([socket.recovered, socket.id], [true, id]);
    const after = told('after');
    speaker.emit('tell all', 'after');
    await after;
    assert.deepEqual(heard, ['before', 'missed', 'after']);
    speaker.close();
    socket.close();
  });

  test('does not insist on a revision that a server refuses', async (context) => {
    const host = await server(context, '--version', 'socket.io-3');
    const socket = await connected(nativeIo(host.url, { args: ['--revision', '3'] })); // allowEIO3
    assert.equal(socket.io.revision, 3);
    socket.close();
  });
});

process.on('exit', () => matrix.print());

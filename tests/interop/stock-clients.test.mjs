// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The interop matrix: socket.io-client of every revision from npm, as it comes, in its three modes. Its browser bundles
// are in tests/web/bundles.test.mjs, python-socketio in python-clients.test.mjs.

import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checks, patience, Peer } from './checks.mjs';
import { startInteropHost } from './hub.mjs';
import { Matrix } from './matrix.mjs';

const require = createRequire(import.meta.url);
const modes = {
  default: { options: {}, transport: 'websocket' },
  websocket: { options: { transports: ['websocket'] }, transport: 'websocket' },
  polling: { options: { transports: ['polling'] }, transport: 'polling' },
};
const matrix = new Matrix(Object.keys(checks));

let host;
before(async () => { host = await startInteropHost(); });

for (const alias of ['socket.io-client-1', 'socket.io-client-2', 'socket.io-client-3', 'socket.io-client-4.0', 'socket.io-client']) {
  const { version } = require(`${alias}/package.json`);
  const { io, default: byDefault } = require(alias);
  const client = io ?? byDefault ?? require(alias);
  describe(`socket.io-client ${version}`, { concurrency: 3 }, () => {
    for (const [mode, { options, transport }] of Object.entries(modes)) {
      for (const [name, check] of Object.entries(checks)) {
        test(`${mode}: ${name}`, { timeout: 2 * patience }, () => matrix.record(`socket.io-client ${version}`, mode, name, async () => {
          const peer = new Peer({ io: client, url: host.url, options, transport, revision: Number(version[0]) });
          try {
            await check(peer);
          } finally {
            peer.close();
          }
        }));
      }
    }
    for (const check of ['binary', 'binary ack', 'broadcast']) {
      test(`websocket, forceBase64: ${check}`, { timeout: 2 * patience }, async () => {
        const options = { transports: ['websocket'], forceBase64: true };
        const peer = new Peer({ io: client, url: host.url, options, transport: 'websocket', revision: Number(version[0]) });
        try {
          await checks[check](peer);
        } finally {
          peer.close();
        }
      });
    }
  });
}

after(async () => {
  matrix.print();
  const code = await host.stop();
  if (!process.env.CONFAB_REFERENCE) assert.equal(code, 'SIGTERM');
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The interop matrix, continued: python3-socketio as Debian has it, with threads and with asyncio.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { checks, patience } from './checks.mjs';
import { startInteropHost } from './hub.mjs';
import { Matrix } from './matrix.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), 'python-client.py');
const python = '/usr/bin/python3'; // Debian's, which has the packages
const matrix = new Matrix(Object.keys(checks));

let host;
before(async () => { host = await startInteropHost(); });

for (const kind of ['sync', 'asyncio']) {
  for (const mode of ['default', 'websocket', 'polling']) {
    test(`python3-socketio, ${kind}, ${mode}`, { timeout: 4 * patience }, async () => {
      const { stdout } = await promisify(execFile)(python, [script, host.url, kind, mode, String(patience / 1000)]);
      const results = JSON.parse(stdout);
      for (const name of Object.keys(checks)) {
        await matrix.record(`python3-socketio, ${kind}`, mode, name, () => assert.equal(results[name], null)).catch(() => {});
      }
      assert.deepEqual(results, Object.fromEntries(Object.keys(checks).map((name) => [name, null])));
    });
  }
}

after(async () => {
  matrix.print();
  await host.stop();
});

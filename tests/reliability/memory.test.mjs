// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is delivered is let go: a second million of deliveries takes no more memory than the first.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startHub } from '../interop/hub.mjs';
import { temporaryFolder } from './store.mjs';
import { pause } from './waiting.mjs';

const bin = process.env.CONFAB_BIN ?? fileURLToPath(new URL('../../build/release/bin', import.meta.url));
const deliveries = 1e6;
const events = 12000; // more than are kept in memory, by design, for those who lost their connection
const allowedGrowth = 2 * 1024; // KiB
const rounds = 40; // of two seconds at most

const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

/** Bursts of messages to so many clients, who leave afterwards, until `wanted` were delivered. */
async function deliver(hub, clients, wanted) {
  let delivered = 0;
  for (let round = 0; delivered < wanted; round += 1) {
    assert.ok(round < rounds, `${delivered} of ${wanted} deliveries`);
    const { stdout } = await promisify(execFile)(join(bin, 'loadgen'), ['--port', new URL(hub.url).port, '--pid', String(hub.process.pid),
      '--scenario', 'burst', '--clients', String(clients), '--burst', '32', '--seconds', '2']);
    delivered += JSON.parse(stdout).count;
  }
}

/** What is resident when the server has noticed that everybody has left, in KiB. */
async function residentAlone(hub) {
  const isAlone = (metrics) => [...metrics.matchAll(/^confab_clients\{.*\} (\d+)$/gm)].every(([, count]) => count === '0');
  while (!isAlone(await (await fetch(`${hub.url}/metrics`)).text())) await pause(50);
  return resident(hub.process.pid);
}

test('memory does not grow with what is delivered', { timeout: 240000 }, async (context) => {
  const hub = await startHub({ data: temporaryFolder() });
  context.after(() => hub.stop('SIGKILL'));
  await deliver(hub, 2, events);
  await deliver(hub, 200, deliveries); // what the first ones need stays for the next
  const before = await residentAlone(hub);
  await deliver(hub, 200, deliveries);
  const growth = await residentAlone(hub) - before;
  context.diagnostic(`${deliveries} deliveries: ${growth} KiB`);
  assert.ok(growth < allowedGrowth, `${growth} KiB more after ${deliveries} deliveries`);
});

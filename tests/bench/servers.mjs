// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The servers that are measured: each a process of its own on a processor of its own.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('.', import.meta.url));
/** Server and load generator each have a processor; with a single one they share it, and the figures say little. */
const pinned = (processor, command) => (availableParallelism() > 1 ? ['taskset', '-c', String(processor), ...command] : command);

/** Starts it and waits until it says where it listens; `ready` finds the port in a line. */
async function start(command, stream, ready) {
  const [program, ...args] = pinned(0, command);
  const child = spawn(program, args, { stdio: ['ignore', stream === 'stdout' ? 'pipe' : 'ignore', stream === 'stderr' ? 'pipe' : 'ignore'] });
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  const port = await new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${program} ended with ${code ?? signal}`)));
    child.once('error', reject);
    createInterface({ input: child[stream] }).on('line', (line) => {
      const found = ready.exec(line);
      if (found) resolve(Number(found[1]));
    });
  });
  return { port, pid: child.pid, stop: () => { child.kill(); return ended; } };
}

export const servers = {
  /** The whole product as people run it: its messages go to disk. */
  async confab(bin) {
    const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
    const server = await start([join(bin, 'confabd'), '--port', '0', '--bind', '127.0.0.1', '--data', folder,
      '--max-clients', '12000'],
      'stderr', /listening on http:\/\/127\.0\.0\.1:(\d+)/);
    return { ...server, stop: () => server.stop().then(() => rmSync(folder, { recursive: true, force: true })) };
  },
  node: () => start([process.execPath, join(bench, 'node-server.mjs')], 'stdout', /listening (\d+)/),
};

/** Runs the load generator against a server and returns what it measured. */
export function measure(bin, server, args) {
  const [program, ...rest] = pinned(1, [join(bin, 'loadgen'), '--port', String(server.port), '--pid', String(server.pid),
    ...Object.entries(args).flat().map(String)]);
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let problems = '';
  child.stdout.on('data', (chunk) => { out += chunk; });
  child.stderr.on('data', (chunk) => { problems += chunk; });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(problems.trim() || `loadgen ended with ${code}`))));
  });
}

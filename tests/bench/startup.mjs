// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the programs take from exec until people have something of them: the first page of confabd, the window of the others
// painted (on an X server that draws into memory). With a warm cache: a first start of each is not counted.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median } from './report.mjs';

/** The bars are those of the project; `smoke` widens them for a check on a busy machine. */
export const starts = [
  { id: 'page-first', title: 'confabd: the first page, and the first start in its folder', program: 'confabd', isFresh: true, barMs: 150 },
  { id: 'page', title: 'confabd: the first page, messages stored before', program: 'confabd', barMs: 150 },
  { id: 'client', title: 'confab-client: its window is painted', program: 'confab-client', barMs: 300 },
  { id: 'server', title: 'confab-server: its window is painted', program: 'confab-server', barMs: 300 },
];
const smokeFactor = 5;
const patienceMs = 20000;

/** The moment in which a line of the program's standard error matches, and the match. */
async function lineOf(child, pattern) {
  for await (const line of createInterface({ input: child.stderr })) {
    const match = pattern.exec(line);
    if (match) return { match, at: performance.now() };
  }
  throw new Error(`${child.spawnargs[0]} ended without ${pattern}`);
}

async function startOnce(bin, { program, isFresh }, display, folders) {
  const home = isFresh ? mkdtempSync(join(folders, 'fresh-')) : join(folders, program);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const args = program === 'confab-client' ? [] : ['--port', '0', '--bind', '127.0.0.1', '--data', home];
  const env = { ...process.env, DISPLAY: display, QT_QPA_PLATFORM: 'xcb', LC_ALL: 'C.UTF-8', XDG_CONFIG_HOME: home, XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home, QT_LOGGING_RULES: 'confab.widgets.firstpaint.debug=true' };
  const began = performance.now();
  const child = spawn(join(bin, program), args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  const ended = new Promise((resolve, reject) => { child.once('exit', resolve); child.once('error', reject); });
  const giveUp = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  try {
    if (program !== 'confabd') return (await lineOf(child, /has been painted/)).at - began;
    const { match } = await lineOf(child, /listening on (http:\S+)/);
    const answer = await fetch(match[1]);
    const at = performance.now();
    if (answer.status !== 200 || !(await answer.text()).includes('<html')) throw new Error(`confabd answered ${answer.status}`);
    return at - began;
  } finally {
    clearTimeout(giveUp);
    child.kill();
    await ended;
  }
}

/** Runs every start `times` times and returns a row for each: {title, medianMs, lowestMs, highestMs, barMs, isMet}. */
export async function measureStarts(bin, times, isSmoke) {
  const folders = mkdtempSync(join(tmpdir(), 'confab-start-'));
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  try {
    const [number] = await Promise.race([once(xvfb.stdio[3], 'data'),
      once(xvfb, 'exit').then(() => { throw new Error('Xvfb ended'); })]); // 'error', when it is not there, rejects, too
    const display = `:${String(number).trim()}`;
    await fetch('http://127.0.0.1:9/').catch(() => {}); // loads what the first fetch of this process needs
    const rows = [];
    for (const start of starts) {
      const ms = [];
      for (let i = 0; i <= times; i += 1) {
        const taken = await startOnce(bin, start, display, folders);
        if (i > 0) ms.push(taken);
      }
      const barMs = start.barMs * (isSmoke ? smokeFactor : 1);
      const medianMs = median(ms);
      rows.push({ id: start.id, title: start.title, medianMs, lowestMs: Math.min(...ms), highestMs: Math.max(...ms), barMs, isMet: medianMs <= barMs });
    }
    return rows;
  } finally {
    xvfb.kill();
    rmSync(folders, { recursive: true, force: true });
  }
}

export function startsTable(rows) {
  const head = '| from exec until | median, ms (lowest to highest) | bar, ms | |\n|---|---|---:|---|';
  const line = (row) => `| ${row.title} | ${Math.round(row.medianMs)} (${Math.round(row.lowestMs)} to ${Math.round(row.highestMs)}) `
    + `| ${row.barMs} | ${row.isMet ? 'met' : 'not met'} |`;
  return [head, ...rows.map(line)].join('\n');
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Measures confabd and node's Socket.IO in turn, round by round, and says how they compare. See tests/bench/run.

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { codecsTable, hasCodecs, measureCodecs } from './codecs.mjs';
import { markdownTable, plot, rowsOf } from './report.mjs';
import { scenarios, smoke } from './scenarios.mjs';
import { measure, servers } from './servers.mjs';
import { measureStarts, startsTable } from './startup.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = process.env.CONFAB_BIN ?? join(root, 'build/release/bin');
const { values: options } = parseArgs({
  options: { smoke: { type: 'boolean' }, rounds: { type: 'string', default: '3' }, only: { type: 'string' }, write: { type: 'boolean' } },
});

const rounds = options.smoke ? 2 : Number(options.rounds);
const only = options.only?.split(',');
const chosen = (options.smoke ? smoke : scenarios).filter(({ id }) => !only || only.includes(id));
const withStarts = !only || only.includes('startup');
const withCodecs = only ? only.includes('codecs') : !options.smoke && hasCodecs(bin);
if ((chosen.length === 0 && !withStarts && !withCodecs) || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`--only takes ids of ${scenarios.map(({ id }) => id).join(', ')}, startup, codecs; --rounds a whole number from 1`);
  process.exit(2);
}

const startTimes = 9; // of each program
const rows = [];
const results = [];
for (const scenario of chosen) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = {};
    for (const [name, start] of Object.entries(servers)) {
      const server = await start(bin);
      try {
        run[name] = await measure(bin, server, scenario.args);
      } catch (error) {
        console.error(`${scenario.id}, ${name}: ${error.message}`);
        process.exitCode = 1;
      } finally {
        await server.stop();
      }
    }
    if (run.confab && run.node) runs.push(run);
  }
  results.push({ scenario: scenario.id, runs });
  if (runs.length === 0) continue;
  const fresh = rowsOf(scenario, runs);
  rows.push(...fresh);
  for (const row of fresh) console.error(`${row.title}, ${row.figure}: ${row.confab.toPrecision(4)} / ${row.node.toPrecision(4)} = ${row.ratio.toPrecision(3)}`);
}

const startRows = withStarts ? await measureStarts(bin, options.smoke ? 3 : startTimes, options.smoke) : [];
const codecRows = withCodecs ? measureCodecs(bin, rounds) : [];
const table = markdownTable(rows);
if (rows.length > 0) console.log(table);
if (withStarts) console.log(startsTable(startRows));
if (withCodecs) console.log(codecsTable(codecRows));
const folder = join(root, 'build/bench');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'results.json'), `${JSON.stringify({ processors: cpus().length, rounds, rows, starts: startRows, codecs: codecRows, results }, null, 1)}\n`);
if (options.write) {
  mkdirSync(join(root, 'docs/images'), { recursive: true });
  writeFileSync(join(root, 'docs/images/performance.svg'), plot(rows));
  writeFileSync(join(root, 'docs/performance.md'), `# Performance

Written by \`tests/bench/run --write\`. The whole product (\`confabd\`, its messages stored on disk, every limit in place) beside
the bare chat of the tutorial on node ${process.version}'s Socket.IO 4.8.4: one sends, all others receive 64 bytes of text. Server and load
generator each have a processor of their own; ${rounds} rounds, in each the two servers in turn, medians. What the joining leaves to do is
over before anything but handshakes and polling is measured: the server has been at rest for one and a half seconds.

![How many times less CPU Confab needs than node](images/performance.svg)

${table}

${startsTable(startRows)}

${withCodecs ? `The codecs by themselves, on one thread (Google Benchmark, \`tests/bench/codecs\`):\n\n${codecsTable(codecRows)}\n` : ''}
**How far to trust it.** ${cpus().length} processors of a shared machine: identical runs differ by up to 1.7 times, so a ratio under 1.3
is a tie, and the lowest and the highest ratio of the rounds stand beside the median. A system call costs more on a virtual machine than
on bare metal, which flatters whoever makes fewer. The CPU time is that of the server's process, user and system; what the kernel does
on nobody's account is in \`build/bench/results.json\` (\`softIrqShare\`), and so is how busy the machine was. Latencies are those
that the load generator sees, and it is busy itself when 10,000 deliveries arrive at once.
`);
}
const failed = rows.filter((row) => row.isMet === false);
for (const row of failed) console.error(`not met: ${row.title}, ${row.figure}: ${row.ratio.toPrecision(3)}, the bar is ${row.bar.toPrecision(3)}`);
const late = startRows.filter((row) => !row.isMet);
for (const row of late) console.error(`not met: ${row.title}: ${Math.round(row.medianMs)} ms, the bar is ${row.barMs}`);
if (failed.length + late.length > 0) process.exitCode = 1;

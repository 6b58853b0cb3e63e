// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The codecs by themselves, as Google Benchmark measures them: CPU time of one call, medians.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const program = (bin) => join(bin, 'codecbench');
export const hasCodecs = (bin) => existsSync(program(bin)); // built where libbenchmark is

/** A row for each codec: {title, cpuNs, bytesPerSecond}. */
export function measureCodecs(bin, rounds) {
  const run = spawnSync(program(bin), ['--benchmark_format=json', `--benchmark_repetitions=${Math.max(rounds, 2)}`,
    '--benchmark_report_aggregates_only=true'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (run.status !== 0) throw new Error(`codecbench ended with ${run.status ?? run.signal}`);
  const { benchmarks } = JSON.parse(run.stdout);
  const broken = benchmarks.find(({ error_occurred: isBroken }) => isBroken);
  if (broken) throw new Error(`${broken.name}: ${broken.error_message}`);
  return benchmarks.filter((entry) => entry.aggregate_name === 'median').map((entry) => ({
    title: entry.run_name.replace(':/', ' '), cpuNs: entry.cpu_time, bytesPerSecond: entry.bytes_per_second,
  }));
}

export function codecsTable(rows) {
  const head = '| codec | CPU each, ns | MiB a second |\n|---|---:|---:|';
  const line = (row) => `| ${row.title} | ${row.cpuNs < 100 ? row.cpuNs.toPrecision(3) : Math.round(row.cpuNs).toLocaleString('en-US')} `
    + `| ${Math.round(row.bytesPerSecond / 1048576).toLocaleString('en-US')} |`;
  return [head, ...rows.map(line)].join('\n');
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From measured runs to medians, ratios, a Markdown table and a plot.

import { figureNames, isMet } from './scenarios.mjs';

export function median(values) {
  const sorted = values.toSorted ? values.toSorted((a, b) => a - b) : [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * A row for each figure of a scenario. `runs` are the rounds, each {confab, node}; the ratio is the median of the rounds'
 * ratios, because a round's two halves were measured one after the other on the same machine.
 */
export function rowsOf(scenario, runs) {
  return scenario.figures.map((figure) => {
    const of = (server) => runs.map((run) => run[server][figure]);
    const ratios = runs.map((run) => run.confab[figure] / run.node[figure]);
    const bar = scenario.bars[figure];
    const ratio = median(ratios);
    return { scenario: scenario.id, title: scenario.title, figure, confab: median(of('confab')), node: median(of('node')), ratio,
      lowest: Math.min(...ratios), highest: Math.max(...ratios), bar, isMet: bar === undefined ? undefined : isMet(figure, ratio, bar) };
  });
}

const number = (value) => (value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3));
/** A ratio as people say it: 1/30, or 20 x. */
export const spoken = (ratio) => (ratio < 1 ? `1/${(1 / ratio).toPrecision(3)}` : `${ratio.toPrecision(3)} x`);

export function markdownTable(rows) {
  const head = '| load | figure | Confab | node | ratio (lowest to highest) | bar | |\n|---|---|---:|---:|---|---|---|';
  const line = (row) => `| ${row.title} | ${figureNames[row.figure]} | ${number(row.confab)} | ${number(row.node)} | ${spoken(row.ratio)} `
    + `(${spoken(row.lowest)} to ${spoken(row.highest)}) | ${row.bar ? spoken(row.bar) : ''} | ${row.bar ? (row.isMet ? 'met' : 'not met') : ''} |`;
  return [head, ...rows.map(line)].join('\n');
}

const escapeXml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** How many times cheaper (or faster) than node's, as bars over a logarithmic scale; legible on light and dark pages. */
export function plot(rows) {
  const shown = rows.filter((row) => row.figure === 'cpuNsEach');
  const [left, width, height] = [330, 380, 26];
  const times = (row) => 1 / row.ratio;
  const scale = (value) => Math.max(0, (Math.log10(value) / 2) * width); // 1 x to 100 x
  const grid = [1, 2, 5, 10, 20, 50, 100].map((value) => `<line x1="${left + scale(value)}" y1="34" x2="${left + scale(value)}" y2="${40 + shown.length * height}" class="grid"/>`
    + `<text x="${left + scale(value)}" y="28" text-anchor="middle" class="small">${value} x</text>`);
  const bars = shown.map((row, index) => {
    const y = 40 + index * height;
    return `<text x="${left - 10}" y="${y + 16}" text-anchor="end">${escapeXml(row.title)}</text>`
      + `<rect x="${left}" y="${y + 3}" width="${scale(times(row)).toFixed(1)}" height="${height - 8}" rx="3" class="bar"/>`
      + `<text x="${left + scale(times(row)) + 6}" y="${y + 16}" class="small">${times(row).toPrecision(3)} x</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + 80}" height="${52 + shown.length * height}" role="img" aria-label="How many times less CPU Confab needs than node's Socket.IO">
<style>text{font:13px sans-serif;fill:#57606a}.small{font-size:11px}.grid{stroke:#8c959f;stroke-opacity:.35}.bar{fill:#0b63ce}
@media (prefers-color-scheme: dark){text{fill:#9aa4af}.bar{fill:#6cb0ff}}</style>
<text x="${left}" y="12" class="small">server CPU for the same work: node / Confab</text>
${grid.join('\n')}
${bars.join('\n')}
</svg>
`;
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is measured, and what the project holds itself to: `bars` are ratios of Confab's figure to node's in the same run.

const stored = { '--event': 'message', '--argument': '"a message that is stored"' };

/** In the order of the table. `figures` names what counts; of each of them less is better, but for `perSecond`. */
export const scenarios = [
  { id: 'burst-1k', title: '1,000 clients, bursts of 32', args: { '--scenario': 'burst', '--clients': 1000, '--burst': 32 },
    figures: ['cpuNsEach', 'perSecond'], bars: { cpuNsEach: 1 / 25, perSecond: 20 } },
  { id: 'burst-10k', title: '10,000 clients, bursts of 16', args: { '--scenario': 'burst', '--clients': 10000, '--burst': 16, '--seconds': 8 },
    figures: ['cpuNsEach', 'perSecond'], bars: { cpuNsEach: 1 / 25, perSecond: 20 } },
  { id: 'flight-1k', title: '1,000 clients, one message in flight', args: { '--scenario': 'burst', '--clients': 1000, '--burst': 1 },
    figures: ['cpuNsEach'], bars: { cpuNsEach: 1 / 2 } },
  { id: 'steady-1k', title: '1,000 clients, 10 messages a second', args: { '--scenario': 'steady', '--clients': 1000, '--rate': 10 },
    figures: ['cpuNsEach', 'p50Ms', 'p99Ms'], bars: { cpuNsEach: 1 / 2, p99Ms: 1 / 2 } },
  { id: 'steady-10k', title: '10,000 clients, 1 message a second', args: { '--scenario': 'steady', '--clients': 10000, '--rate': 1, '--seconds': 8 },
    figures: ['cpuNsEach', 'p50Ms', 'p99Ms'], bars: { cpuNsEach: 1 / 2 } },
  { id: 'echo-1k', title: '100 acknowledgements a second beside 1,000 idle', args: { '--scenario': 'echo', '--clients': 1001, '--rate': 100 },
    figures: ['cpuNsEach', 'p99Ms'], bars: { cpuNsEach: 1 / 2 } },
  { id: 'echo-10k', title: 'the same beside 10,000 idle', args: { '--scenario': 'echo', '--clients': 10001, '--rate': 100 },
    figures: ['cpuNsEach', 'p99Ms', 'kibPerClient'], bars: { cpuNsEach: 1 / 2, kibPerClient: 1 } },
  { id: 'stored', title: 'acknowledgement of a stored message, alone', args: { '--scenario': 'echo', '--clients': 1, '--rate': 100, ...stored },
    figures: ['cpuNsEach', 'p99Ms'], bars: {} },
  { id: 'handshake-1k', title: '1,000 handshakes at once', args: { '--scenario': 'handshake', '--clients': 1000 },
    figures: ['cpuNsEach', 'seconds'], bars: { cpuNsEach: 1 / 2.5 } },
  { id: 'polling-200', title: '200 polling clients, 20 messages a second', args: { '--scenario': 'steady', '--mode': 'polling', '--clients': 200, '--rate': 20 },
    figures: ['cpuNsEach', 'p99Ms'], bars: { cpuNsEach: 1 / 2 } },
  { id: 'plain-1k', title: '1,000 plain WebSockets (node: ws), bursts of 32', args: { '--scenario': 'burst', '--mode': 'plain', '--clients': 1000, '--burst': 32 },
    figures: ['cpuNsEach', 'perSecond'], bars: {} },
];

/** Small enough for every check: wide bars, to find what went wrong by a factor, not by percents. */
export const smoke = [
  { id: 'burst', title: '200 clients, bursts of 32', args: { '--scenario': 'burst', '--clients': 200, '--burst': 32, '--seconds': 2 },
    figures: ['cpuNsEach', 'perSecond'], bars: { cpuNsEach: 1 / 5, perSecond: 4 } },
  { id: 'echo', title: '100 acknowledgements a second beside 1,000 idle', args: { '--scenario': 'echo', '--clients': 1000, '--rate': 100, '--seconds': 2 },
    figures: ['cpuNsEach'], bars: { cpuNsEach: 1 } },
  { id: 'polling', title: '100 polling clients, 20 messages a second', args: { '--scenario': 'steady', '--mode': 'polling', '--clients': 100, '--rate': 20, '--seconds': 2 },
    figures: ['cpuNsEach'], bars: { cpuNsEach: 1 } },
  { id: 'handshake', title: '300 handshakes at once', args: { '--scenario': 'handshake', '--clients': 300 },
    figures: ['cpuNsEach'], bars: { cpuNsEach: 1 } },
];

export const figureNames = {
  cpuNsEach: 'server CPU each, ns',
  perSecond: 'a second',
  p50Ms: 'median latency, ms',
  p99Ms: 'p99 latency, ms',
  seconds: 'time, s',
  kibPerClient: 'KiB per client',
};

/** Whether a ratio of Confab to node is within its bar. */
export function isMet(figure, ratio, bar) {
  return figure === 'perSecond' ? ratio >= bar : ratio <= bar;
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

/** Counts checks by client and mode, and prints one line for each client; ./check shows these lines in its summary. */
export class Matrix {
  constructor(checks) {
    this.expected = checks.length;
    this.clients = new Map();
  }

  cell(client, mode) {
    if (!this.clients.has(client)) this.clients.set(client, new Map());
    const modes = this.clients.get(client);
    if (!modes.has(mode)) modes.set(mode, new Set());
    return modes.get(mode);
  }

  /** Runs a check and counts it when it passes. */
  async record(client, mode, check, run) {
    const passed = this.cell(client, mode);
    await run();
    passed.add(check);
  }

  print() {
    const width = Math.max(...[...this.clients.keys()].map((client) => client.length));
    for (const [client, modes] of this.clients) {
      const cells = [...modes].map(([mode, passed]) => `${mode} ${passed.size}/${this.expected}`.padEnd(16));
      console.log(`matrix: ${client.padEnd(width)}  ${cells.join('  ').trimEnd()}`);
    }
  }
}

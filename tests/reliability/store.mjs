// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a server has stored, seen from outside: the tests of reliability compare it with what clients were promised.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes with the process. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'confab-reliability-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const output = (command, args) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, timeout: 60000 });

/** A server that is at work may hold the file for a moment. */
const patient = ['-cmd', '.timeout 10000'];

export const databaseOf = (data) => join(data, 'confab.db');

/**
 * The stored messages of the lobby, {seq, id, text}, in the order of their numbers; also beside a running server. Read by SQLite's own
 * shell, so that nothing of ours has to be believed; see docs/adr/0014-the-log-on-disk.md for `place`.
 */
export function storedIn(data) {
  const rows = output('sqlite3', [...patient, '-json', databaseOf(data), `SELECT place & ((1 << 40) - 1) AS seq, id, text FROM events
    WHERE kind = 1 AND place >> 40 = (SELECT room FROM rooms WHERE name = 'lobby') ORDER BY place`]);
  return rows ? JSON.parse(rows) : [];
}

/** What SQLite says about the file: 'ok', or what is wrong. */
export function integrityOf(data) {
  return sql(data, 'PRAGMA integrity_check');
}

/** Runs a statement on the log's file, and gives back what it prints. */
export function sql(data, statement) {
  return output('sqlite3', [...patient, databaseOf(data), statement]).trim();
}

/** Whether numbers are 1, 2, 3 and so on; the first fault in words, or nothing. */
export function holeIn(messages) {
  const index = messages.findIndex(({ seq }, i) => seq !== i + 1);
  return index < 0 ? '' : `number ${messages[index].seq} where ${index + 1} should be`;
}

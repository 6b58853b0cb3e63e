// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Node's own socket.io, whichever version a test wants.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The versions that the native client is tested with, by their names in package.json. */
export const serverAliases = ['socket.io-1', 'socket.io-2', 'socket.io-3', 'socket.io'];

/** Some do not export their package.json, so it is read as a file. */
export function versionOf(alias) {
  const path = fileURLToPath(new URL(`../node_modules/${alias}/package.json`, import.meta.url));
  return JSON.parse(readFileSync(path, 'utf8')).version;
}

/** A server of that version on `http`. */
export function makeServer(alias, http, options) {
  const found = require(alias);
  const { Server = found } = found;
  return new Server(http, options);
}

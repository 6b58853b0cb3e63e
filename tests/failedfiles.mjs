// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A reporter for `node --test`: the files in which a test failed, a line each, maybe more than once.

export default async function* failedFiles(events) {
  for await (const { type, data } of events) {
    // A file that cannot even be loaded is a test of its own, with its path as the name.
    if (type === 'test:fail') yield `${data.file ?? data.name}\n`;
  }
}

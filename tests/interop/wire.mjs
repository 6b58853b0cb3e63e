// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A wire between a client and a server that a test can cut.

import { connect, createServer } from 'node:net';

/** A wire to `port` that can be cut. */
export async function startWire(context, port) {
  const ends = new Set();
  const wire = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]]) {
      ends.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise((resolve) => { wire.listen(0, '127.0.0.1', resolve); });
  const cut = () => ends.forEach((end) => end.destroy());
  context.after(() => {
    cut();
    wire.close();
  });
  return { url: `http://127.0.0.1:${wire.address().port}`, cut };
}

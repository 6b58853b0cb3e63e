// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A wire between clients and a server that a test can cut.

import { connect, createServer } from 'node:net';

/**
 * A wire to `wire.port`, which may change. `cut()` breaks every connection; who comes while `isOpen` is false is turned away.
 */
export async function startWire(context, port) {
  const wire = { port, isOpen: true };
  const ends = new Set();
  const server = createServer((near) => {
    if (!wire.isOpen) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(wire.port, '127.0.0.1');
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
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  wire.cut = () => ends.forEach((end) => end.resetAndDestroy());
  wire.url = `http://127.0.0.1:${server.address().port}`;
  context.after(() => {
    wire.isOpen = false;
    wire.cut();
    server.close();
  });
  return wire;
}

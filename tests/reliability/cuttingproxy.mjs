// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A TCP proxy whose connections do not last, as in a train.

import { connect, createServer } from 'node:net';

const kinds = ['reset', 'half-closed', 'black-holed'];
/** ms: of a half-closed connection the other half, of a black hole all that nobody gave up. */
const halfLife = 3000;
const longestHole = 20000;

/**
 * In front of `port`; each connection is broken after a random time of `mean` ms on average, each time in one of three ways:
 *
 * - reset: both ends get a RST;
 * - half-closed: one end, by chance, gets a FIN and nothing more, what it says is still forwarded for a while;
 * - black-holed: nothing is forwarded any more and nobody is told, not even when one end gives up.
 *
 * `cuts` counts them. `heal()`: from now on connections last; those that are broken are ended.
 */
export async function startCuttingProxy(port, chance, mean) {
  const proxy = { cuts: Object.fromEntries(kinds.map((kind) => [kind, 0])), connections: 0 };
  const pairs = new Set();
  let isBreaking = true;

  function end(pair) {
    pairs.delete(pair);
    clearTimeout(pair.timer);
    for (const socket of pair.ends) socket.destroy();
  }

  function cut(pair) {
    const kind = kinds[Math.floor(chance() * kinds.length)];
    proxy.cuts[kind] += 1;
    pair.isBroken = true;
    const [one, other] = chance() < 0.5 ? pair.ends : [...pair.ends].reverse();
    if (kind === 'reset') {
      one.resetAndDestroy();
      other.resetAndDestroy();
      end(pair);
    } else if (kind === 'half-closed') {
      other.unpipe(one);
      other.resume();
      one.end();
      pair.timer = setTimeout(() => end(pair), halfLife);
    } else {
      pair.isHole = true;
      for (const socket of pair.ends) {
        socket.unpipe();
        socket.resume(); // the system behind a hole takes what it has room for
      }
      pair.timer = setTimeout(() => end(pair), longestHole);
    }
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const pair = { ends: [near, far], timer: null, isBroken: false, isHole: false };
    pairs.add(pair);
    proxy.connections += 1;
    for (const [from, to] of [pair.ends, [far, near]]) {
      from.pipe(to);
      from.on('error', () => {});
      from.on('close', () => {
        if (!pair.isHole) end(pair);
        else if (pair.ends.every(({ destroyed }) => destroyed)) end(pair);
      });
      from.on('end', () => { if (pair.isHole) from.destroy(); });
    }
    if (isBreaking) pair.timer = setTimeout(() => cut(pair), -Math.log(1 - chance()) * mean);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.heal = () => {
    isBreaking = false;
    for (const pair of [...pairs]) {
      if (pair.isBroken) end(pair);
      else clearTimeout(pair.timer);
    }
  };
  proxy.close = () => {
    server.close();
    for (const pair of [...pairs]) end(pair);
  };
  return proxy;
}

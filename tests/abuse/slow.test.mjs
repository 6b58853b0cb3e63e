// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Peers that take their time, beside each other: the deadlines are the product's, and a drip extends none of them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { productScene } from './bystander.mjs';
import { RawPeer, binary, bytes, more, request, text, upgrade } from './raw-peer.mjs';

let scene;
before(async () => { scene = await productScene(); });
after(() => scene.end());

const post = (fields) => request('POST /socket.io/?EIO=4&transport=polling', fields).toString();

// Name, what is sent at once, what is then sent again and again, the answer's status or the Close frame's code.
const rows = [
  ['says nothing', '', '', []],
  ['sends empty lines', '', '\r', [400]], // and no more than two of them
  ['begins a request line', 'GET /', '', [408]],
  ['drips a request line', 'GET /', 'a', [408]],
  ['drips fields', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n', 'X: y\r\n', [408]],
  ['drips a second head', request('GET /healthz').toString(), 'G', [200, 408]],
  ['sends no body', post(['Content-Length: 10']), '', [408]],
  ['drips a body', post(['Content-Length: 1000']), '4', [408]],
  ['drips chunks', post(['Transfer-Encoding: chunked']), '1\r\nx\r\n', [408]],
  ['drips an extension of a chunk', post(['Transfer-Encoding: chunked']) + '1;', 'a', [408]],
  ['waits for 100 and goes on waiting', post(['Expect: 100-continue', 'Content-Length: 10']), '', [100, 408]],
  ['never ends a frame', Buffer.concat([upgrade('/ws'), text('hello').subarray(0, 8)]), '', [101], 1008],
  ['drips a frame', Buffer.concat([upgrade('/ws'), binary('', { announce: 100 })]), '\x37', [101], 1008],
  ['drips the head of a frame', Buffer.concat([upgrade('/ws'), bytes('\x81')]), '', [101], 1008],
  ['drips fragments', Buffer.concat([upgrade('/ws'), text('', { fin: false })]), more('', { fin: false }), [101], 1008],
  ['leaves a handshake unfinished', upgrade('/ws').subarray(0, 100), '', [408]],
];

describe('ten seconds for a head, a body or a message from its first byte', { concurrency: rows.length }, () => {
  for (const [name, start, drip, statuses, code] of rows) {
    test(`a peer that ${name}: ${code ?? (statuses.join() || 'closed')}`, async () => {
      const peer = new RawPeer(scene.port);
      const drips = setInterval(() => {
        if (drip && !peer.isClosed) peer.send(drip);
      }, 500);
      try {
        peer.send(start);
        await peer.closed(25000);
        const took = Date.now() - peer.began;
        assert.deepEqual(peer.parse().responses.map(({ status }) => status), statuses);
        if (code) assert.deepEqual(peer.frames().at(-1), ['close', code]); // behind what the others said meanwhile
        if (statuses[0] !== 400) assert.ok(took > 9000, `after ${took} ms already`);
        assert.ok(took < 20000, `after ${took} ms only`); // 10 s, a slow machine, the peer's drip of 500 ms
        await scene.undisturbed();
      } finally {
        clearInterval(drips);
        peer.destroy();
      }
    });
  }
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// WebSockets as nobody should speak them, over real sockets to confabd: at /ws and as a transport of Engine.IO. Each
// case says how it ends; two people chat meanwhile and notice nothing.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { productScene } from './bystander.mjs';
import { RawPeer, binary, bytes, close, frame, more, opcodes, ping, request, text, upgrade } from './raw-peer.mjs';

let scene;
before(async () => { scene = await productScene(); });
after(() => scene.end());

const join = (...parts) => Buffer.concat(parts.map(bytes));
const enginePath = '/socket.io/?EIO=4&transport=websocket';

async function withPeer(work) {
  const peer = new RawPeer(scene.port);
  try {
    await work(peer);
    await scene.undisturbed();
  } finally {
    peer.destroy();
  }
}

describe('handshakes', () => {
  for (const [name, wire, status] of [
    ['no version', upgrade('/ws', { 'Sec-WebSocket-Version': null }), 426],
    ['version 8', upgrade('/ws', { 'Sec-WebSocket-Version': '8' }), 426],
    ['a list of versions', upgrade('/ws', { 'Sec-WebSocket-Version': '13, 8' }), 426],
    ['no key', upgrade('/ws', { 'Sec-WebSocket-Key': null }), 400],
    ['an empty key', upgrade('/ws', { 'Sec-WebSocket-Key': '' }), 400],
    ['a short key', upgrade('/ws', { 'Sec-WebSocket-Key': 'YWJj' }), 400],
    ['a key that is no base64', upgrade('/ws', { 'Sec-WebSocket-Key': '!!!!IHNhbXBsZSBub25jZQ==' }), 400],
    ['two keys', upgrade('/ws', { 'sec-websocket-key': 'AQIDBAUGBwgJCgsMDQ4PEA==' }), 400],
    ['no Host', upgrade('/ws', { Host: null }), 400],
    ['a body', join(upgrade('/ws', { 'Content-Length': '5' }), 'hello'), 400],
    ['chunks', join(upgrade('/ws', { 'Transfer-Encoding': 'chunked' }), '0\r\n\r\n'), 400],
    ['an unknown expectation', upgrade('/ws', { Expect: 'x' }), 417],
    ['HTTP/1.0', bytes(upgrade('/ws').toString().replace('HTTP/1.1', 'HTTP/1.0')), 426],
    ['a place without a WebSocket', upgrade('/nowhere'), 404],
    ['a place that climbs to one', upgrade('/x/../ws'), 404],
    ['an unknown session', upgrade(`${enginePath}&sid=nobody`), 400],
    ['a poll that wants to upgrade', upgrade('/socket.io/?EIO=4&transport=polling'), 400],
  ]) {
    test(`${name}: ${status}`, () => withPeer(async (peer) => {
      peer.send(wire);
      const [answer] = await peer.responses(1);
      assert.equal(answer.status, status);
      if (status === 426 && name !== 'HTTP/1.0') assert.equal(answer.headers['sec-websocket-version'], '13');
      await peer.closed();
    }));
  }

  for (const [name, fields] of [
    ['extensions', { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' }],
    ['subprotocols that nobody speaks', { 'Sec-WebSocket-Protocol': 'chat, superchat' }],
    ['Connection in a list', { Connection: 'keep-alive, Upgrade' }],
    ['any case', { Connection: 'UPGRADE', Upgrade: 'WebSocket' }],
  ]) {
    test(`${name}: 101, and nothing is promised`, () => withPeer(async (peer) => {
      peer.send(upgrade('/ws', fields));
      const [{ status, headers }] = await peer.responses(1);
      assert.equal(status, 101);
      assert.ok(!('sec-websocket-extensions' in headers) && !('sec-websocket-protocol' in headers));
      assert.deepEqual(Object.keys(headers).filter((field) => field.startsWith('access-control')), []);
    }));
  }
});

// Name, frames, the code of the Close that answers. What has a slash is sent to the end of that part first.
const offences = [
  ['an unmasked frame', text('hello', { mask: false }), 1002],
  ['an unmasked ping', ping('x', { mask: false }), 1002],
  ['the first reserved bit', text('hello', { rsv: 4 }), 1002],
  ['the second reserved bit', text('hello', { rsv: 2 }), 1002],
  ['the third reserved bit', text('hello', { rsv: 1 }), 1002],
  ['a reserved bit on a control frame', ping('x', { rsv: 4 }), 1002],
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => [`opcode ${opcode}`, frame(opcode, 'x'), 1002]),
  ['a fragmented ping', ping('x', { fin: false }), 1002],
  ['a fragmented Close', frame(opcodes.close, '', { fin: false }), 1002],
  ['a ping of 126 bytes', ping('x'.repeat(126)), 1002],
  ['a pong of 126 bytes', frame(opcodes.pong, 'x'.repeat(126)), 1002],
  ['a Close of 126 bytes', close(1000, 'x'.repeat(124)), 1002],
  ['a ping with a long form of its length', ping('x', { lengthBytes: 2 }), 1002],
  ['a continuation of nothing', more('x'), 1002],
  ['a new message inside another', join(text('a', { fin: false }), text('b')), 1002],
  ['a length of 5 in two bytes', text('hello', { lengthBytes: 2 }), 1002],
  ['a length of 5 in eight bytes', text('hello', { lengthBytes: 8 }), 1002],
  ['a length of 300 in eight bytes', text('x'.repeat(300), { lengthBytes: 8 }), 1002],
  ['a length with the top bit', text('', { lengthBytes: 8, announce: 0x8000000000000000n }), 1002],
  ['a length of 2^63 - 1', text('', { lengthBytes: 8, announce: 0x7fffffffffffffffn }), 1009],
  ['a length of 4 GiB', text('', { lengthBytes: 8, announce: 0x100000000n }), 1009],
  ['one byte more than may be', text('', { announce: 1000001 }), 1009],
  ['fragments that together are too large',
    join(text('x'.repeat(600000), { fin: false }), more('', { announce: 400001 })), 1009],
  ['16,385 fragments', join(text('', { fin: false }), ...Array(16384).fill(more('', { fin: false }))), 1008],
  ['a byte that no text has', text(Buffer.from('a\xffb', 'latin1')), 1007],
  ['a lone continuation byte', text(Buffer.from([0x80])), 1007],
  ['an overlong form', text(Buffer.from([0xc0, 0xaf])), 1007],
  ['an overlong form of three bytes', text(Buffer.from([0xe0, 0x80, 0xaf])), 1007],
  ['a surrogate', text(Buffer.from([0xed, 0xa0, 0x80])), 1007],
  ['a code point above U+10FFFF', text(Buffer.from([0xf4, 0x90, 0x80, 0x80])), 1007],
  ['five bytes for a character', text(Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80])), 1007],
  ['a text that ends inside a character', text(Buffer.from([0xe2, 0x82])), 1007],
  ['a character that breaks off between fragments', join(text(Buffer.from([0xe2, 0x82]), { fin: false }), more('a')), 1007],
  ['bad text in a frame that goes on', join(text('', { announce: 1000 }), Buffer.from([0x37 ^ 0xff])), 1007],
  ['bad text in a fragment, the rest never comes', text(Buffer.from([0xc1]), { fin: false }), 1007],
  ['a Close of one byte', frame(opcodes.close, 'x'), 1002],
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535].map((code) => [`close code ${code}`, close(code), 1002]),
  ['a reason that is no UTF-8', frame(opcodes.close, Buffer.from([0x03, 0xe8, 0xff])), 1007],
  ['a reason that ends inside a character', frame(opcodes.close, Buffer.from([0x03, 0xe8, 0xe2, 0x82])), 1007],
  ['a good Close', close(1000, 'bye'), 1000],
  ['an empty Close', close(), undefined],
  ['a Close with a code of one\'s own', close(4999), 4999],
  ['a Close inside a message', join(text('a', { fin: false }), close(1001)), 1001],
  ['bytes behind a Close', join(close(1000), text('too late'), Buffer.alloc(1000, 0xff)), 1000],
];

for (const [where, path, greeting] of [['/ws', '/ws', 0], ['Engine.IO', enginePath, 1]]) {
  describe(`frames at ${where}: the Close says why, then the server hangs up`, () => {
    for (const [name, wire, code] of offences) {
      // The chat takes shorter texts than a Socket.IO packet may be; what is large has its case below.
      if (path === '/ws' && /together|385|one byte more/.test(name)) continue;
      test(`${name}: ${code ?? 'empty'}`, () => withPeer(async (peer) => {
        await peer.open(path);
        peer.send(wire);
        await peer.closed();
        const frames = peer.frames().slice(greeting);
        assert.deepEqual(frames, [['close', code]]);
      }));
    }
  });
}

describe('in the segment of the handshake, as if it came later', () => {
  for (const [name, first, expected] of [
    ['a ping', ping('early'), [['pong', Buffer.from('early')]]],
    ['a ping and a Close', join(ping('early'), close(1000)), [['pong', Buffer.from('early')], ['close', 1000]]],
    ['a bad opcode', frame(3), [['close', 1002]]],
    ['an unmasked frame', text('x', { mask: false }), [['close', 1002]]],
    ['bad text', text(Buffer.from([0xff])), [['close', 1007]]],
    ['a binary message, which the chat has not', binary('x'), [['close', 1003]]],
  ]) {
    test(name, () => withPeer(async (peer) => {
      await peer.open('/ws', first);
      await peer.until(() => peer.frames().length >= expected.length, 'the frames');
      assert.deepEqual(peer.frames(), expected);
      if (expected.at(-1)[0] === 'close') await peer.closed();
    }));
  }

  for (const [name, wire, heard] of [
    ['a text', text('early'), 'early'],
    ['a text with U+FEFF', text('\ufeffearly'), '\ufeffearly'],
    ['a text in fragments, cut inside a character', join(text(Buffer.from('ä').subarray(0, 1), { fin: false }), ping('x'),
      more(Buffer.from('ä').subarray(1))), 'ä'],
    ['a text, a Close and a FIN', join(text('and gone'), close()), 'and gone'],
  ]) {
    test(`${name} is heard by the others`, () => withPeer(async (peer) => {
      const message = new Promise((resolve) => { scene.sockets[1].once('message', resolve); });
      await peer.open('/ws', wire);
      if (name.endsWith('FIN')) peer.finish();
      assert.equal((await message).message, heard);
    }));
  }
});

describe('limits', () => {
  test('an upgrade pipelined behind a request, with frames behind it', () => withPeer(async (peer) => {
    peer.send(join(request('GET /healthz'), upgrade('/ws'), ping('late'), close(1000)));
    const answers = await peer.responses(2);
    assert.deepEqual(answers.map(({ status }) => status), [200, 101]);
    await peer.closed();
    assert.deepEqual(peer.frames(), [['pong', Buffer.from('late')], ['close', 1000]]);
  }));

  test('a text longer than the chat takes: 1009 by its header', () => withPeer(async (peer) => {
    await peer.open('/ws');
    peer.send(text('', { announce: 16385 }));
    await peer.closed();
    assert.deepEqual(peer.frames(), [['close', 1009]]);
  }));

  test('frames byte by byte', () => withPeer(async (peer) => {
    await peer.open('/ws');
    await peer.sendChopped(join(ping('one'), ping(''), close(1000)));
    await peer.closed();
    assert.deepEqual(peer.frames(), [['pong', Buffer.from('one')], ['pong', Buffer.alloc(0)], ['close', 1000]]);
  }));

  test('clients that vanish at any byte', () => withPeer(async (last) => {
    const wire = join(upgrade('/ws'), ping('x'), text('half').subarray(0, 7));
    for (let size = 1; size <= wire.length; size += 3) {
      const peer = new RawPeer(scene.port);
      peer.send(wire.subarray(0, size));
      await new Promise((resolve) => { peer.socket.once('connect', resolve); });
      if (size % 2) peer.socket.resetAndDestroy();
      else peer.destroy();
    }
    await last.open('/ws');
  }));
});

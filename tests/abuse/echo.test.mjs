// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The plain echo of confab-conformance, along the groups of the Autobahn test suite (1 to 7, 9 and 10): what comes back,
// in which order, and how it ends. The numbers are those of the suite, the cases are our own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { echoScene } from './bystander.mjs';
import { RawPeer, binary, bytes, close, frame, more, opcodes, ping, text } from './raw-peer.mjs';

let scene;
before(async () => { scene = await echoScene(); });
after(() => scene.end('SIGTERM')); // it has no end of its own

const pong = (payload) => frame(opcodes.pong, payload);
const part = (payload) => text(payload, { fin: false });
const next = (payload) => more(payload, { fin: false });

// What is expected, in the words of frames(); the server's own Close behind a failure carries a reason that is ours.
const sees = {
  text: (payload) => ['text', Buffer.from(payload)],
  binary: (payload) => ['binary', Buffer.from(payload)],
  pong: (payload = '') => ['pong', Buffer.from(payload)],
  close: (code) => ['close', code],
};

/** Sends `wire`, all at once, byte by byte or as given, and compares everything that comes back until the end. */
async function converse(wire, expected, chop) {
  const peer = new RawPeer(scene.port);
  try {
    await peer.open('/echo');
    const all = Buffer.concat(wire.map(bytes));
    if (chop) await peer.sendChopped(all, chop);
    else peer.send(all);
    await peer.until(() => peer.frames().length >= expected.length, `${expected.length} frames`);
    if (expected.at(-1)?.[0] === 'close') {
      await peer.closed();
    } else { // still a connection, and in order
      peer.send(close(1000));
      await peer.closed();
      expected = [...expected, sees.close(1000)];
    }
    assert.deepEqual(peer.frames(), expected);
    await scene.undisturbed();
  } finally {
    peer.destroy();
  }
}

const fails = (code) => [sees.close(code)];
const payloads = [0, 125, 126, 127, 128, 65535, 65536];
const utf8 = 'κόσμε-äöü-€-😀-\u0000-\uffff-\u{10ffff}-\ufeff';
const badUtf8 = {
  'a surrogate': 'cebae1bdb9cf83cebceda080656469746564', 'a lone byte': '80', 'two lone bytes': '80bf',
  'an impossible byte': 'fe', 'another': 'ff', 'overlong slash, two': 'c0af', 'overlong slash, three': 'e080af',
  'overlong slash, four': 'f08080af', 'overlong NUL': 'c080', 'overlong boundary': 'c1bf', 'overlong, three': 'e09fbf',
  'overlong, four': 'f08fbfbf', 'first surrogate': 'eda080', 'last surrogate': 'edbfbf', 'a pair of surrogates': 'eda080edb080',
  'five bytes': 'f888808080', 'six bytes': 'fc8480808080', 'above U+10FFFF': 'f4908080', 'cut after one': 'c3',
  'cut after two': 'e282', 'cut after three': 'f09f98', 'text behind a start': 'ce41',
};

const groups = {
  '1 messages': payloads.flatMap((size) => [
    [`1.1 text of ${size}`, [text('*'.repeat(size))], [sees.text('*'.repeat(size))]],
    [`1.2 bytes, ${size}`, [binary(Buffer.alloc(size, 0xfe))], [sees.binary(Buffer.alloc(size, 0xfe))]],
  ]).concat([
    ['1.1.8 text in chops of 997', [text('*'.repeat(65536))], [sees.text('*'.repeat(65536))], 997],
    ['1.2.8 bytes in chops of 997', [binary(Buffer.alloc(65536, 0xfe))], [sees.binary(Buffer.alloc(65536, 0xfe))], 997],
  ]),
  '2 pings': [
    ['2.1 empty', [ping()], [sees.pong()]],
    ['2.2 with text', [ping('hello')], [sees.pong('hello')]],
    ['2.3 with bytes', [ping(Buffer.from([0, 255, 254, 128]))], [sees.pong(Buffer.from([0, 255, 254, 128]))]],
    ['2.4 of 125 bytes', [ping(Buffer.alloc(125, 0xfe))], [sees.pong(Buffer.alloc(125, 0xfe))]],
    ['2.5 of 126 bytes', [ping(Buffer.alloc(126, 0xfe))], fails(1002)],
    ['2.6 byte by byte', [ping(Buffer.alloc(125, 0xfe))], [sees.pong(Buffer.alloc(125, 0xfe))], 1],
    ['2.7 a pong that nobody asked for', [pong()], []],
    ['2.8 one with a payload', [pong('unasked')], []],
    ['2.9 a pong, then a ping', [pong('unasked'), ping('asked')], [sees.pong('asked')]],
    ['2.10 ten pings', [...Array(10).keys()].map((i) => ping(`${i}`)), [...Array(10).keys()].map((i) => sees.pong(`${i}`))],
    ['2.11 ten pings byte by byte', [...Array(10).keys()].map((i) => ping(`${i}`)),
      [...Array(10).keys()].map((i) => sees.pong(`${i}`)), 1],
  ],
  '3 reserved bits': [
    ['3.1', [text('a', { rsv: 1 })], fails(1002)],
    ['3.2 behind a message', [text('a'), text('b', { rsv: 2 }), ping()], [sees.text('a'), sees.close(1002)]],
    ['3.3 in chops', [text('a'), text('b', { rsv: 3 }), ping()], [sees.text('a'), sees.close(1002)], 5],
    ['3.4 byte by byte', [text('a'), text('b', { rsv: 4 }), ping()], [sees.text('a'), sees.close(1002)], 1],
    ['3.5 on bytes', [binary('a', { rsv: 5 })], fails(1002)],
    ['3.6 on a ping', [ping('a', { rsv: 6 })], fails(1002)],
    ['3.7 on a Close', [frame(opcodes.close, '', { rsv: 7 })], fails(1002)],
  ],
  '4 opcodes': [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
    [`4 opcode ${opcode}`, [frame(opcode)], fails(1002)],
    [`4 opcode ${opcode} behind a message`, [text('a'), frame(opcode, 'b'), ping()], [sees.text('a'), sees.close(1002)]],
  ]),
  '5 fragments': [
    ['5.1 a ping', [ping('a', { fin: false }), more('b')], fails(1002)],
    ['5.2 a pong', [frame(opcodes.pong, 'a', { fin: false }), more('b')], fails(1002)],
    ['5.3 a text', [part('frag'), more('ment')], [sees.text('fragment')]],
    ['5.5 a text byte by byte', [part('frag'), more('ment')], [sees.text('fragment')], 1],
    ['5.6 a ping between', [part('frag'), ping('p'), more('ment')], [sees.pong('p'), sees.text('fragment')]],
    ['5.8 the same byte by byte', [part('frag'), ping('p'), more('ment')], [sees.pong('p'), sees.text('fragment')], 1],
    ['5.9 an end of nothing', [more('a'), text('b')], fails(1002)],
    ['5.12 a part of nothing', [next('a'), text('b')], fails(1002)],
    ['5.15 a part of nothing behind a message', [part('frag'), more('ment'), next('x'), text('y')],
      [sees.text('fragment'), sees.close(1002)]],
    ['5.18 a text inside a text', [part('a'), text('b')], fails(1002)],
    ['5.18 bytes inside a text', [part('a'), binary('b')], fails(1002)],
    ['5.19 five parts and two pings', [part('1'), next('2'), ping('p'), next('3'), next('4'), ping('q'), more('5')],
      [sees.pong('p'), sees.pong('q'), sees.text('12345')]],
    ['5.20 the same byte by byte', [part('1'), next('2'), ping('p'), next('3'), next('4'), ping('q'), more('5')],
      [sees.pong('p'), sees.pong('q'), sees.text('12345')], 1],
    ['empty parts', [part(''), next(''), more('')], [sees.text('')]],
    ['parts of bytes', [binary('\x01', { fin: false }), more('\x02')], [sees.binary('\x01\x02')]],
  ],
  '6 UTF-8': [
    ['6.1 nothing', [text('')], [sees.text('')]],
    ['6.1 nothing in three parts', [part(''), next(''), more('')], [sees.text('')]],
    ['6.2 all kinds', [text(utf8)], [sees.text(utf8)]],
    ['6.2 every byte a fragment', [part(''), ...[...Buffer.from(utf8)].map((byte) => next(Buffer.from([byte]))), more('')],
      [sees.text(utf8)]],
    ['6.2 byte by byte', [text(utf8)], [sees.text(utf8)], 1],
    ['6.4 in the first of two parts', [part(Buffer.from('cebae1bdb9cf83cebcceb5f4908080', 'hex'))], fails(1007)],
    ['6.4 at its byte, the frame unfinished', [text('', { announce: 50 }), bytes('\xc9\x7b')], fails(1007)],
    ['6.5-6.21 bytes instead of text are not looked at', [binary(Buffer.from('f4908080', 'hex'))],
      [sees.binary(Buffer.from('f4908080', 'hex'))]],
    ...Object.entries(badUtf8).flatMap(([name, hex]) => [
      [`6 ${name}`, [text(Buffer.from(hex, 'hex'))], fails(1007)],
      [`6 ${name}, behind a message and byte by byte`, [text('a'), text(Buffer.from(hex, 'hex'))],
        [sees.text('a'), sees.close(1007)], 1],
    ]),
    ['6.22 noncharacters', [text('\ufffe\uffff\u{1fffe}\u{10ffff}')], [sees.text('\ufffe\uffff\u{1fffe}\u{10ffff}')]],
    ['6.23 U+FFFD', [text('\ufffd')], [sees.text('\ufffd')]],
  ],
  '7 the end': [
    ['7.1.1 behind a message', [text('a'), close(1000)], [sees.text('a'), sees.close(1000)]],
    ['7.1.2 twice', [close(1000), close(1000)], [sees.close(1000)]],
    ['7.1.3 then a ping', [close(1000), ping()], [sees.close(1000)]],
    ['7.1.4 then a text', [close(1000), text('a')], [sees.close(1000)]],
    ['7.1.5 inside a message', [part('a'), close(1000), more('b')], [sees.close(1000)]],
    ['7.1.6 behind a large message', [text('*'.repeat(256 * 1024)), close(1000), ping()],
      [sees.text('*'.repeat(256 * 1024)), sees.close(1000)]],
    ['7.3.1 without a code', [close()], [sees.close(undefined)]],
    ['7.3.2 with half a code', [frame(opcodes.close, 'a')], fails(1002)],
    ['7.3.4 with a reason', [close(1000, 'bye')], [sees.close(1000)]],
    ['7.3.5 with the longest reason', [close(1000, '*'.repeat(123))], [sees.close(1000)]],
    ['7.3.6 with a longer one', [close(1000, '*'.repeat(124))], fails(1002)],
    ['7.5.1 with a bad reason', [frame(opcodes.close, Buffer.from('03e8cebae1bdb9cf83eda080', 'hex'))], fails(1007)],
    ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
      .map((code) => [`7.7 with ${code}`, [close(code)], [sees.close(code)]]),
    ...[0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535]
      .map((code) => [`7.9 with ${code}`, [close(code)], fails(1002)]),
  ],
  '10 fragments of their own making': [
    ['10.1.1 65,536 in parts of 1300', [part('*'.repeat(1300)), ...Array(49).fill(next('*'.repeat(1300))), more('*'.repeat(536))],
      [sees.text('*'.repeat(65536))]],
  ],
};

for (const [group, rows] of Object.entries(groups)) {
  describe(group, () => {
    for (const [name, wire, expected, chop] of rows) test(name, () => converse(wire, expected, chop));
  });
}

describe('9 size', () => {
  const mebi = 1024 * 1024;
  const random = Buffer.from(Array.from({ length: 65536 }, (_, i) => (i * 131 + (i >> 8)) & 0x7f));
  const content = (size) => Buffer.alloc(size, random);

  /** Resolves when one message of `size` is back, as it went. */
  async function comesBack(kind, wire, size, chop) {
    const peer = new RawPeer(scene.port);
    try {
      await peer.open('/echo');
      const before = peer.size;
      const overhead = size < 126 ? 2 : size < 65536 ? 4 : 10;
      const sent = chop ? peer.sendChopped(wire, chop) : peer.send(wire);
      await peer.until(() => peer.size - before >= size + overhead, `${size} bytes`);
      await sent;
      const [[name, payload]] = peer.frames();
      assert.equal(name, kind);
      assert.ok(payload.equals(content(size)), 'something else came back');
    } finally {
      peer.destroy();
    }
    await scene.undisturbed();
  }

  for (const size of [65536, mebi, 4 * mebi, 16 * mebi, 32 * mebi]) {
    test(`9.1 text of ${size}`, () => comesBack('text', text(content(size)), size));
    test(`9.2 bytes, ${size}`, () => comesBack('binary', binary(content(size)), size));
  }
  for (const size of [64, 256, 1024, 65536, mebi]) {
    test(`9.3 4 MiB of text in fragments of ${size}`, () => {
      const all = content(4 * mebi);
      const parts = [];
      for (let at = 0; at < all.length; at += size) {
        parts.push(frame(at ? opcodes.continuation : opcodes.text, all.subarray(at, at + size), { fin: at + size >= all.length }));
      }
      return comesBack('text', Buffer.concat(parts), all.length);
    });
  }
  for (const chop of [64, 512, 2048]) {
    test(`9.5 1 MiB in chops of ${chop}`, () => comesBack('binary', binary(content(mebi)), mebi, chop));
  }
  for (const size of [0, 16, 64, 1024, 16384]) {
    test(`9.7 a thousand messages of ${size}`, async () => {
      const peer = new RawPeer(scene.port);
      await peer.open('/echo');
      const before = peer.size;
      const each = size + (size < 126 ? 2 : 4);
      for (let i = 1; i <= 1000; i += 1) {
        peer.send(text(content(size)));
        await peer.until(() => peer.size - before >= i * each, `echo ${i}`);
      }
      assert.equal(peer.frames().length, 1000);
      peer.destroy();
      await scene.undisturbed();
    });
  }
  test('one byte more than 32 MiB: 1009 by its header', () => converse([binary('', { announce: 32 * mebi + 1 })], fails(1009)));
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What confab-conformance serves over HTTP for test suites from outside.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { echoScene } from './bystander.mjs';
import { RawPeer, request } from './raw-peer.mjs';

let scene;
before(async () => { scene = await echoScene(); });
after(() => scene.end('SIGTERM')); // it has no end of its own

for (const [name, wire, status, body] of [
  ['hello', request('GET /'), 200, 'hello'],
  ['the target', request('GET /echo?a=%20b&c'), 200, '/echo?a=%20b&c'],
  ['a body', request('POST /echo', ['Content-Length: 5'], 'a\0b\r\n'), 200, 'a\0b\r\n'],
  ['a body in chunks', request('POST /echo?x', ['Transfer-Encoding: chunked'], '2\r\nab\r\n1\r\nc\r\n0\r\n\r\n'), 200, 'abc'],
  ['the length of a body', request('POST /body', ['Content-Length: 1000000'], 'x'.repeat(1000000)), 200, '1000000'],
  ['the length of no body', request('POST /body'), 200, '0'],
  ['a body that is too large', request('POST /body', ['Content-Length: 1048577']), 413],
  ['a decoded name', request('GET /file/a%2Fb%C3%A4%25'), 200, 'a/b\xc3\xa4%'],
  ['a name that climbs', request('GET /file/../../etc/passwd'), 200, '../../etc/passwd'],
  ['a name that cannot be decoded', request('GET /file/%zz'), 400],
  ['a name with a NUL', request('GET /file/a%00'), 400],
  ['a WebSocket without an upgrade', request('GET /echo'), 426],
  ['another method', request('DELETE /'), 405],
  ['nothing', request('GET /nothing'), 404],
]) {
  test(`${name}: ${status}`, async () => {
    const peer = new RawPeer(scene.port);
    peer.send(wire);
    const [answer] = await peer.responses(1);
    assert.equal(answer.status, status);
    if (body !== undefined) assert.equal(answer.body, body);
    if (status === 426) assert.equal(answer.headers.upgrade, 'websocket');
    if (status === 405) assert.equal(answer.headers.allow, 'GET, HEAD');
    peer.destroy();
    await scene.undisturbed();
  });
}

for (const [name, finish] of [['two seconds later, and what was pipelined behind it then', false], ['to a peer that has finished', true]]) {
  test(`an answer that is held comes ${name}`, async () => {
    const peer = new RawPeer(scene.port);
    peer.send(Buffer.concat([request('GET /hold'), request('GET /')]));
    if (finish) peer.finish();
    const answers = await peer.responses(2);
    assert.deepEqual(answers.map(({ body }) => body), ['held', 'hello']);
    assert.ok(Date.now() - peer.began >= 1900);
    peer.destroy();
    await scene.undisturbed();
  });
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// HTTP as nobody should speak it, over real sockets to confabd. Each case says what is answered; two people chat
// meanwhile and notice nothing. What takes its time is in slow.test.mjs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { productScene } from './bystander.mjs';
import { RawPeer, bytes, request } from './raw-peer.mjs';

let scene;
before(async () => { scene = await productScene(); });
after(() => scene.end());

const get = 'GET /healthz';
const poll = 'POST /socket.io/?EIO=4&transport=polling';
const chunked = (body) => request('POST /', ['Transfer-Encoding: chunked'], body);

/** Sends `wire`, at once or byte by byte; the answers' statuses have to be those, and then the server closes or not. */
async function attack(wire, statuses, { closes, chopped = false, finish = false, methods } = {}) {
  const peer = new RawPeer(scene.port);
  if (chopped) await peer.sendChopped(wire);
  else peer.send(wire);
  if (finish) peer.finish();
  try {
    const responses = statuses.length ? await peer.responses(statuses.length, methods) : [];
    assert.deepEqual(responses.map(({ status }) => status), statuses);
    if (closes) {
      await peer.closed();
      assert.equal(peer.parse(methods).responses.length, statuses.length, 'answers nothing after a refusal');
    } else {
      peer.send(request('GET /healthz'));
      assert.equal((await peer.responses(statuses.length + 1, methods)).at(-1).status, 200);
    }
    await scene.undisturbed();
    return responses;
  } finally {
    peer.destroy();
  }
}

const refusals = {
  'the request line': [
    ['nothing but noise', '\x80\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a zero byte', '\0', 400],
    ['HTTP/0.9', 'GET /\r\n\r\n', 400],
    ['HTTP/2 by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
    ['version 1.2', 'GET / HTTP/1.2\r\nHost: a\r\n\r\n', 505],
    ['version 3.0', 'GET / HTTP/3.0\r\nHost: a\r\n\r\n', 505],
    ['version 01.1', 'GET / HTTP/01.1\r\nHost: a\r\n\r\n', 505],
    ['a protocol in lower case', 'GET / http/1.1\r\nHost: a\r\n\r\n', 400],
    ['another protocol', 'GET / SIP/2.0\r\nHost: a\r\n\r\n', 400],
    ['two spaces', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a tab', 'GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a space in the target', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a space behind the version', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n', 400],
    ['a space before the method', ' GET / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a method that is no token', 'G@T / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a method without end', `${'A'.repeat(40)} / HTTP/1.1\r\nHost: a\r\n\r\n`, 400],
    ['a relative target', 'GET index.html HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a target with a fragment', 'GET /#a HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['bytes above ASCII in the target', 'GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a control byte in the target', 'GET /\x07 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n', 400],
    ['an asterisk for GET', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['another scheme', 'GET ftp://127.0.0.1/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a user in an absolute target', 'GET http://u:p@127.0.0.1/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a bare line feed', 'GET / HTTP/1.1\nHost: a\n\n', 400],
    ['a bare carriage return', 'GET / HTTP/1.1\rHost: a\r\r', 400],
    ['three empty lines before', '\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a request line of 17 KiB', `GET /${'a'.repeat(17000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
  ],
  fields: [
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', request(get, ['Host: 127.0.0.1']), 400],
    ['a Host with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['a Host with a user', 'GET / HTTP/1.1\r\nHost: u@a\r\n\r\n', 400],
    ['a Host with a space', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['a Host with a bad port', 'GET / HTTP/1.1\r\nHost: a:http\r\n\r\n', 400],
    ['whitespace before the colon', request(get, ['X : a']), 400],
    ['a tab before the colon', request(get, ['X\t: a']), 400],
    ['a line without a colon', request(get, ['nonsense']), 400],
    ['an empty name', request(get, [': a']), 400],
    ['a name that is no token', request(get, ['X(y): a']), 400],
    ['a name above ASCII', request(get, ['\xdc: a']), 400],
    ['a folded line', request(get, ['X: a', ' b']), 400],
    ['a line folded with a tab', request(get, ['X: a', '\tb']), 400],
    ['a first field that is folded', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n', 400],
    ['NUL in a value', request(get, ['X: a\0b']), 400],
    ['NUL in a name', request(get, ['X\0: a']), 400],
    ['a control byte in a value', request(get, ['X: \x1b[31m']), 400],
    ['DEL in a value', request(get, ['X: \x7f']), 400],
    ['CR in a value', request(get, ['X: a\rY: b']), 400],
    ['LF at the end of a field', 'GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', 400],
    ['LF instead of the empty line', 'GET / HTTP/1.1\r\nHost: a\r\n\n', 400],
    ['101 fields', request(get, Array(100).fill('X: y')), 431],
    ['a field of 17 KiB', request(get, [`X: ${'a'.repeat(17000)}`]), 431],
    ['a name of 17 KiB', request(get, [`${'a'.repeat(17000)}: x`]), 431],
    ['17 KiB of fields', request(get, Array(90).fill(`X: ${'a'.repeat(190)}`)), 431],
    ['an unknown expectation', request(poll, ['Expect: miracles', 'Content-Length: 1'], '2'), 417],
  ],
  'the length of a body': [
    ['a length beside chunks', request('POST /', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), 400],
    ['chunks beside a length', request('POST /', ['Transfer-Encoding: chunked', 'Content-Length: 4'], '0\r\n\r\n'), 400],
    ['two lengths', request('POST /', ['Content-Length: 4', 'Content-Length: 5'], 'abcde'), 400],
    ['twice the same length', request('POST /', ['Content-Length: 4', 'Content-Length: 4'], 'abcd'), 400],
    ['a list of lengths', request('POST /', ['Content-Length: 4, 4'], 'abcd'), 400],
    ['a negative length', request('POST /', ['Content-Length: -1']), 400],
    ['a signed length', request('POST /', ['Content-Length: +4'], 'abcd'), 400],
    ['a hexadecimal length', request('POST /', ['Content-Length: 0x4'], 'abcd'), 400],
    ['a fractional length', request('POST /', ['Content-Length: 4.0'], 'abcd'), 400],
    ['an empty length', request('POST /', ['Content-Length:'], 'abcd'), 400],
    ['a length with a space', request('POST /', ['Content-Length: 4 0'], 'abcd'), 400],
    ['a length of 2^64 + 4', request('POST /', ['Content-Length: 18446744073709551620'], 'abcd'), 400],
    ['a length of forty digits', request('POST /', [`Content-Length: ${'9'.repeat(40)}`]), 400],
    ['a length of a petabyte', request('POST /', ['Content-Length: 1000000000000000']), 413],
    ['a page with 65 KiB', request('POST /', ['Content-Length: 66560']), 413],
    ['a poll of more than maxPayload', request(poll, ['Content-Length: 1000001']), 413],
    ['a length beyond the limit, with 100-continue', request(poll, ['Expect: 100-continue', 'Content-Length: 1000001']), 413],
  ],
  chunks: [
    ['an unknown coding', request('POST /', ['Transfer-Encoding: gzip'], 'abcd'), 501],
    ['identity', request('POST /', ['Transfer-Encoding: identity'], 'abcd'), 501],
    ['gzip before chunked', request('POST /', ['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'), 501],
    ['a coding with a vertical tab', request('POST /', ['Transfer-Encoding: \x0bchunked'], '0\r\n\r\n'), 400],
    ['chunked twice', request('POST /', ['Transfer-Encoding: chunked, chunked'], '0\r\n\r\n'), 400],
    ['chunked in two fields', request('POST /', ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), 400],
    ['an empty coding', request('POST /', ['Transfer-Encoding:'], 'abcd'), 400],
    ['chunks in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a size that is no number', chunked('zz\r\n'), 400],
    ['no size', chunked('\r\n'), 400],
    ['a negative size', chunked('-1\r\n'), 400],
    ['a prefixed size', chunked('0x1\r\na\r\n0\r\n\r\n'), 400],
    ['a size of seventeen digits', chunked('10000000000000001\r\n'), 400],
    ['a size of a petabyte', chunked('38d7ea4c68000\r\n'), 413],
    ['a bare line feed behind the size', chunked('1\na\r\n0\r\n\r\n'), 400],
    ['a chunk that is longer than its size', chunked('1\r\nab\r\n0\r\n\r\n'), 400],
    ['a chunk that ends in a bare line feed', chunked('1\r\na\n0\r\n\r\n'), 400],
    ['a control byte in an extension', chunked('1;a=\x01\r\na\r\n0\r\n\r\n'), 400],
    ['extensions of 5 KiB', chunked(`1;${'a'.repeat(5000)}\r\na\r\n0\r\n\r\n`), 400],
    ['many chunks with small extensions', chunked(`${`1;${'a'.repeat(90)}\r\nx\r\n`.repeat(60)}0\r\n\r\n`), 400],
    ['trailers of 17 KiB', chunked(`0\r\nX: ${'a'.repeat(17000)}\r\n\r\n`), 431],
    ['101 trailers', chunked(`0\r\n${'X: y\r\n'.repeat(101)}\r\n`), 431],
    ['a folded trailer', chunked('0\r\nX: y\r\n z\r\n\r\n'), 400],
    ['chunks that grow beyond the limit', chunked(`${`4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(5)}0\r\n\r\n`), 413],
  ],
};

for (const [group, rows] of Object.entries(refusals)) {
  describe(`refused with the connection: ${group}`, () => {
    for (const [name, wire, status] of rows) test(`${name}: ${status}`, () => attack(wire, [status], { closes: true }));
  });
}

describe('answered, and the connection goes on', () => {
  for (const [name, wire, statuses, options] of [
    ['an absolute target', 'GET http://127.0.0.1/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', [200]],
    ['an empty line before', bytes(`\r\n${request(get)}`), [200]],
    ['byte by byte', request('POST /healthz', ['Content-Length: 3'], 'abc'), [405], { chopped: true }],
    ['chunks byte by byte', chunked('1;a=b\r\nx\r\n0\r\nTrailer: y\r\n\r\n'), [405], { chopped: true }],
    ['100 fields', request(get, Array(99).fill('X: y')), [200]],
    ['HEAD has no body', request('HEAD /'), [200], { methods: ['HEAD'] }],
    ['HEAD between others', Buffer.concat([request(get), request('HEAD /'), request(get)]), [200, 200, 200],
      { methods: ['GET', 'HEAD', 'GET'] }],
    ['twenty at once, in order', Buffer.concat(Array(20).fill([request(get), request('GET /nothing')]).flat()),
      Array(20).fill([200, 404]).flat()],
    ['a body, then another request in the same segment',
      Buffer.concat([request('POST /healthz', ['Content-Length: 26'], 'GET /smuggled HTTP/1.1\r\n\r\n'), request(get)]), [405, 200]],
    ['what looks like a request inside chunks',
      Buffer.concat([chunked('13\r\nGET /x HTTP/1.1\r\n\r\n\r\n0\r\n\r\n'), request(get)]), [405, 200]],
    ['a GET with a body', request(get, ['Content-Length: 4'], 'abcd'), [200]],
    ['100-continue', request(poll, ['Expect: 100-continue', 'Content-Length: 1'], '2'), [100, 400]],
    ['an unknown method', request('BREW /'), [501]],
    ['TRACE', request('TRACE /'), [501]],
    ['a method in lower case', request('get /'), [501]],
    ['DELETE', request('DELETE /'), [405]],
    ['PUT', request('PUT /', ['Content-Length: 1'], 'x'), [405]],
    ['OPTIONS *', request('OPTIONS *'), [404]],
    ['a path that climbs', request('GET /../../etc/passwd'), [404]],
    ['a path that climbs in disguise', request('GET /confab/%2e%2e/%2e%2e/etc/passwd'), [404]],
    ['a path that climbs by escaped slashes', request('GET /confab/..%2f..%2f..%2fetc%2fpasswd'), [404]],
    ['a path that climbs by backslashes', request('GET /confab/..\\..\\etc\\passwd'), [404]],
    ['a path escaped twice', request('GET /confab/%252e%252e/etc/passwd'), [404]],
    ['an overlong escape', request('GET /confab/%c0%ae%c0%ae/etc/passwd'), [404]],
    ['two slashes are not an authority', request('GET //u:p@[::1/'), [404]],
    ['an escaped NUL', request('GET /%00'), [404]],
    ['an escaped line end', request('GET /%0d%0aSet-Cookie:%20a=b'), [404]],
    ['an escape that is none', request('GET /%zz%'), [404]],
    ['bytes that are no UTF-8', request('GET /%ff%fe'), [404]],
    ['a deep path', request(`GET ${'/a'.repeat(7000)}`), [404]],
    ['a query of nothing', request('GET /?&&&=&%zz&%00'), [200]],
    ['a range that overflows', request('GET /', ['Range: bytes=0-99999999999999999999']), [200]],
    ['a hundred ranges', request('GET /', [`Range: bytes=${Array(100).fill('0-0').join()}`]), [200]],
    ['an upgrade to h2c', request(get, ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk']), [200]],
    ['polls without a session', Buffer.concat(Array(3).fill(request('GET /socket.io/?EIO=4&transport=polling&sid=nobody'))),
      [400, 400, 400]],
    ['a transport from Object.prototype', request('GET /socket.io/?EIO=4&transport=__proto__'), [400]],
    ['an engine of revision 5', request('GET /socket.io/?EIO=5&transport=polling'), [400]],
    ['a thousand parameters', request(`GET /socket.io/?${'a=b&'.repeat(1000)}EIO=4&transport=polling`), [400]],
  ]) {
    test(`${name}: ${statuses.length > 6 ? statuses.length : statuses}`, () => attack(wire, statuses, options));
  }
});

describe('answered, and the connection ends', () => {
  for (const [name, wire, statuses, options] of [
    ['Connection: close', request(get, ['Connection: close']), [200]],
    ['close among others', request(get, ['Connection: keep-alive, Close']), [200]],
    ['HTTP/1.0', 'GET /healthz HTTP/1.0\r\n\r\n', [200]],
    ['a request and a FIN', request(get), [200], { finish: true }],
    ['a large answer and a FIN', request('GET /socket.io/socket.io.js'), [200], { finish: true }],
    ['several requests and a FIN', Buffer.concat([request(get), request('HEAD /'), request(get)]), [200, 200, 200],
      { finish: true, methods: ['GET', 'HEAD'] }],
    ['half a head and a FIN', 'GET / HTTP/1.1\r\nHo', [400], { finish: true }],
    ['half a body and a FIN', request('POST /', ['Content-Length: 5'], 'ab'), [400], { finish: true }],
    ['half a chunk and a FIN', chunked('5\r\nab'), [400], { finish: true }],
    ['nothing and a FIN', '', [], { finish: true }],
    ['a TLS hello, to which no answer in plain text would make sense', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', []],
    ['what follows a close is not answered', Buffer.concat([request(get, ['Connection: close']), request(get)]), [200]],
    ['what follows a bad request is not answered', Buffer.concat([request(get, ['X : y']), request(get)]), [400]],
  ]) {
    test(`${name}: ${statuses}`, () => attack(wire, statuses, { closes: true, ...options }));
  }

  test('HTTP/1.0 with keep-alive goes on', () => attack('GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', [200]));

  test('OPTIONS tells no more than what is allowed', async () => {
    const [{ headers }] = await attack(request('OPTIONS /'), [405]);
    assert.equal(headers.allow, 'GET, HEAD');
    assert.deepEqual(Object.keys(headers).filter((name) => name.startsWith('access-control')), []);
  });
});

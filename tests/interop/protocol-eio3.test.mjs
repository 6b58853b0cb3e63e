// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engine.IO 3 byte by byte over real sockets, as clients of Socket.IO 1 and 2 and their browsers' bundles speak it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startConformance, startQuickConformance } from './hub.mjs';
import { Engine } from './raw.mjs';

let host;
let quick; // for what is about time
let engine;
before(async () => {
  [host, quick] = await Promise.all([startConformance(), startQuickConformance()]);
  engine = new Engine(host, '/engine.io/', 3);
});
after(() => Promise.all([host.stop(), quick.stop()]));

/** `<length>:<packet>` of each, the length in UTF-16 units. */
const payload = (...packets) => packets.map((packet) => `${packet.length}:${packet}`).join('');

function unpack(text) {
  const packets = [];
  let rest = text;
  while (rest) {
    const colon = rest.indexOf(':');
    const length = Number(rest.slice(0, colon));
    packets.push(rest.slice(colon + 1, colon + 1 + length));
    rest = rest.slice(colon + 1 + length);
  }
  return packets;
}

async function open(query = '') {
  const response = await engine.openPolling(query);
  assert.equal(response.status, 200);
  const [packet] = unpack(await response.text());
  assert.equal(packet[0], '0');
  return JSON.parse(packet.slice(1));
}

/** What polls bring until `count` packets are there. */
async function packets(sid, count, query = '') {
  const all = [];
  while (all.length < count) all.push(...unpack(await (await engine.poll(sid, {}, query)).text()));
  return all;
}

describe('polling', () => {
  test('opens with a length', async () => {
    const response = await new Engine(quick, '/engine.io/', 3).openPolling();
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=UTF-8');
    const text = await response.text();
    const [packet] = unpack(text);
    assert.equal(text, payload(packet));
    const handshake = JSON.parse(packet.slice(1));
    assert.match(handshake.sid, /^[\w-]{20}$/);
    assert.deepEqual([handshake.upgrades, handshake.pingInterval, handshake.pingTimeout], [['websocket'], 300, 200]);
  });

  test('counts UTF-16 units', async () => {
    const { sid } = await open();
    const sent = ['4hello', '4€', '4😀é', '4'];
    const answer = await engine.post(sid, payload(...sent));
    assert.deepEqual([answer.status, await answer.text()], [200, 'ok']);
    assert.deepEqual(await packets(sid, sent.length), sent);
  });

  test('binary as base64 for those who ask for it', async () => {
    const { sid } = await open('&b64=1');
    await engine.post(sid, payload('b4AQIDBA==', '4text'), {}, '&b64=1');
    assert.deepEqual(await packets(sid, 2, '&b64=1'), ['b4AQIDBA==', '4text']);
  });

  test('binary as an octet-stream for the others', async () => {
    const { sid } = await open();
    // 00 for text or 01 for binary, the digits of the length, FF, the packet.
    const body = Buffer.concat([
      Buffer.from([1, 5, 0xff, 4, 1, 2, 3, 4]), Buffer.from([0, 1, 0, 0xff]), Buffer.from('4héllo €'),
    ]);
    const packetBytes = Buffer.from('4héllo €').length;
    assert.equal(packetBytes, 11); // 1 and 1
    body[9] = 1;
    body[10] = 1;
    const answer = await engine.post(sid, body, { 'Content-Type': 'application/octet-stream' });
    assert.equal(answer.status, 200);
    const response = await engine.poll(sid);
    assert.equal(response.headers.get('content-type'), 'application/octet-stream');
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), body);
  });

  test('text alone stays text', async () => {
    const { sid } = await open();
    await engine.post(sid, payload('4a'));
    const response = await engine.poll(sid);
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=UTF-8');
    assert.equal(await response.text(), '2:4a');
  });

  test('what a 1.x client encoded twice comes out once', async () => {
    const { sid } = await open();
    const twice = Buffer.from('4Grüße', 'utf8').toString('latin1');
    await engine.post(sid, payload(twice));
    assert.deepEqual(await packets(sid, 1), ['4Grüße']);
  });

  for (const [name, body, headers] of [
    ['no length', 'abc'], ['a length that is too long', '9:4a'], ['a length without end', '1'], ['nothing', ''],
    ['an unknown type', '1:9'], ['a length with a sign', '+2:4a'], ['a bad octet-stream', Buffer.from([0, 9, 0xff, 0x34]), { 'Content-Type': 'application/octet-stream' }],
  ]) {
    test(`${name} ends the session`, async () => {
      const { sid } = await open();
      assert.equal((await engine.post(sid, body, headers)).status, 400);
      assert.equal((await engine.poll(sid)).status, 400);
    });
  }
});

describe('JSONP', () => {
  /** Runs the script as a page would; resolves to what the callback of that number got. */
  function run(script, index) {
    const got = [];
    const callbacks = [];
    callbacks[index] = (text) => got.push(text);
    Function('___eio', script)(callbacks);
    assert.equal(got.length, 1);
    return got[0];
  }

  test('polls by scripts and posts by forms', async () => {
    const response = await engine.openPolling('&j=7');
    assert.match(response.headers.get('content-type'), /^text\/javascript/);
    const [packet] = unpack(run(await response.text(), 7));
    const { sid } = JSON.parse(packet.slice(1));
    const form = new URLSearchParams({ d: payload('4a"\\\u2028é', 'b4AQI=') });
    const answer = await engine.post(sid, form, {}, '&j=8');
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'ok');
    const script = await (await engine.poll(sid, {}, '&j=9')).text();
    assert.doesNotMatch(script, /[\u2028\u2029]/);
    assert.deepEqual(unpack(run(script, 9)), ['4a"\\\u2028é', 'b4AQI=']);
  });

  test('lets nothing but digits into the script', async () => {
    const script = await (await engine.openPolling(`&j=${encodeURIComponent('1);alert(1')}`)).text();
    assert.match(script, /^___eio\[\d*\]\("/);
  });
});

describe('heartbeat', () => {
  test('a ping is answered, over polling and a WebSocket', async () => {
    const { sid } = await open();
    await engine.post(sid, payload('2', '2probe'));
    assert.deepEqual(await packets(sid, 2), ['3', '3']);
    const wire = engine.webSocket();
    await wire.take();
    wire.send('2');
    assert.equal(await wire.take({ pings: true }), '3');
    wire.close();
  });

  test('the server does not ping, and who does not either is gone after 500 ms', async () => {
    const began = performance.now();
    const wire = new Engine(quick, '/engine.io/', 3).webSocket();
    assert.match(await wire.take(), /^0/);
    await assert.rejects(wire.take({ pings: true }), /closed with 1000/);
    assert.ok(performance.now() - began > 490);
  });
});

describe('WebSocket and upgrade', () => {
  test('text, and binary behind a 4', async () => {
    const wire = engine.webSocket();
    const handshake = JSON.parse((await wire.take()).slice(1));
    assert.deepEqual(handshake.upgrades, []);
    wire.send('4€');
    assert.equal(await wire.take(), '4€');
    wire.send(Buffer.from([4, 1, 2, 3]));
    assert.deepEqual(await wire.take(), Buffer.from([4, 1, 2, 3]));
    wire.send(Buffer.from([5, 1])); // no message
    assert.equal(await wire.closed, 1002);
  });

  test('releases every poll while upgrading', async () => {
    const { sid } = await open();
    const wire = engine.webSocket(sid);
    await wire.opened;
    const pending = engine.poll(sid);
    wire.send('2probe');
    assert.equal(await wire.take({ pings: true }), '3probe');
    assert.equal(await (await pending).text(), '1:6');
    assert.equal(await (await engine.poll(sid)).text(), '1:6'); // and the next one
    await engine.post(sid, payload('4on the way'));
    wire.send('5');
    assert.equal(await wire.take(), '4on the way');
    wire.send(Buffer.from([4, 9]));
    assert.deepEqual(await wire.take(), Buffer.from([4, 9]));
    assert.equal((await engine.poll(sid)).status, 400);
    wire.close();
  });

  test('a candidate that says something else is alone closed', async () => {
    const { sid } = await open();
    const wire = engine.webSocket(sid);
    await wire.opened;
    wire.send('4early');
    await wire.closed;
    await engine.post(sid, payload('4still here'));
    assert.deepEqual(await packets(sid, 1), ['4still here']);
  });

  test('a session keeps its revision', async () => {
    const { sid } = await open();
    const other = new Engine(host, '/engine.io/', 4);
    const answer = await other.poll(sid);
    assert.deepEqual([answer.status, (await answer.json()).code], [400, 3]);
    await engine.post(sid, payload('4a'));
    assert.deepEqual(await packets(sid, 1), ['4a']);
  });
});

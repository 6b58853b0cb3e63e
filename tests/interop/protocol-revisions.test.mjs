// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Socket.IO beyond protocol 5 in JSON: protocols 3 and 4 over Engine.IO 3, MessagePack, recovery. Byte by byte.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import parser from 'socket.io-msgpack-parser';
import { startConformance } from './hub.mjs';
import { Engine } from './raw.mjs';

const hosts = [];
async function start(...args) {
  const host = await startConformance(...args);
  hosts.push(host);
  return host;
}
after(() => Promise.all(hosts.map((host) => host.stop())));

async function openWire(host, revision) {
  const wire = new Engine(host, '/socket.io/', revision).webSocket();
  wire.handshake = JSON.parse((await wire.take()).slice(1));
  return wire;
}

describe('over Engine.IO 3', async () => {
  const host = await start();
  async function joined() {
    const wire = await openWire(host, 3);
    assert.equal(await wire.take(), '40');
    assert.equal(await wire.take(), '42["auth",{}]');
    return wire;
  }

  test('connects to "/" unasked', async () => {
    (await joined()).close();
  });

  test('as packets of their own over polling', async () => {
    const engine = new Engine(host, '/socket.io/', 3);
    let text = await (await engine.openPolling()).text();
    const { sid } = JSON.parse(/\d+:0(\{.*?\})/.exec(text)[1]);
    while (!text.includes('42["auth",{}]')) text += await (await engine.poll(sid)).text();
    assert.match(text, /^\d+:0\{[^}]*\}2:4013:42\["auth",\{\}\]$/);
  });

  test('a namespace, its query is the auth, with and without a comma behind it', async () => {
    for (const request of ['40/custom?token=a%20b&x=1,', '40/custom?token=a%20b&x=1']) {
      const wire = await joined();
      wire.send(request);
      assert.match(await wire.take(), /^40\/custom(\?[^,]*)?,?$/);
      assert.equal(await wire.take(), '42/custom,["auth",{"token":"a b","x":"1"}]');
      wire.send('42/custom,["message",1]');
      assert.equal(await wire.take(), '42/custom,["message-back",1]');
      wire.close();
    }
  });

  test('an unknown namespace gets an error of type 4', async () => {
    const wire = await joined();
    wire.send('40/random,');
    assert.equal(await wire.take(), '44/random,{"message":"Invalid namespace"}'); // as node's server 4 says it
    wire.send('42["message","still here"]');
    assert.equal(await wire.take(), '42["message-back","still here"]');
    wire.close();
  });

  test('ASCII only, whatever comes', async () => {
    const wire = await joined();
    wire.send('42["message","é€😀"]');
    assert.equal(await wire.take(), '42["message-back","\\u00e9\\u20ac\\ud83d\\ude00"]');
    wire.close();
  });

  test('acks and binary', async () => {
    const wire = await joined();
    wire.send('4212["message-with-ack","a"]');
    assert.equal(await wire.take(), '4312["a"]');
    wire.send('451-["message",{"_placeholder":true,"num":0}]');
    wire.send(Buffer.from([4, 7, 8]));
    assert.equal(await wire.take(), '451-["message-back",{"_placeholder":true,"num":0}]');
    assert.deepEqual(await wire.take(), Buffer.from([4, 7, 8]));
    wire.send('42["emit-with-ack",1,"2"]');
    assert.equal(await wire.take(), '421["emit-with-ack",1,"2"]');
    wire.send('431[1,"2"]');
    assert.equal(await wire.take(), '42["emit-with-ack",1,"2"]');
    wire.close();
  });

  for (const bad of ['4abc', '42{}', '42["connect"]', '42/custom,["a"]']) {
    test(`${JSON.stringify(bad)} closes the connection`, async () => {
      const wire = await joined();
      wire.send(bad);
      await assert.rejects(wire.take(), /closed/);
    });
  }
});

const encode = (value) => new parser.Encoder().encode(value)[0];
function decode(bytes) {
  let packet;
  const decoder = new parser.Decoder();
  decoder.on('decoded', (decoded) => { packet = decoded; });
  decoder.add(bytes);
  return packet;
}

describe('MessagePack', async () => {
  const host = await start('--msgpack');
  const say = (wire, packet) => wire.send(encode(packet));
  const hear = async (wire) => {
    const message = await wire.take();
    assert.ok(Buffer.isBuffer(message), `text: ${message}`);
    return decode(message);
  };
  async function joined() {
    const wire = await openWire(host, 4);
    say(wire, { type: 0, nsp: '/', data: { token: 1 } });
    const connect = await hear(wire);
    assert.deepEqual([connect.type, connect.nsp], [0, '/']);
    assert.match(connect.data.sid, /^[\w-]{20}$/);
    assert.deepEqual(await hear(wire), { type: 2, nsp: '/', data: ['auth', { token: 1 }] });
    return wire;
  }

  test('events, acks, bytes in one message each', async () => {
    const wire = await joined();
    say(wire, { type: 2, nsp: '/', data: ['message', 'é', Buffer.from([1, 2]), { a: [null, 1.5, -3] }] });
    assert.deepEqual(await hear(wire), { type: 2, nsp: '/', data: ['message-back', 'é', Buffer.from([1, 2]), { a: [null, 1.5, -3] }] });
    say(wire, { type: 2, nsp: '/', data: ['message-with-ack', 1], id: 5 });
    assert.deepEqual(await hear(wire), { type: 3, nsp: '/', data: [1], id: 5 });
    say(wire, { type: 0, nsp: '/random' });
    assert.deepEqual(await hear(wire), { type: 4, nsp: '/random', data: { message: 'Invalid namespace' } });
    wire.close();
  });

  for (const [name, message] of [
    ['text', '42["message"]'], ['no map', encode([1])], ['cut', encode({ type: 2, nsp: '/', data: ['a'] }).subarray(0, 8)],
    ['an unknown type', encode({ type: 9, nsp: '/' })], ['more behind it', Buffer.concat([encode({ type: 2, nsp: '/', data: ['a'] }), Buffer.from([1])])],
    ['a length that is not there', Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff])],
  ]) {
    test(`${name} closes the connection`, async () => {
      const wire = await joined();
      wire.send(message);
      await assert.rejects(wire.take(), /closed/);
    });
  }
});

describe('recovery', async () => {
  const host = await start('--recovery');
  async function joined(auth = '') {
    const wire = await openWire(host, 4);
    wire.send(`40${auth}`);
    return wire;
  }
  const read = (packet) => JSON.parse(packet.slice(2));
  /** A session that was cut with one event on its way: {sid, pid, offset, missed}. */
  async function cut() {
    const wire = await joined();
    const { sid, pid } = read(await wire.take());
    assert.match(pid, /^[\w-]{20,}$/);
    const [, , offset] = read(await wire.take()); // ["auth", {}, offset]
    assert.equal(typeof offset, 'string');
    wire.socket.terminate();
    return { sid, pid, offset };
  }

  test('every event carries an offset, acknowledged ones do not', async () => {
    const wire = await joined();
    await wire.take();
    const offsets = [read(await wire.take()).at(-1)];
    for (const text of ['a', 'b']) {
      wire.send(`42["message","${text}"]`);
      const [name, back, offset] = read(await wire.take());
      assert.deepEqual([name, back], ['message-back', text]);
      offsets.push(offset);
    }
    assert.equal(new Set(offsets).size, 3);
    wire.send('42["emit-with-ack",1]');
    assert.equal(await wire.take(), '421["emit-with-ack",1]');
    wire.close();
  });

  test('comes back with the same id', async () => {
    const { sid, pid, offset } = await cut();
    const wire = await joined(JSON.stringify({ pid, offset }));
    assert.deepEqual(read(await wire.take()), { sid, pid });
    wire.send('42["message","here"]');
    assert.deepEqual(read(await wire.take()).slice(0, 2), ['message-back', 'here']);
    wire.close();
  });

  test('once only, and not with what is wrong', async () => {
    const { sid, pid, offset } = await cut();
    for (const auth of [{ pid: 'x', offset }, { pid, offset: 'x' }, { pid: 7, offset }, { offset }]) {
      const wire = await joined(JSON.stringify(auth));
      assert.notEqual(read(await wire.take()).sid, sid);
      wire.close();
    }
    const first = await joined(JSON.stringify({ pid, offset }));
    const again = await joined(JSON.stringify({ pid, offset }));
    const sids = [read(await first.take()).sid, read(await again.take()).sid];
    assert.ok(!(sids[0] === sid && sids[1] === sid), 'one session came back twice');
    first.close();
    again.close();
  });

  test('a session that said goodbye does not come back', async () => {
    const wire = await joined();
    const { sid, pid } = read(await wire.take());
    const offset = read(await wire.take()).at(-1);
    wire.send('41');
    await wire.closed;
    const back = await joined(JSON.stringify({ pid, offset }));
    assert.notEqual(read(await back.take()).sid, sid);
    back.close();
  });
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engine.IO 4 and Socket.IO 5 byte by byte over real sockets: what the protocols' documents promise to a client that
// is not socket.io-client, and what is done to one that does not keep to them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startConformance, startQuickConformance } from './hub.mjs';
import { Engine, RawConnection, Wire } from './raw.mjs';

let host;
let quick; // for what is about time
let hasty; // to see clients join
let patient; // pings every 300 ms, and waits long for the answer
before(async () => {
  [host, quick, hasty, patient] = await Promise.all([
    startConformance(), startQuickConformance(), startConformance('--connect-timeout', '1000'),
    startConformance('--ping-interval', '300'),
  ]);
});
after(() => Promise.all([host, quick, hasty, patient].map((one) => one.stop())));

const engine = (query) => `${host.url}/engine.io/?${query}`;
const poll = (sid, options) => fetch(engine(`EIO=4&transport=polling&sid=${sid}`), options);
const post = (sid, body, headers = {}) => poll(sid, { method: 'POST', body, headers });

const engineAt = (server) => new Engine(server, '/engine.io/', 4);

async function openPolling(server = host) {
  const response = await engineAt(server).openPolling();
  assert.equal(response.status, 200);
  return JSON.parse((await response.text()).slice(1));
}

async function openWebSocket(server = host) {
  const wire = engineAt(server).webSocket();
  wire.handshake = JSON.parse((await wire.take()).slice(1));
  return wire;
}

describe('Engine.IO: handshake', () => {
  const keys = ['sid', 'upgrades', 'pingInterval', 'pingTimeout', 'maxPayload'];

  test('over polling', async () => {
    const open = await openPolling(quick);
    assert.deepEqual(Object.keys(open), keys);
    assert.match(open.sid, /^[\w-]{20}$/);
    assert.deepEqual([open.upgrades, open.pingInterval, open.pingTimeout, open.maxPayload], [['websocket'], 300, 200, 1e6]);
  });

  test('over a WebSocket', async () => {
    const wire = await openWebSocket();
    assert.deepEqual(Object.keys(wire.handshake), keys);
    assert.deepEqual(wire.handshake.upgrades, []);
    wire.close();
  });

  for (const [query, method, code] of [
    ['transport=polling', 'GET', 5], ['EIO=abc&transport=polling', 'GET', 5], ['EIO=4', 'GET', 0],
    ['EIO=4&transport=abc', 'GET', 0], ['EIO=4&transport=polling', 'POST', 2], ['EIO=4&transport=polling', 'PUT', 2],
    ['EIO=4&transport=websocket', 'GET', 3], ['EIO=4&transport=polling&sid=abc', 'GET', 1],
  ]) {
    test(`refuses ${method} ${query}`, async () => {
      const response = await fetch(engine(query), { method });
      assert.equal(response.status, 400);
      assert.equal((await response.json()).code, code);
    });
  }

  for (const [query, words] of [
    ['transport=websocket', 'Unsupported protocol version'], ['EIO=abc&transport=websocket', 'Unsupported protocol version'],
    ['EIO=4', 'Transport unknown'], ['EIO=4&transport=abc', 'Transport unknown'],
    ['EIO=4&transport=websocket&sid=abc', 'Session ID unknown'],
  ]) {
    test(`refuses to upgrade ${query}`, async () => {
      const answer = await new Wire(engine(query)).refused;
      assert.equal(answer.statusCode, 400);
      assert.equal(Buffer.concat(await answer.toArray()).toString(), words);
    });
  }
});

describe('Engine.IO: messages', () => {
  test('text and binary over polling', async () => {
    const { sid } = await openPolling();
    const answer = await post(sid, '4hello\x1ebAQIDBA==\x1e4€');
    assert.deepEqual([answer.status, await answer.text()], [200, 'ok']);
    assert.equal(await (await poll(sid)).text(), '4hello\x1ebAQIDBA==\x1e4€'); // at once, as it was sent
  });

  test('text and binary over a WebSocket', async () => {
    const wire = await openWebSocket();
    for (const message of ['4hello', Buffer.from([1, 2, 3]), `4${'€'.repeat(100000)}`, Buffer.alloc(999999, 7)]) {
      wire.send(message);
      assert.deepEqual(await wire.take(), message);
    }
    wire.close();
  });

  test('a poll that was forgotten is told by 1, the other by 400', async () => {
    const { sid } = await openPolling();
    const answers = await Promise.all([poll(sid), poll(sid)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400]);
    assert.equal(await answers.find(({ status }) => status === 200).text(), '1');
    assert.equal((await poll(sid)).status, 400);
  });

  for (const [name, body, headers] of [
    ['garbage', 'abc'], ['an empty body', ''], ['a ping', '2'],
    ['an octet-stream', '4a', { 'Content-Type': 'application/octet-stream' }],
  ]) {
    test(`${name} ends a polling session`, async () => {
      const { sid } = await openPolling();
      assert.equal((await post(sid, body, headers)).status, 400);
      assert.equal((await poll(sid)).status, 400);
    });
  }

  test('a body over the limit is refused, and the session lives', async () => {
    const { sid } = await openPolling();
    assert.equal((await post(sid, `4${'x'.repeat(1e6)}`)).status, 413);
    assert.equal((await post(sid, '4still here')).status, 200);
  });

  for (const bad of ['abc', '', '2', '2probe']) {
    test(`"${bad}" ends a WebSocket session`, async () => {
      const wire = await openWebSocket();
      wire.send(bad);
      assert.equal(await wire.closed, 1002);
      assert.equal((await poll(wire.handshake.sid)).status, 400);
    });
  }

  test('a message over the limit closes with 1009', async () => {
    const wire = await openWebSocket();
    wire.send(`4${'x'.repeat(1e6)}`);
    assert.equal(await wire.closed, 1009);
  });
});

describe('Engine.IO: heartbeat and close', () => {
  test('pings over polling, every 300 ms', async () => {
    const server = engineAt(patient);
    const began = performance.now();
    const { sid } = await openPolling(patient);
    for (let i = 0; i < 3; i += 1) {
      const answer = await server.poll(sid);
      assert.equal(await answer.text(), '2');
      assert.equal((await server.post(sid, '3')).status, 200);
    }
    assert.ok(performance.now() - began > 890);
  });

  test('pings over a WebSocket, every 300 ms', async () => {
    const began = performance.now();
    const wire = await openWebSocket(patient);
    for (let i = 0; i < 3; i += 1) {
      assert.equal(await wire.take({ pings: true }), '2');
      wire.send('3');
    }
    assert.ok(performance.now() - began > 890);
    wire.close();
  });

  test('a silent client is gone after 500 ms, and not before', async () => {
    const began = performance.now();
    const wire = await openWebSocket(quick);
    await wire.closed;
    assert.ok(performance.now() - began > 490);
  });

  test('a client that polls and says nothing is gone after 500 ms', async () => {
    const began = performance.now();
    const { sid } = await openPolling(quick);
    let answer;
    do answer = await engineAt(quick).poll(sid); while (answer.status === 200); // to take a ping is not to answer it
    assert.ok(performance.now() - began > 490);
    assert.deepEqual([answer.status, (await answer.json()).code], [400, 1]);
  });

  test('close over polling', async () => {
    const { sid } = await openPolling();
    const connection = new RawConnection(host);
    connection.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'); // what comes on a new one may be read later than what comes on an old one
    await connection.next();
    const get = `GET /engine.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: a\r\n\r\n`;
    await new Promise((resolve) => { connection.write(get, resolve); }); // before the close
    assert.equal((await post(sid, '1')).status, 200);
    assert.equal((await connection.next()).body, '6');
    connection.close();
    assert.equal((await poll(sid)).status, 400);
  });

  for (const [how, close] of [['its close', (wire) => wire.close()], ['the packet "1"', (wire) => wire.send('1')]]) {
    test(`close over a WebSocket, by ${how}`, async () => {
      const wire = await openWebSocket();
      close(wire);
      await wire.closed;
      assert.equal((await poll(wire.handshake.sid)).status, 400);
    });
  }

  test('closed between two polls: one late poll is answered, and no other', async () => {
    const { sid } = await openPolling();
    const connection = new RawConnection(host);
    const path = `/engine.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: a\r\n`;
    connection.write(`POST ${path}Content-Length: 1\r\n\r\n1GET ${path}\r\nGET ${path}\r\n`); // within 100 ms
    const answers = [await connection.next(), await connection.next(), await connection.next()];
    assert.deepEqual(answers.map(({ status, body }) => [status, body]),
      [[200, 'ok'], [200, '6'], [400, '{"code":1,"message":"Session ID unknown"}']]);
    connection.close();
  });

  test('an aborted poll is the end', async () => {
    const { sid } = await openPolling();
    const connection = new RawConnection(host);
    connection.write(`GET /engine.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: a\r\n\r\n`, () => connection.close());
    // The end comes on another connection. A message instead of the pong would be echoed into the poll: answered, not aborted.
    while ((await post(sid, '3')).status === 200);
  });
});

describe('Engine.IO: upgrade', () => {
  test('to a WebSocket, and nothing else afterwards', async () => {
    const { sid } = await openPolling();
    const candidate = engine(`EIO=4&transport=websocket&sid=${sid}`);
    const wire = new Wire(candidate);
    await wire.opened;
    const pending = poll(sid);
    wire.send('2probe');
    assert.equal(await wire.take(), '3probe');
    assert.equal(await (await pending).text(), '6');
    await post(sid, '4on the way');
    wire.send('5');
    assert.equal(await wire.take(), '4on the way');
    wire.send('4hello');
    assert.equal(await wire.take(), '4hello');
    assert.equal((await poll(sid)).status, 400);
    const second = new Wire(candidate);
    await second.closed;
    wire.send('4still here');
    assert.equal(await wire.take(), '4still here');
    wire.close();
  });

  test('probe and upgrade in one segment with the handshake', async () => {
    const { sid } = await openPolling();
    const wire = new Wire(engine(`EIO=4&transport=websocket&sid=${sid}`));
    await wire.opened;
    for (const packet of ['2probe', '5', '4at once']) wire.send(packet);
    assert.equal(await wire.take(), '3probe');
    assert.equal(await wire.take(), '4at once');
    wire.close();
  });
});

describe('Socket.IO', () => {
  async function open(server = host) {
    const wire = new Engine(server, '/socket.io/', 4).webSocket();
    await wire.take();
    return wire;
  }

  async function joined(server) {
    const wire = await open(server);
    wire.send('40');
    assert.match(await wire.take(), /^40\{"sid":"[\w-]{20}"\}$/);
    assert.equal(await wire.take(), '42["auth",{}]');
    return wire;
  }

  test('connects with auth', async () => {
    const wire = await open();
    wire.send('40{"token":"123"}');
    assert.match(await wire.take(), /^40\{"sid":"[\w-]{20}"\}$/);
    assert.equal(await wire.take(), '42["auth",{"token":"123"}]');
    wire.close();
  });

  test('connects to a namespace, with and without auth', async () => {
    const wire = await joined();
    wire.send('40/custom,{"token":"abc"}');
    assert.match(await wire.take(), /^40\/custom,\{"sid":"[\w-]{20}"\}$/);
    assert.equal(await wire.take(), '42/custom,["auth",{"token":"abc"}]');
    wire.send('40/random');
    assert.equal(await wire.take(), '44/random,{"message":"Invalid namespace"}');
    wire.close();
  });

  test('must connect in time', async () => {
    const wire = await open(hasty); // pings are answered, so it is not the heart
    await assert.rejects(wire.take(), /closed/);
  });

  test('leaves "/", and the connection stays', async () => {
    const wire = await joined(patient);
    wire.send('41');
    for (let i = 0; i < 2; i += 1) {
      assert.equal(await wire.take({ pings: true }), '2');
      wire.send('3');
    }
    wire.close();
  });

  test('leaves a namespace, and the other stays', async () => {
    const wire = await joined();
    wire.send('40/custom');
    assert.match(await wire.take(), /^40\/custom,\{"sid":"[\w-]{20}"\}$/);
    assert.equal(await wire.take(), '42/custom,["auth",{}]');
    wire.send('41/custom');
    wire.send('42["message","message to main namespace"]');
    assert.equal(await wire.take(), '42["message-back","message to main namespace"]');
    wire.close();
  });

  test('disconnects from a namespace', async () => {
    const wire = await joined();
    wire.send('40/custom');
    await wire.take();
    await wire.take();
    wire.send('41');
    wire.send('42["message","gone"]');
    await assert.rejects(wire.take(), /closed/);
  });

  test('echoes every kind of value', async () => {
    const wire = await joined();
    for (const args of ['1', '"2"', '{"3":[false]}', 'null', '"\\u2028 € \ud83e\udda6",[[],[[]]],"",0.5,-1e+100,9007199254740991']) {
      wire.send(`42["message",${args}]`);
      const answer = await wire.take();
      assert.ok(answer.startsWith('42["message-back",'), answer);
      assert.deepEqual(JSON.parse(answer.slice(2)), ['message-back', ...JSON.parse(`[${args}]`)]);
    }
    wire.close();
  });

  test('echoes binary data', async () => {
    const wire = await joined();
    wire.send('452-["message",{"_placeholder":true,"num":0},{"deep":[{"_placeholder":true,"num":1}]}]');
    wire.send(Buffer.from([1, 2, 3]));
    wire.send(Buffer.from([4, 5, 6]));
    assert.equal(await wire.take(), '452-["message-back",{"_placeholder":true,"num":0},{"deep":[{"_placeholder":true,"num":1}]}]');
    assert.deepEqual(await wire.take(), Buffer.from([1, 2, 3]));
    assert.deepEqual(await wire.take(), Buffer.from([4, 5, 6]));
    wire.close();
  });

  test('acknowledges, binary too', async () => {
    const wire = await joined();
    wire.send('42456["message-with-ack",1,"2",{"3":[false]}]');
    assert.equal(await wire.take(), '43456[1,"2",{"3":[false]}]');
    wire.send('451-789["message-with-ack",{"_placeholder":true,"num":0}]');
    wire.send(Buffer.from([9]));
    assert.equal(await wire.take(), '461-789[{"_placeholder":true,"num":0}]');
    assert.deepEqual(await wire.take(), Buffer.from([9]));
    wire.close();
  });

  for (const bad of ['4', '4abc', '42{}', '42[]', '42[{}]', '42["connect"]', '4{}', '40', '44{}', '42/custom,["a"]',
    '451-["a",{"_placeholder":true,"num":1}]', '4511-["a"]', '42abc["a"]', `42["a",${'['.repeat(1000)}`]) {
    test(`${JSON.stringify(bad.slice(0, 50))} closes the connection`, async () => {
      const wire = await joined();
      wire.send(bad);
      await assert.rejects(wire.take(), /closed/);
    });
  }

  test('text inside a set of attachments, and a stray attachment, close the connection', async () => {
    const mixed = await joined();
    mixed.send('451-["message",{"_placeholder":true,"num":0}]');
    mixed.send('42["message"]');
    await assert.rejects(mixed.take(), /closed/);
    const stray = await joined();
    stray.send(Buffer.from([1]));
    await assert.rejects(stray.take(), /closed/);
  });
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What Engine.IO promises around its sessions: CORS, overlapping requests, late packets, methods, headers. Over real
// sockets, some of them raw so that nothing tidies up on the way.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startConformance } from './hub.mjs';
import { Engine, RawConnection } from './raw.mjs';

let host;
let open;
let engine;
before(async () => {
  [host, open] = await Promise.all([startConformance(), startConformance('--cors', '*')]);
  engine = new Engine(host, '/engine.io/', 4);
});
after(() => Promise.all([host.stop(), open.stop()]));

async function openSession() {
  return JSON.parse((await (await engine.openPolling()).text()).slice(1)).sid;
}

/** One to the host, for as long as the test runs. */
function raw(context) {
  const connection = new RawConnection(host);
  context.after(() => connection.close());
  return connection;
}
const head = (sid, length) => `POST /engine.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`;

describe('CORS', () => {
  test('is off: no header, whatever the Origin', async () => {
    for (const path of ['/engine.io/?EIO=4&transport=polling', '/engine.io/?EIO=4&transport=x']) {
      const response = await fetch(host.url + path, { headers: { Origin: 'http://evil.example' } });
      assert.deepEqual([...response.headers.keys()].filter((name) => name.startsWith('access-control')), []);
    }
  });

  test('is on for all: answers, errors and preflights', async () => {
    for (const query of ['EIO=4&transport=polling', 'EIO=4&transport=x', 'EIO=4&transport=polling&sid=x']) {
      const response = await fetch(`${open.url}/engine.io/?${query}`, { headers: { Origin: 'http://page.example' } });
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
    }
    const session = new Engine(open, '/engine.io/', 4);
    const { sid } = JSON.parse((await (await session.openPolling()).text()).slice(1));
    const large = await session.post(sid, `4${'x'.repeat(1e6)}`, { Origin: 'http://page.example' });
    assert.deepEqual([large.status, large.headers.get('access-control-allow-origin')], [413, '*']);
    assert.equal((await session.post(sid, '4still here')).status, 200);
    const preflight = await fetch(`${open.url}/engine.io/?EIO=4&transport=polling`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://page.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.match(preflight.headers.get('access-control-allow-methods'), /POST/);
  });
});

describe('requests that overlap', () => {
  test('two POSTs at once end the session', async (context) => {
    const sid = await openSession();
    const slow = raw(context);
    slow.write(`${head(sid, 6)}4sl`); // the rest is missing
    const probe = raw(context);
    // The first must have arrived: the answer to something behind it on another connection says nothing about that, so
    // the second is tried until it is refused.
    let answer = { status: 200 };
    for (let i = 0; i < 100 && answer.status === 200; i += 1) {
      probe.write(`${head(sid, 2)}4x`);
      answer = await probe.next();
    }
    assert.equal(answer.status, 400);
    assert.equal((await engine.poll(sid)).status, 400);
  });

  test('two polls at once end it: the first is told', async () => {
    const sid = await openSession();
    const answers = await Promise.all([engine.poll(sid), engine.poll(sid)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400]);
  });

  test('a POST beside a poll is what polling is', async () => {
    const sid = await openSession();
    const pending = engine.poll(sid);
    assert.equal((await engine.post(sid, '4a')).status, 200);
    assert.equal(await (await pending).text(), '4a');
  });
});

describe('late and odd packets', () => {
  test('what comes behind a close in the same body is not looked at', async () => {
    const sid = await openSession();
    assert.equal((await engine.post(sid, '4a\x1e1\x1e4late')).status, 200);
    const answer = await engine.poll(sid);
    assert.doesNotMatch(await answer.text(), /late/);
  });

  test('a session that is closed is unknown to everybody', async () => {
    const sid = await openSession();
    await engine.post(sid, '1');
    await engine.poll(sid);
    for (const answer of [await engine.poll(sid), await engine.post(sid, '4a')]) {
      assert.deepEqual([answer.status, await answer.json()], [400, { code: 1, message: 'Session ID unknown' }]);
    }
    const refused = await engine.webSocket(sid).refused;
    assert.equal(refused.statusCode, 400);
  });

  test('a bad packet in a batch refuses the batch', async () => {
    const sid = await openSession();
    assert.equal((await engine.post(sid, '4a\x1e9')).status, 400);
    assert.equal((await engine.poll(sid)).status, 400);
  });

  test('packets of one POST come back in their order', async () => {
    const sid = await openSession();
    const sent = Array.from({ length: 200 }, (_, i) => (i % 3 ? `4${i}` : `b${Buffer.from([i]).toString('base64')}`));
    await engine.post(sid, sent.join('\x1e'));
    const back = [];
    while (back.length < sent.length) back.push(...(await (await engine.poll(sid)).text()).split('\x1e').filter((packet) => packet !== '2'));
    assert.deepEqual(back, sent);
  });
});

describe('answers', () => {
  test('are not kept by caches', async () => {
    const response = await engine.openPolling();
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('set-cookie'), null);
  });

  test('a POST is answered with ok as text/html', async () => {
    const response = await engine.post(await openSession(), '4a');
    assert.match(response.headers.get('content-type'), /^text\/html/);
    assert.equal(await response.text(), 'ok');
  });

  test('the errors come in order: transport, sid, method, revision', async () => {
    for (const [method, query, code] of [
      ['POST', 'EIO=9&transport=x&sid=y', 0], ['PUT', 'EIO=9&transport=polling&sid=y', 1], ['POST', 'EIO=9&transport=polling', 2],
      ['GET', 'EIO=9&transport=polling', 5], ['GET', 'EIO=&transport=polling', 5],
    ]) {
      const response = await fetch(`${host.url}/engine.io/?${query}`, { method });
      assert.deepEqual([query, response.status, (await response.json()).code], [query, 400, code]);
    }
  });

  test('several requests on one connection are answered in order', async (context) => {
    const sid = await openSession();
    const wire = raw(context);
    wire.write(`${head(sid, 2)}4a${head(sid, 2)}4bGET /engine.io/?EIO=4&transport=x HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.deepEqual([(await wire.next()).status, (await wire.next()).status, (await wire.next()).status], [200, 200, 400]);
  });
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a client may do between coming and going, the polite ways and the rude ones. A cycle is a function of the hub; it
// resolves when the client has gone, and rejects when the server did not do its part.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { io } from 'socket.io-client';
import { Engine, Wire } from '../interop/raw.mjs';

const require = createRequire(import.meta.url);
const oldIo = require('socket.io-client-2');

const patience = 30000; // of a client with its server

/** Rejects when `promise` takes longer than anything here may. */
function inTime(promise, what) {
  let late;
  const alarm = new Promise((_, reject) => { late = setTimeout(() => reject(new Error(`${what} is late`)), patience); });
  return Promise.race([promise, alarm]).finally(() => clearTimeout(late));
}

const once = (emitter, event) => new Promise((resolve) => { emitter.once(event, resolve); });
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// --- npm's clients

/** Comes, says something, has its answer, leaves. */
async function stock(client, hub, options, { upgraded = false } = {}) {
  const socket = client(hub.url, { forceNew: true, reconnection: false, timeout: patience, ...options });
  try {
    await inTime(once(socket, 'connect'), 'connect');
    if (upgraded && socket.io.engine.transport.name !== 'websocket') await inTime(once(socket.io.engine, 'upgrade'), 'upgrade');
    const answer = await inTime(new Promise((resolve) => { socket.emit('message', 'hello', resolve); }), 'acknowledgement');
    assert.equal(answer.ok, true);
  } finally {
    socket.disconnect();
  }
}

// --- bytes by hand

/** A raw connection; `received` is what came so far, `ended` resolves when it is over, whoever ended it. */
function raw(hub, bytes = '') {
  const socket = connect({ port: hub.port, host: '127.0.0.1', noDelay: true });
  socket.received = '';
  socket.on('data', (chunk) => { socket.received += chunk.toString('latin1'); });
  socket.on('error', () => {}); // a reset is what some of these are about
  socket.ended = once(socket, 'close');
  if (bytes) socket.write(bytes);
  return socket;
}

/** Sends `bytes` and vanishes with an RST. */
async function reset(hub, bytes) {
  const socket = raw(hub, bytes);
  await inTime(once(socket, 'connect'), 'connect');
  await pause(50);
  socket.resetAndDestroy();
  await socket.ended;
}

/** Sends a byte from time to time until the server has had enough. */
async function drip(hub, socket, bytes) {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.writable) socket.write(bytes.subarray(at, at + 1));
    at = (at + 1) % bytes.length;
  }, 400);
  await inTime(socket.ended, 'end of a drip').finally(() => {
    clearInterval(timer);
    socket.destroy();
  });
}

const upgradeHead = (path) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
  + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

async function rawWebSocket(hub, path) {
  const socket = raw(hub, upgradeHead(path));
  while (!socket.received.includes('\r\n\r\n')) await inTime(Promise.race([once(socket, 'data'), socket.ended]), 'handshake');
  assert.match(socket.received, /^HTTP\/1\.1 101 /);
  return socket;
}

async function openPolling(engine) {
  const opened = await (await engine.openPolling()).text();
  const { sid } = JSON.parse(opened.slice(opened.indexOf('{')));
  return sid;
}

async function joinPolling(engine) {
  const sid = await openPolling(engine);
  await (await engine.post(sid, '40')).text();
  await (await engine.poll(sid)).text();
  return sid;
}

/** The acknowledgement of the message just sent; what others say meanwhile comes in between. */
async function acknowledged(wire) {
  let packet;
  do packet = await inTime(wire.take(), 'acknowledgement');
  while (!packet.startsWith('43'));
  assert.match(packet, /"ok":true/);
}

async function joinWebSocket(hub) {
  const wire = new Engine(hub, '/socket.io/', 4).webSocket();
  await inTime(wire.opened, 'WebSocket');
  await wire.take();
  wire.send('40');
  await inTime(wire.take(), 'CONNECT');
  wire.send('420["message","hello"]');
  await acknowledged(wire);
  return wire;
}

const halfMaskedFrame = Buffer.from([0x81, 0xfe, 0x10, 0x00, 1, 2, 3, 4, 0x20, 0x20]); // announces 4 KiB

/** The kinds of cycles, as many as there is time for. */
export const cycles = {
  'stock client, WebSocket': (hub) => stock(io, hub, { transports: ['websocket'] }),
  'stock client, polling': (hub) => stock(io, hub, { transports: ['polling'] }),
  'stock client, polling then WebSocket': (hub) => stock(io, hub, {}, { upgraded: true }),
  'client of Socket.IO 2, WebSocket': (hub) => stock(oldIo, hub, { transports: ['websocket'] }),
  'client of Socket.IO 2, polling then WebSocket': (hub) => stock(oldIo, hub, {}, { upgraded: true }),
  'plain WebSocket': async (hub) => {
    const wire = new Wire(`${hub.url}/ws`);
    await inTime(wire.opened, 'WebSocket');
    wire.send('hello');
    wire.close();
    await inTime(wire.closed, 'close');
  },
  'page, keep-alive': async (hub) => {
    const answer = await fetch(`${hub.url}/`, { headers: { connection: 'close' } });
    assert.equal(answer.status, 200);
    await answer.text();
  },

  'WebSocket vanishes after a message': async (hub) => {
    const wire = await joinWebSocket(hub);
    wire.socket.terminate();
    await wire.closed;
  },
  'WebSocket reset inside a frame': async (hub) => {
    const socket = await rawWebSocket(hub, '/socket.io/?EIO=4&transport=websocket');
    socket.write(halfMaskedFrame);
    await pause(50);
    socket.resetAndDestroy();
    await socket.ended;
  },
  'plain WebSocket reset inside a frame': async (hub) => {
    const socket = await rawWebSocket(hub, '/ws');
    socket.write(halfMaskedFrame);
    await pause(50);
    socket.resetAndDestroy();
    await socket.ended;
  },
  'WebSocket breaks the protocol': async (hub) => {
    const socket = await rawWebSocket(hub, '/socket.io/?EIO=4&transport=websocket');
    socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await pause(50);
    socket.destroy();
    await socket.ended;
  },
  'malformed Socket.IO packet': async (hub) => {
    const wire = await joinWebSocket(hub);
    wire.send('42["message"');
    await inTime(wire.closed, 'close');
  },
  'attachments that never come': async (hub) => {
    const wire = await joinWebSocket(hub);
    wire.send('452-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
    wire.send(Buffer.alloc(1000));
    await pause(50);
    wire.socket.terminate();
    await wire.closed;
  },

  'polling never polls again': async (hub) => { await joinPolling(new Engine(hub, '/socket.io/', 4)); },
  'polling of revision 3 never polls again': async (hub) => { await openPolling(new Engine(hub, '/socket.io/', 3)); },
  'poll aborted': async (hub) => {
    const engine = new Engine(hub, '/socket.io/', 4);
    const sid = await joinPolling(engine);
    const abort = new AbortController();
    const polled = engine.poll(sid, { signal: abort.signal }).catch(() => {});
    await pause(50);
    abort.abort();
    await polled;
  },
  'POST reset inside its body': async (hub) => {
    const sid = await openPolling(new Engine(hub, '/socket.io/', 4));
    await reset(hub, `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: 127.0.0.1\r\n`
      + 'Content-Length: 100000\r\n\r\n42["message","hel');
  },
  'upgrade abandoned after the probe': async (hub) => {
    const engine = new Engine(hub, '/socket.io/', 4);
    const sid = await joinPolling(engine);
    const wire = engine.webSocket(sid);
    await inTime(wire.opened, 'WebSocket');
    wire.send('2probe');
    assert.equal(await inTime(wire.take({ pings: true }), 'probe'), '3probe');
    wire.socket.terminate();
    await wire.closed;
  },
  'upgrade abandoned before the probe': async (hub) => {
    const engine = new Engine(hub, '/socket.io/', 4);
    const wire = engine.webSocket(await openPolling(engine));
    await inTime(wire.opened, 'WebSocket');
    wire.socket.terminate();
    await wire.closed;
  },
  'upgrade done, then reset': async (hub) => {
    const engine = new Engine(hub, '/socket.io/', 4);
    const wire = engine.webSocket(await joinPolling(engine));
    await inTime(wire.opened, 'WebSocket');
    wire.send('2probe');
    await inTime(wire.take({ pings: true }), 'probe');
    wire.send('5');
    wire.send('420["message","hello"]');
    await acknowledged(wire);
    wire.socket._socket.resetAndDestroy();
    await wire.closed;
  },

  'half a request line': (hub) => reset(hub, 'GET / HT'),
  'half a head': (hub) => reset(hub, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Wait'),
  'half a head, closed politely': async (hub) => {
    const socket = raw(hub, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    await inTime(once(socket, 'connect'), 'connect');
    socket.end();
    await inTime(socket.ended, 'end');
  },
  'answer reset in the middle': (hub) => reset(hub, 'GET /socket.io/socket.io.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(20)),
  'no HTTP at all': async (hub) => {
    const socket = raw(hub, Buffer.from('1603010200010001fc0303', 'hex'));
    await inTime(socket.ended, 'refusal');
  },
};

/** Those that take seconds by themselves: until the server has had enough. Two of each in a round. */
export const slowCycles = {
  'head that drips': (hub) => drip(hub, raw(hub), Buffer.from('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drip: aaaaaaaaaaaaaaaaaaaa')),
  'frame that drips': async (hub) => {
    const socket = await rawWebSocket(hub, '/ws');
    socket.write(halfMaskedFrame);
    await drip(hub, socket, Buffer.from(' '));
  },
  'WebSocket that never answers a ping': async (hub) => {
    const socket = await rawWebSocket(hub, '/socket.io/?EIO=4&transport=websocket');
    await inTime(socket.ended, 'end').finally(() => socket.destroy());
  },
  'WebSocket that reads nothing any more': async (hub) => {
    const wire = await joinWebSocket(hub);
    wire.socket._socket.pause();
    await pause(8000); // longer than the server waits for a pong, and then for our close
    wire.socket.terminate();
    await inTime(wire.closed, 'close');
  },
  'connection that says nothing': async (hub) => {
    const socket = raw(hub);
    await inTime(socket.ended, 'end').finally(() => socket.destroy());
  },
};

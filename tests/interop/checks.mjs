// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The twelve checks of the interop matrix, for any revision of npm's client in node or in a page: plain JavaScript
// that imports nothing. The server is interophost.cpp, or reference-server.mjs on node.

const texts = ['Grüße, 世界, 👋🏽', 'é', '\u0000\u001f"\\/\u2028\u2029', 'ä€😀'.repeat(500)];
const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 256);

/**
 * How long, in milliseconds, a test waits for what must come: longer than a busy machine needs, because what is right
 * does not depend on it. Stands here because pages get this module alone.
 */
export const patience = 60000;

export function equal(actual, expected, what = 'value') {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: got ${String(a).slice(0, 200)}, expected ${String(b).slice(0, 200)}`);
}

/** Resolves to what `subscribe(resolve, reject)` gives; rejects when patience is over. */
function within(what, subscribe) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${what} within ${patience} ms`)), patience);
    subscribe((value) => { clearTimeout(late); resolve(value); }, (error) => { clearTimeout(late); reject(error); });
  });
}

/** The arguments with which `event` comes next. */
export const once = (socket, event) => within(event, (resolve) => socket.once(event, (...args) => resolve(args)));
/** The first of them. */
export const next = (socket, event) => once(socket, event).then(([value]) => value);
const asked = (socket, ...args) => within(`ack of ${args[0]}`, (resolve) => socket.emit(...args, (...answer) => resolve(answer)));
/** Binary data as numbers, whatever the client makes of it: Buffer, ArrayBuffer or typed array. */
const numbers = (data) => Array.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data);

/** The name of the transport that a socket's connection uses. */
const transportOf = (socket) => socket.io.engine.transport.name;

/**
 * `world`: {io, url, options, revision, transport, onBeat}; `revision` is the major version of the older side,
 * `transport` the one that a connection must come to, `onBeat` tells of heartbeats where the client itself does not.
 */
export class Peer {
  constructor(world) {
    this.world = world;
    this.sockets = [];
  }

  open(namespace = '/', options = {}) {
    const socket = this.world.io(this.world.url + namespace, { forceNew: true, reconnection: false, ...this.world.options, ...options });
    this.sockets.push(socket);
    return socket;
  }

  async connect(namespace = '/', options = {}) {
    const socket = this.open(namespace, options);
    await within(`connection to ${namespace}`, (resolve, reject) => {
      socket.once('connect', resolve);
      for (const event of ['connect_error', 'error']) {
        socket.once(event, (error) => reject(new Error(`${event}: ${error?.message ?? JSON.stringify(error)} ${error?.description ?? ''}`)));
      }
    });
    return socket;
  }

  close() { this.sockets.forEach((socket) => socket.close()); }
}

export const checks = {
  async 'connect'(peer) {
    const socket = await peer.connect();
    if (!/^[\w-]{20}$/.test(socket.id)) throw new Error(`the id is ${socket.id}`);
    const { engine } = socket.io;
    if (transportOf(socket) !== peer.world.transport) await within('upgrade', (resolve) => engine.once('upgrade', resolve));
    equal(transportOf(socket), peer.world.transport, 'transport');
  },

  async 'UTF-8 echo'(peer) {
    const socket = await peer.connect();
    for (const text of texts) {
      const back = once(socket, 'echo');
      socket.emit('echo', text);
      equal(await back, [text]);
    }
  },

  async 'UTF-8 seen by the server'(peer) {
    const socket = await peer.connect();
    for (const text of texts) {
      const [points] = await asked(socket, 'code points', text);
      equal(points, Array.from(text, (character) => character.codePointAt(0)));
    }
  },

  async 'ack'(peer) {
    const socket = await peer.connect();
    equal(await asked(socket, 'echo', 1, 'two', { b: [true], a: null }), [1, 'two', { b: [true], a: null }]);
    socket.on('question', (number, answer) => answer(number + 1, 'ja'));
    const answered = once(socket, 'answered');
    socket.emit('ask me', 41);
    equal(await answered, [42, 'ja']);
  },

  async 'binary'(peer) {
    const socket = await peer.connect();
    const back = once(socket, 'echo');
    socket.emit('echo', bytes.buffer, { deep: [bytes.buffer.slice(0, 3)] }, 'text');
    const [first, { deep }, text] = await back;
    equal(numbers(first), Array.from(bytes));
    equal(numbers(deep[0]), Array.from(bytes.slice(0, 3)));
    equal(text, 'text');
  },

  async 'binary ack'(peer) {
    const socket = await peer.connect();
    const [back] = await asked(socket, 'echo', bytes.buffer);
    equal(numbers(back), Array.from(bytes));
    socket.on('question', (data, answer) => answer(data));
    const answered = once(socket, 'answered');
    socket.emit('ask me', bytes.buffer);
    equal(numbers((await answered)[0]), Array.from(bytes));
  },

  async 'namespace'(peer) {
    const socket = peer.open('/other');
    equal(await once(socket, 'welcome'), ['/other']);
    equal(await asked(socket, 'echo', 'in the other one'), ['in the other one']);
  },

  async 'multiplexed namespace'(peer) {
    const socket = await peer.connect();
    const other = socket.io.socket('/other');
    peer.sockets.push(other);
    if (!other.connected) await once(other, 'connect'); // it connects by itself
    equal([await asked(socket, 'echo', 'a'), await asked(other, 'echo', 'b')], [['a'], ['b']]);
    other.close();
    equal(await asked(socket, 'echo', 'still here'), ['still here']);
  },

  async 'refused namespace'(peer) {
    const event = peer.world.revision < 3 ? 'error' : 'connect_error';
    const [refusal] = await once(peer.open('/closed'), event);
    if (peer.world.revision < 3) equal(refusal, { code: 7 });
    else equal([refusal.message, refusal.data], ['members only', { code: 7 }]);
    const [unknown] = await once(peer.open('/nowhere'), event);
    equal(unknown.message, 'Invalid namespace');
  },

  async 'broadcast'(peer) {
    const [a, b, c] = await Promise.all([peer.connect(), peer.connect(), peer.connect()]);
    const own = `hört: ${Math.random()}`; // others broadcast at the same time
    let heard = false;
    a.on('told', (text) => { heard ||= text === own; });
    const told = [b, c].map((socket) => within('broadcast', (resolve) => socket.on('told', (text) => { if (text === own) resolve(); })));
    a.emit('tell all', own);
    await Promise.all(told);
    await asked(a, 'echo', 'behind whatever could have come back');
    equal(heard, false);
  },

  async 'heartbeat survived'(peer) {
    const socket = await peer.connect();
    const gone = [];
    socket.on('disconnect', (reason) => gone.push(reason));
    // In revision 3 of Engine.IO the client pings and gets pongs, in revision 4 it gets pings.
    const beat = peer.world.revision < 3 ? 'pong' : 'ping';
    let beats = 0;
    const onBeat = peer.world.onBeat
      ?? ((_, tell) => socket.io.engine.on('packet', ({ type }) => { if (type === beat) tell(); }));
    await within('fourth heartbeat', (resolve) => onBeat(socket, () => { if ((beats += 1) === 4) resolve(); }));
    equal(await asked(socket, 'echo', 'alive'), ['alive']);
    equal(gone, []);
  },

  async 'server disconnect'(peer) {
    const socket = await peer.connect();
    const left = once(socket, 'disconnect');
    socket.emit('throw me out');
    equal((await left)[0], 'io server disconnect');
  },
};

/** Runs a check; resolves to null or what went wrong. For pages, which get this module as text. */
export async function runCheck(world, name) {
  const peer = new Peer(world);
  const result = await checks[name](peer).then(() => null, (error) => String(error?.message ?? error));
  peer.close();
  return result;
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native Socket.IO client (socketioprobe) with the face of npm's: as much of it as checks.mjs uses.

import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { program } from './hub.mjs';

function toWire(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return { $binary: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
}

function fromWire(value) {
  if (Array.isArray(value)) return value.map(fromWire);
  if (value === null || typeof value !== 'object') return value;
  if ('$binary' in value) return new Uint8Array(Buffer.from(value.$binary, 'base64'));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromWire(member)]));
}

/** One running client: a connection with its namespaces ("Manager"). */
class NativeClient {
  constructor(url, { args = [] } = {}) {
    this.child = spawn(program('socketioprobe'), [url, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.sockets = new Map();
    this.answers = new Map();
    this.engine = Object.assign(new EventEmitter(), { transport: { name: null } });
    this.events = new EventEmitter();
    createInterface({ input: this.child.stdout }).on('line', (line) => this.receive(JSON.parse(line)));
  }

  /** Nothing once it is closed. */
  write(command) { if (this.child.stdin.writable) this.child.stdin.write(`${JSON.stringify(command)}\n`); }

  socket(nsp, auth) {
    if (!this.sockets.has(nsp)) this.sockets.set(nsp, new NativeSocket(this, nsp, auth));
    return this.sockets.get(nsp);
  }

  receive({ event, ...rest }) {
    const socket = this.sockets.get(rest.nsp);
    this.events.emit(event, rest);
    switch (event) {
      case 'opened':
        this.revision = rest.revision;
        this.engine.transport.name = rest.transport;
        break;
      case 'upgraded':
        this.engine.transport.name = 'websocket';
        this.engine.emit('upgrade');
        break;
      case 'answer':
        this.answers.get(rest.ack)(...fromWire(rest.args));
        break;
      case 'ended':
        for (const one of this.sockets.values()) one.lose(rest.detail);
        break;
      default:
        socket?.receive(event, rest);
    }
  }

  close() { this.child.stdin.end(); }
}

class NativeSocket {
  constructor(client, nsp, auth) {
    this.io = client;
    this.nsp = nsp;
    this.connected = false;
    this.local = new EventEmitter();
    this.local.on('error', () => {}); // an emitter would throw what nobody listens for
    client.write({ do: 'open', nsp, auth });
  }

  on(event, listener) { this.local.on(event, listener); return this; }

  once(event, listener) { this.local.once(event, listener); return this; }

  emit(name, ...args) {
    const answered = typeof args.at(-1) === 'function' ? args.pop() : null;
    const ack = answered ? this.io.answers.size : undefined;
    if (answered) this.io.answers.set(ack, answered);
    this.io.write({ do: 'emit', nsp: this.nsp, name, args: toWire(args), ack });
  }

  close() {
    this.connected = false;
    if (this.nsp === '/' || this.io.sockets.size === 1) this.io.close();
    else this.io.write({ do: 'close', nsp: this.nsp });
  }

  lose(reason) {
    if (this.connected) this.local.emit('disconnect', reason);
    this.connected = false;
  }

  receive(event, { id, recovered, name, args, reply, message, data }) {
    if (event === 'connected') {
      Object.assign(this, { connected: true, id, recovered });
      this.local.emit('connect');
    } else if (event === 'failed') {
      const old = this.io.revision === 3;
      this.local.emit(old ? 'error' : 'connect_error', old && data ? data : { message, data });
    } else if (event === 'disconnected') {
      this.lose('io server disconnect');
    } else if (event === 'event') {
      const answer = (...values) => this.io.write({ do: 'reply', reply, args: toWire(values) });
      this.local.emit(name, ...fromWire(args), ...(reply ? [answer] : []));
    }
  }
}

/** As `io(url, options)` of npm's client; options.args are arguments of socketioprobe. */
export function nativeIo(url, options = {}) {
  const { origin, pathname } = new URL(url);
  return new NativeClient(origin, options).socket(pathname, options.auth);
}

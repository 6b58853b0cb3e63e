// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A peer that says every byte of HTTP and WebSocket itself, and reads what comes back without trusting it.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { patience } from '../interop/checks.mjs';

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };
const names = Object.fromEntries(Object.entries(opcodes).map(([name, code]) => [code, name]));

/** Text as bytes: one character, one byte. */
export const bytes = (text) => (Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1'));

/** A frame. `lengthBytes` forces a form of the length (0, 2 or 8), `announce` another length than the payload's. */
export function frame(opcode, payload = '', { fin = true, rsv = 0, mask = true, lengthBytes, announce } = {}) {
  const body = Buffer.from(payload);
  const size = BigInt(announce ?? body.length);
  const form = lengthBytes ?? (size < 126n ? 0 : size < 65536n ? 2 : 8);
  const head = Buffer.alloc(2 + form + (mask ? 4 : 0));
  head[0] = (fin ? 0x80 : 0) | rsv << 4 | opcode;
  head[1] = (mask ? 0x80 : 0) | (form === 0 ? Number(size) : form === 2 ? 126 : 127);
  if (form === 2) head.writeUInt16BE(Number(size), 2);
  if (form === 8) head.writeBigUInt64BE(size, 2);
  if (mask) {
    const key = [0x37, 0xfa, 0x21, 0x3d];
    head.set(key, 2 + form);
    for (let i = 0; i < body.length; i += 1) body[i] ^= key[i % 4];
  }
  return Buffer.concat([head, body]);
}

export const text = (payload, options) => frame(opcodes.text, payload, options);
export const binary = (payload, options) => frame(opcodes.binary, payload, options);
export const more = (payload, options) => frame(opcodes.continuation, payload, options);
export const ping = (payload, options) => frame(opcodes.ping, payload, options);

/** A Close frame; without a code an empty one. */
export function close(code, reason = '') {
  if (code === undefined) return frame(opcodes.close);
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return frame(opcodes.close, Buffer.concat([payload, Buffer.from(reason)]));
}

/** An upgrade request; `fields` replace those of a good one, null leaves one out. */
export function upgrade(path, fields = {}) {
  const all = {
    Host: '127.0.0.1', Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', ...fields,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`);
  return bytes(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

/** A request with a good Host and `fields`, each a whole line. */
export const request = (line, fields = [], body = '') => bytes(
  `${line} HTTP/1.1\r\n${['Host: 127.0.0.1', ...fields].map((field) => `${field}\r\n`).join('')}\r\n${body}`);

export class RawPeer {
  constructor(port, { reads = true } = {}) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.began = Date.now();
    this.chunks = [];
    this.size = 0;
    this.isClosed = false;
    this.waiting = new Set();
    if (reads) {
      this.socket.on('data', (chunk) => {
        this.chunks.push(chunk);
        this.size += chunk.length;
        this.check();
      });
    }
    for (const event of ['end', 'error', 'close']) {
      this.socket.on(event, () => {
        this.isClosed = true;
        this.check();
      });
    }
  }

  check() { for (const waiter of [...this.waiting]) waiter(); }

  get received() {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] ?? Buffer.alloc(0);
  }

  send(data) { this.socket.write(bytes(data)); }

  /** In pieces of `size` bytes, each a write of its own. */
  async sendChopped(data, size = 1) {
    const all = bytes(data);
    for (let at = 0; at < all.length && !this.isClosed; at += size) {
      if (!this.socket.write(all.subarray(at, at + size))) await turn();
      if (size < 64) await turn();
    }
  }

  finish() { this.socket.end(); }

  destroy() { this.socket.destroy(); }

  /** Resolves once `accept` holds; rejects when the connection closes before, or after `limit` ms. */
  until(accept, what, limit = patience) {
    return new Promise((resolve, reject) => {
      const settle = (outcome, value) => {
        clearTimeout(late);
        this.waiting.delete(waiter);
        outcome(value);
      };
      const fail = (why) => settle(reject, new Error(`${why} before ${what}; received ${this.size} bytes: ${
        JSON.stringify(this.received.subarray(0, 300).toString('latin1'))}`));
      const late = setTimeout(() => fail('timeout'), limit);
      const waiter = () => {
        if (accept()) settle(resolve);
        else if (this.isClosed) fail('closed');
      };
      this.waiting.add(waiter);
      waiter();
    });
  }

  closed(limit) { return this.until(() => this.isClosed, 'the end', limit); }

  /** What has been answered: responses, and behind a 101 frames. `methods` of the requests, GET unless named. */
  parse(methods = []) {
    const responses = [];
    let rest = this.received;
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) break;
      const [line, ...fields] = rest.subarray(0, end).toString('latin1').split('\r\n');
      assert.match(line, /^HTTP\/1\.1 \d{3} [A-Z]/);
      const status = Number(line.slice(9, 12));
      const headers = {};
      for (const field of fields) {
        const colon = field.indexOf(': ');
        const name = field.slice(0, colon).toLowerCase();
        assert.ok(!(name in headers), `${name} is there twice`);
        headers[name] = field.slice(colon + 2);
      }
      const isHead = methods[responses.filter((one) => one.status >= 200).length] === 'HEAD';
      const length = status < 200 || status === 204 || status === 304 || isHead ? 0 : Number(headers['content-length']);
      assert.ok(length >= 0, 'an answer without length');
      if (rest.length < end + 4 + length) break;
      responses.push({ status, headers, body: rest.subarray(end + 4, end + 4 + length).toString('latin1') });
      rest = rest.subarray(end + 4 + length);
      if (status === 101) break;
    }
    return { responses, rest };
  }

  /** The first `count` responses, interim ones included. */
  async responses(count, methods) {
    await this.until(() => this.parse(methods).responses.length >= count, `answer ${count}`);
    return this.parse(methods).responses;
  }

  /** Shakes hands with `path`, the `first` bytes in the same segment; frames() is good from here on. */
  async open(path, first = '') {
    this.send(Buffer.concat([upgrade(path), bytes(first)]));
    const [{ status, headers }] = await this.responses(1);
    assert.equal(status, 101);
    assert.equal(headers['sec-websocket-accept'], 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    assert.deepEqual(Object.keys(headers).filter((name) => name.startsWith('access-control')), []);
  }

  /** The frames behind the 101, as [name, payload]; a Close as ['close', code]. */
  frames() {
    const frames = [];
    let { rest } = this.parse();
    while (rest.length >= 2) {
      assert.equal(rest[0] & 0x70, 0, 'a reserved bit');
      assert.ok(!(rest[1] & 0x80), 'a masked frame from the server');
      let length = rest[1] & 0x7f;
      let head = 2;
      if (length === 126) {
        if (rest.length < 4) break;
        length = rest.readUInt16BE(2);
        head = 4;
      } else if (length === 127) {
        if (rest.length < 10) break;
        length = Number(rest.readBigUInt64BE(2));
        head = 10;
      }
      if (rest.length < head + length) break;
      const payload = rest.subarray(head, head + length);
      const name = names[rest[0] & 0x0f];
      frames.push([name, name === 'close' ? (length >= 2 ? payload.readUInt16BE(0) : undefined) : payload]);
      rest = rest.subarray(head + length);
    }
    return frames;
  }
}

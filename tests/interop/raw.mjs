// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engine.IO by hand, for tests that say every byte themselves.

import { connect } from 'node:net';
import WebSocket from 'ws';

/** A WebSocket whose messages are read one after the other; text as string, binary as Buffer. */
export class Wire {
  constructor(url) {
    this.socket = new WebSocket(url.replace('http', 'ws'));
    this.messages = [];
    this.waiting = [];
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.opened.catch(() => {}); // a refused one is told by refused
    this.closed = new Promise((resolve) => { this.socket.once('close', resolve); });
    this.refused = new Promise((resolve) => { this.socket.once('unexpected-response', (_, answer) => resolve(answer)); });
    this.socket.on('message', (data, isBinary) => {
      const message = isBinary ? data : data.toString();
      if (this.waiting.length) this.waiting.shift()(message);
      else this.messages.push(message);
    });
  }

  send(message) { this.socket.send(message); }

  /** The next message; pings of revision 4 are answered on the way unless asked for. */
  async take({ pings = false } = {}) {
    for (;;) {
      const message = this.messages.length ? this.messages.shift()
        : await new Promise((resolve, reject) => {
          this.waiting.push(resolve);
          this.closed.then((code) => reject(new Error(`closed with ${code}`)));
        });
      if (message !== '2' || pings) return message;
      this.send('3');
    }
  }

  close() { this.socket.close(); }
}

/** Requests to one Engine.IO path in one revision. */
export class Engine {
  constructor(host, path, revision) {
    this.base = `${host.url}${path}?EIO=${revision}`;
  }

  url(query) { return `${this.base}&${query}`; }

  poll(sid, options, query = '') { return fetch(this.url(`transport=polling&sid=${sid}${query}`), options); }

  post(sid, body, headers = {}, query = '') { return this.poll(sid, { method: 'POST', body, headers }, query); }

  openPolling(query = '', options = {}) { return fetch(this.url(`transport=polling${query}`), options); }

  webSocket(sid) { return new Wire(this.url(`transport=websocket${sid ? `&sid=${sid}` : ''}`)); }
}

/** HTTP without anything that tidies up on the way: bytes out, answers in. */
export class RawConnection {
  constructor({ port }) {
    this.buffer = '';
    this.wake = () => {};
    this.socket = connect(port, '127.0.0.1');
    this.socket.setEncoding('latin1');
    this.socket.on('data', (data) => { this.buffer += data; this.wake(); });
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.wake());
  }

  /** `written` is called when the system has the bytes. */
  write(text, written) { this.socket.write(text, 'latin1', written); }

  close() { this.socket.destroy(); }

  /** The next answer: {status, headers, body}. */
  async next() {
    for (;;) {
      const answer = this.takeAnswer();
      if (answer) return answer;
      if (this.socket.closed) throw new Error(`closed with ${JSON.stringify(this.buffer)}`);
      await new Promise((resolve) => { this.wake = resolve; });
    }
  }

  takeAnswer() {
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const [line, ...fields] = this.buffer.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(fields.map((field) => field.split(': ')).map(([name, value]) => [name.toLowerCase(), value]));
    const length = Number(headers['content-length'] ?? 0);
    if (this.buffer.length < end + 4 + length) return null;
    const body = this.buffer.slice(end + 4, end + 4 + length);
    this.buffer = this.buffer.slice(end + 4 + length);
    return { status: Number(line.split(' ')[1]), headers, body };
  }
}

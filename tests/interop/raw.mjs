// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engine.IO by hand, for tests that say every byte themselves.

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

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tutorial's chat on node, as small as it can be, to be measured beside Confab: Socket.IO, and bare text at /ws.
// Prints "listening PORT".

import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

const http = createServer();
// As it comes it hangs up on a polling client that has posted nothing for five seconds, which a slow machine takes to let all of them join.
http.keepAliveTimeout = 0;
const io = new Server(http);
io.on('connection', (socket) => {
  socket.on('message', (text, acknowledge) => {
    socket.broadcast.emit('message', { message: text });
    acknowledge?.({ ok: true });
  });
  socket.on('typing', (change, acknowledge) => acknowledge?.({ ok: true }));
});

const plain = new WebSocketServer({ noServer: true });
plain.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    for (const other of plain.clients) if (other !== socket) other.send(data, { binary: isBinary });
  });
});
http.on('upgrade', (request, socket, head) => {
  if (request.url === '/ws') plain.handleUpgrade(request, socket, head, (client) => plain.emit('connection', client));
});

http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(`listening ${http.address().port}`));

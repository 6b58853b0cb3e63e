// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The server of the tutorial "How WebSockets Work - With Socket.io Demo" on node's own socket.io, for the native client
// to talk to. Prints its port; the argument is the version (of package.json) to use.

import { createServer } from 'node:http';
import { makeServer } from './node-socketio.mjs';

const http = createServer((request, response) => response.writeHead(404).end());
const io = makeServer(process.argv[2] ?? 'socket.io', http);

io.on('connection', (socket) => {
  socket.on('message', (data) => {
    socket.broadcast.emit('message', { message: data });
  });
});

http.listen(0, '127.0.0.1', () => console.log(http.address().port));

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the server writes to its log, everything that it could say included: never a secret of a client, and never a word of the
// conversation. Standard output is the conversation, and nothing else.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { test } from 'node:test';
import { io } from 'socket.io-client';
import { once, patience } from './checks.mjs';
import { startHub } from './hub.mjs';
import { Engine, Wire } from './raw.mjs';

const oldIo = createRequire(import.meta.url)('socket.io-client-2');

const secrets = {
  token: 'TokenTokenToken-0123456789',
  shortToken: 'ShortToken-12',
  text: 'WordsOfTheConversation',
  longText: 'WordsThatAreTooMany',
  name: 'NameOfAPerson',
  event: 'EventOfAClient',
  pin: 'PinOfTheRoom-4711',
  query: 'QueryOfAPage',
  path: 'PathOfAPage',
  cookie: 'CookieOfAPage',
  header: 'HeaderOfAPage',
  body: 'BodyOfAPost',
  unknownSid: 'SidThatIsNone0123456',
};

async function talk(hub) {
  const sids = [];
  const socket = io(hub.url, { forceNew: true, auth: { token: secrets.token, pin: secrets.pin }, query: { pin: secrets.pin } });
  await once(socket, 'connect');
  sids.push(socket.io.engine.id);
  for (const hello of [{ name: secrets.name, token: secrets.token }, { token: secrets.shortToken }, { rooms: [`${secrets.name}/`] }])
    await socket.emitWithAck('hello', hello);
  await socket.emitWithAck('message', secrets.text);
  await socket.emitWithAck('message', secrets.longText.repeat(1000));
  await socket.emitWithAck('message', { text: secrets.text, id: secrets.text.repeat(10) });
  await socket.emitWithAck(secrets.event, secrets.text);
  socket.disconnect();

  const old = oldIo(hub.url, { forceNew: true, query: { token: secrets.token, pin: secrets.pin }, transports: ['polling'] });
  await once(old, 'connect');
  sids.push(old.io.engine.id);
  old.disconnect();

  const engine = new Engine(hub, '/socket.io/', 4);
  const opened = await (await engine.openPolling(`&pin=${secrets.pin}`)).text();
  const { sid } = JSON.parse(opened.slice(1));
  sids.push(sid);
  await (await engine.post(sid, '40')).text();
  await (await engine.post(sid, `42["message","${secrets.text}"`)).text(); // no JSON: the end
  await (await engine.post(secrets.unknownSid, secrets.body)).text();
  const wire = engine.webSocket();
  await wire.opened;
  sids.push(JSON.parse((await wire.take()).slice(1)).sid);
  wire.send(`9${secrets.text}`);
  await wire.closed;
  await new Engine(hub, '/socket.io/', 4).webSocket(secrets.unknownSid).refused;

  const plain = new Wire(`${hub.url}/ws?pin=${secrets.pin}`);
  await plain.opened;
  plain.send(secrets.text);
  plain.send(secrets.longText.repeat(1000));
  await plain.closed;

  for (const head of [
    `GET /${secrets.path}?${secrets.query} HTTP/1.1\r\nHost: a\r\nCookie: ${secrets.cookie}\r\nAuthorization: Bearer ${secrets.pin}`,
    `GET /${secrets.path}?${secrets.query} HTTP/1.1\r\nHost: a b`,
    `GET /${secrets.path} HTTP/1.1\r\nHost: a\r\n${secrets.header} : x`,
    `GET /${secrets.path}\x01?${secrets.query} HTTP/1.1\r\nHost: a`,
    `POST /${secrets.path}?${secrets.query} HTTP/1.1\r\nHost: a\r\nContent-Length: ${secrets.header}`,
  ]) {
    await new Promise((resolve) => {
      const raw = connect(hub.port, '127.0.0.1', () => raw.write(`${head}\r\nConnection: close\r\n\r\n`));
      raw.on('error', () => {}).on('close', resolve).resume();
    });
  }
  return sids;
}

test('no secret and no word of the conversation gets into the log', { timeout: 4 * patience }, async () => {
  process.env.QT_LOGGING_RULES = '*=true';
  const hub = await startHub();
  const sids = await talk(hub);
  assert.equal(await hub.stop(), 0);

  const log = hub.errors.join('\n');
  // It did say something about each of them.
  for (const said of ['joined over Socket.IO', 'joined over a plain WebSocket', 'refused', 'sent no packet', 'opened a session'])
    assert.ok(log.includes(said), `the log says "${said}": ${log}`);
  for (const [what, secret] of [...Object.entries(secrets), ...sids.map((sid) => ['sid', sid])])
    assert.ok(!log.includes(secret), `the ${what} is in the log: ${hub.errors.find((line) => line.includes(secret))}`);

  const conversation = hub.lines.join('\n');
  assert.ok(conversation.includes(secrets.text), 'standard output has the conversation');
  for (const secret of [secrets.token, secrets.shortToken, secrets.longText, secrets.event, secrets.pin, secrets.query, secrets.cookie, ...sids])
    assert.ok(!conversation.includes(secret), 'and nothing else');
});

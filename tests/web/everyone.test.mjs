// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every kind of client in one room: each message appears exactly once at everybody else's and never comes back to its
// sender.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { patience } from '../interop/checks.mjs';
import { collect, startHub } from '../interop/hub.mjs';
import { startProbe } from '../interop/probe.mjs';
import { launch, openPerson, say, untilOnline } from './support/browser.mjs';

let hub;
let browser;

before(async () => {
  hub = await startHub();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  assert.equal(await hub?.stop(), 0);
});

// A participant: say(text), heard() -> texts of others in the order of arrival, own() -> how often it shows its own,
// leave(). heard() and own() may return promises.

async function pageParticipant(name) {
  const page = await openPerson(browser, hub.url, { name });
  await untilOnline(page);
  const rows = (selector) => page.$$eval(`#messages ${selector} .body`, (all) => all.map((body) => body.textContent));
  return {
    name,
    say: (text) => say(page, text),
    heard: () => rows('.row:not(.own)'),
    own: () => rows('.row.own'),
    leave: async () => {
      assert.deepEqual(page.faults, []);
      await page.context().close();
    },
  };
}

async function nativeParticipant(name, kind) {
  const probe = startProbe(hub.url, { name, kind });
  await probe.state('online');
  const all = (own) => probe.messages().filter((message) => message.own === own).map(({ text }) => text);
  return {
    name,
    say: probe.send,
    heard: () => all(false),
    own: () => all(true),
    leave: async () => assert.equal(await probe.stop(), 0),
  };
}

async function plainParticipant(name) {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/ws`);
  const heard = [];
  socket.on('message', (data, isBinary) => heard.push(isBinary ? data : String(data)));
  await collect(1, (push) => socket.once('open', push), 'connections');
  return { name, say: (text) => socket.send(text), heard: () => heard, own: () => null, leave: () => socket.close() };
}

async function stockParticipant(name) {
  const socket = io(hub.url, { forceNew: true });
  const heard = [];
  socket.on('message', ({ message }) => heard.push(message));
  await collect(1, (push) => socket.once('connect', () => push()), 'connections');
  return { name, say: (text) => socket.emit('message', text), heard: () => heard, own: () => null, leave: () => socket.disconnect() };
}

async function until(condition, what) {
  const deadline = Date.now() + patience;
  while (!await condition()) {
    if (Date.now() > deadline) throw new Error(`not reached: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

test('everybody hears everybody else once', { timeout: 4 * patience }, async () => {
  const people = await Promise.all([
    pageParticipant('first page'), pageParticipant('second page'),
    nativeParticipant('client window', 'windowprobe'), nativeParticipant('client core', 'chatprobe'),
    plainParticipant('plain WebSocket'), stockParticipant('stock client'),
  ]);
  const rounds = [1, 2, 3];
  const textOf = (person, round) => `${round} from the ${person.name}: grüße 👋 <b>&amp;</b>`;
  for (const round of rounds) {
    for (const person of people) await person.say(textOf(person, round));
  }
  const expected = (person) => people.filter((other) => other !== person)
    .flatMap((other) => rounds.map((round) => textOf(other, round))).sort();
  for (const person of people) {
    await until(async () => (await person.heard()).length >= expected(person).length, `all messages at the ${person.name}`);
  }
  // What came back to its sender or came twice would be there before what is said now.
  for (const person of people) await person.say(`end of the ${person.name}`);
  for (const person of people) {
    await until(async () => (await person.heard()).filter((text) => text.startsWith('end of')).length === people.length - 1,
      `the end at the ${person.name}`);
  }

  for (const person of people) {
    const heard = (await person.heard()).filter((text) => !text.startsWith('end of'));
    assert.deepEqual([...heard].sort(), expected(person), `what the ${person.name} heard`);
    for (const other of people.filter((candidate) => candidate !== person)) {
      assert.deepEqual(heard.filter((text) => text.includes(`the ${other.name}:`)), rounds.map((round) => textOf(other, round)));
    }
    const own = await person.own();
    if (own) assert.deepEqual(own.slice(0, rounds.length), rounds.map((round) => textOf(person, round)), `its own at the ${person.name}`);
  }
  for (const person of people) await person.leave();
  assert.equal(await hub.stop(), 0); // and has written the last line
  for (const person of people) {
    for (const round of rounds) assert.equal(hub.lines.filter((line) => line.endsWith(textOf(person, round))).length, 1);
  }
});

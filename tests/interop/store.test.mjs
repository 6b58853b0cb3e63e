// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Messages on disk as a shell and a stock client see them: restarts, kills, a folder in use, a store that cannot be
// used, a disk that is full, backup and export.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { patience } from './checks.mjs';
import { collect, joinStock, program, startHub } from './hub.mjs';

function temporaryFolder(context) {
  const folder = mkdtempSync(join(tmpdir(), 'confab-store-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function confabd(args, options = {}) {
  return spawnSync(program('confabd'), args, { encoding: 'utf8', timeout: patience, env: { ...process.env, LC_ALL: 'C.UTF-8' }, ...options });
}

function start(data) {
  return ['--bind', '127.0.0.1', '--port', '0', '--data', data];
}

async function say(socket, text, id) {
  const [ack] = await collect(1, (push) => socket.emit('message', { text, id }, push), 'acks');
  return ack;
}

async function hello(socket, request = {}) {
  const [answer] = await collect(1, (push) => socket.emit('hello', request, push), 'answers');
  return answer;
}

test('what was acknowledged is there after kill -9, under the same epoch', async (context) => {
  const data = temporaryFolder(context);
  let hub = await startHub({ data });
  let socket = await joinStock(context, hub.url);
  const before = await hello(socket, { token: 'a-token-of-the-test' });
  const acked = [];
  // In the middle of it: some are on the disk, some on their way.
  await collect(50, (push) => {
    for (let i = 0; i < 300; i += 1) {
      socket.emit('message', { text: `text ${i}`, id: `m${i}` }, (ack) => {
        acked.push(ack);
        push(ack);
      });
    }
  }, 'acks');
  await hub.stop('SIGKILL');
  socket.disconnect();

  hub = await startHub({ data });
  socket = await joinStock(context, hub.url);
  const after = await hello(socket, { token: 'a-token-of-the-test' });
  assert.equal(after.epoch, before.epoch);
  const { head } = after.rooms[0];
  assert.ok(head >= acked.length && head >= 50, `${head} stored, ${acked.length} acknowledged`);
  for (const ack of acked) {
    // A retry is answered with the number of the first.
    const again = await say(socket, 'changed', ack.id);
    assert.deepEqual(again, ack);
  }
  assert.equal((await hello(socket, { token: 'a-token-of-the-test' })).rooms[0].head, head);
  assert.equal(await hub.stop(), 0);
  const check = spawnSync('sqlite3', [join(data, 'confab.db'), 'PRAGMA integrity_check'], { encoding: 'utf8' });
  if (!check.error) assert.equal(check.stdout.trim(), 'ok');
});

test('a second server says who has the folder, and ends with 3', async (context) => {
  const data = temporaryFolder(context);
  const hub = await startHub({ data });
  const second = confabd(start(data));
  assert.equal(second.status, 3);
  assert.match(second.stderr, new RegExp(`process ${hub.process.pid}\\b`));
  assert.ok(second.stderr.includes(hub.url), second.stderr);
  await hub.stop('SIGKILL');
  const third = await startHub({ data });
  assert.equal(await third.stop(), 0);
});

test('a store that cannot be used is refused with what to do, and left alone', async (context) => {
  const data = temporaryFolder(context);
  const database = join(data, 'confab.db');
  const cases = {
    damaged: Buffer.alloc(10000, 'x'),
    empty: Buffer.alloc(0),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    writeFileSync(database, bytes);
    const { status, stdout, stderr } = confabd(start(data));
    assert.equal(status, 3, `${name}: ${stderr}`);
    assert.equal(stdout, '');
    assert.match(stderr, /damaged.*--data/);
    assert.ok(readFileSync(database).equals(bytes));
  }
});

test('a store that may not be written is refused', async (context) => {
  const data = temporaryFolder(context);
  const hub = await startHub({ data });
  await hub.stop();
  chmodSync(join(data, 'confab.db'), 0o400);
  let who = {};
  if (process.getuid?.() === 0) { // who may write everything: be somebody else
    who = { uid: 65534, gid: 65534 };
    for (const name of ['', 'confab.db', 'lock']) chownSync(join(data, name), 65534, 65534);
  }
  const { status, stderr } = confabd(start(data), who);
  assert.equal(status, 3, stderr);
  assert.match(stderr, /may not be written.*--ephemeral/);
});

test('when the disk is full the chat goes on in memory and says so', async (context) => {
  const data = temporaryFolder(context);
  // A file may not grow beyond this: what a full disk does, without one.
  const limited = join(data, 'limited');
  writeFileSync(limited, `#!/bin/sh\ntrap '' XFSZ\nulimit -f 400\nexec "${program('confabd')}" "$@"\n`, { mode: 0o700 });
  const hub = await startHub({ data: join(data, 'log'), command: limited });
  const socket = await joinStock(context, hub.url);
  const other = await joinStock(context, hub.url);
  const before = await hello(socket, { token: 'a-token-of-the-test' });
  const received = [];
  other.on('message', (message) => received.push(message));
  let ack;
  let count = 0;
  do {
    count += 1;
    ack = await say(socket, 'x'.repeat(16000), `m${count}`);
  } while (ack.ok && count < 500);
  assert.equal(ack.ok, false);
  assert.equal(ack.error, 'storage');
  const late = await say(socket, 'still here', 'late');
  assert.equal(late.ok, true);
  assert.equal(late.stored, false);
  assert.equal(late.id, 'late');
  assert.equal(late.seq, undefined);
  assert.notEqual((await hello(socket, { token: 'a-token-of-the-test' })).epoch, before.epoch);
  // The first one is in the store, and a retry of it is not a new message.
  assert.equal((await say(socket, 'again', 'm1')).seq, 1);
  await say(other, 'end', 'end');
  assert.ok(!received.some(({ id }) => id === `m${count}`), 'the refused one was delivered');
  assert.equal(received.find(({ id }) => id === 'late').seq, undefined);
  await hub.until(() => hub.errors.some((line) => /in memory/.test(line)), 'word of the memory');
  assert.equal(await hub.stop(), 0);
});

test('backup and export beside a running server', async (context) => {
  const data = temporaryFolder(context);
  const hub = await startHub({ data });
  const socket = await joinStock(context, hub.url);
  const { epoch } = await hello(socket, { name: 'Ana', rooms: ['lobby', 'den'] });
  await say(socket, 'one, "two"\n', 'm1');
  await collect(1, (push) => socket.emit('message', { text: '=1+1', room: 'den' }, push), 'acks');

  const file = join(data, 'copy.db');
  assert.equal(confabd(['backup', '--data', data, file]).status, 0);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const again = confabd(['backup', '--data', data, file]);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /not overwritten/);

  const lines = confabd(['export', '--data', data]);
  assert.equal(lines.status, 0, lines.stderr);
  const messages = lines.stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(messages.map(({ room, seq, text }) => [room, seq, text]), [['den', 1, '=1+1'], ['lobby', 1, 'one, "two"\n']]);
  const csv = join(data, 'den.csv');
  assert.equal(confabd(['export', '--data', data, '--room', 'den', csv]).status, 0);
  assert.match(readFileSync(csv, 'utf8'), /^\ufefftime,room,.*\r\n[^\r]*"'=1\+1"\r\n$/);
  assert.equal(confabd(['export', '--data', data, csv]).status, 2);
  assert.match(confabd(['export', '--data', data, '--format', 'text', '-']).stdout, / lobby Ana: one, "two"/);
  for (const wrong of [['backup'], ['backup', 'a', 'b'], ['export', '--format', 'xml'], ['export', '--data', join(data, 'none')], ['backup', '--data', join(data, 'none'), join(data, 'x')]]) {
    assert.equal(confabd(wrong.includes('--data') ? wrong : [...wrong, '--data', data]).status, 2, wrong.join(' '));
  }
  assert.ok(!existsSync(join(data, 'x')));
  await hub.stop();

  const restored = join(data, 'restored');
  const empty = await startHub({ data: restored });
  await empty.stop();
  copyFileSync(file, join(restored, 'confab.db'));
  const next = await startHub({ data: restored });
  const answer = await hello(await joinStock(context, next.url), { since: { lobby: { epoch, seq: 0 } } });
  assert.notEqual(answer.epoch, epoch);
  assert.equal(answer.rooms[0].gap, true);
  assert.deepEqual(answer.rooms[0].messages.map(({ message }) => message), ['one, "two"\n']);
  assert.equal(await next.stop(), 0);
});

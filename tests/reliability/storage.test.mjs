// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Disks and files that fail under a real server: never an acknowledgement that is not true, never a new database in silence, and a
// sentence that says what to do. What needs no more than a file is in tests/interop/store.test.mjs.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { joinStock, program, startHub } from '../interop/hub.mjs';
import { databaseOf, holeIn, integrityOf, sql, storedIn, temporaryFolder } from './store.mjs';
import { eventually } from './waiting.mjs';

const patience = 30000;
const dataUnusable = 3;

const say = (socket, text, id) => socket.timeout(patience).emitWithAck('message', { text, id });

/** Starts a server that must refuse; its exit code and what it says. */
function refused(data, options = {}) {
  const args = ['--bind', '127.0.0.1', '--port', '0', '--data', data];
  return spawnSync(program('confabd'), args, { encoding: 'utf8', timeout: patience, env: { ...process.env, LC_ALL: 'C.UTF-8' }, ...options });
}

/** A data folder with three messages, and nobody who uses it. */
async function usedFolder() {
  const data = temporaryFolder();
  const hub = await startHub({ data });
  const socket = await joinStock({ after() {} }, hub.url);
  for (const id of ['a', 'b', 'c']) assert.ok((await say(socket, `text of ${id}`, id)).ok);
  socket.disconnect();
  assert.equal(await hub.stop(), 0);
  return data;
}

/** Writes until the store fails; resolves to the acknowledgements and the refusals, by id. */
async function writeUntilItFails(socket, count) {
  const acks = new Map();
  for (let i = 0; i < count; i += 1) {
    const id = `m${i}`;
    const ack = await say(socket, 'x'.repeat(16000), id);
    acks.set(id, ack);
    if (ack.stored === false) return acks;
  }
  throw new Error(`the store took ${count} messages`);
}

/** What was acknowledged with a number is stored under it, what was refused is not, and what was only delivered has no number. */
function checkAcks(acks, stored) {
  const numbers = new Map(stored.map(({ id, seq }) => [id, seq]));
  for (const [id, ack] of acks) {
    if (ack.ok && ack.stored !== false) {
      assert.equal(numbers.get(id), ack.seq, id);
    } else {
      assert.equal(numbers.has(id), false, `${id}: ${JSON.stringify(ack)}`);
      assert.equal(ack.seq, undefined);
      if (!ack.ok) assert.equal(ack.error, 'storage');
    }
  }
  assert.equal(holeIn(stored), '');
}

test('a file system that is full', { timeout: 120000 }, async (context) => {
  const data = temporaryFolder();
  const mounted = process.getuid?.() === 0
    && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', data]).status === 0;
  if (!mounted) {
    context.skip('mounting a small file system needs root: the limit of a file\'s size stands for it in tests/interop/store.test.mjs');
    return;
  }
  context.after(() => spawnSync('umount', [data]));
  const hub = await startHub({ data });
  context.after(() => hub.stop('SIGKILL'));
  const socket = await joinStock(context, hub.url);
  const acks = await writeUntilItFails(socket, 1000);
  assert.ok([...acks.values()].filter(({ ok, stored }) => ok && stored !== false).length > 10);
  assert.ok(await eventually(() => /no longer be stored.*disk is full.*in memory/.test(hub.errors.join('\n')), patience), hub.errors.join('\n'));
  checkAcks(acks, storedIn(data));
  assert.equal(await hub.stop(), 0);

  // With some room again a restart goes on in the same file, as a new epoch.
  assert.equal(spawnSync('mount', ['-o', 'remount,size=16m', data]).status, 0);
  const next = await startHub({ data });
  context.after(() => next.stop('SIGKILL'));
  const ack = await say(await joinStock(context, next.url), 'once more', 'more');
  assert.equal(ack.seq, [...acks.values()].filter(({ seq }) => seq).length + 1);
  assert.equal(await next.stop(), 0);
  assert.equal(integrityOf(data), 'ok');
});

test('a database that another program holds, at the start', async (context) => {
  const data = await usedFolder();
  const holder = await hold(context, data);
  const { status, stderr } = refused(data);
  assert.equal(status, dataUnusable, stderr);
  assert.match(stderr, /Another program holds the messages in .*confab\.db/);
  await holder.release();
  assert.equal(storedIn(data).length, 3);
});

test('a database that another program holds, while the server runs', { timeout: 120000 }, async (context) => {
  const data = await usedFolder();
  const hub = await startHub({ data });
  context.after(() => hub.stop('SIGKILL'));
  const socket = await joinStock(context, hub.url);
  const first = await say(socket, 'before', 'before');
  assert.equal(first.seq, 4);
  const holder = await hold(context, data);
  const acks = await writeUntilItFails(socket, 10);
  await holder.release();
  assert.ok(await eventually(() => /no longer be stored.*another program holds the file/.test(hub.errors.join('\n')), patience), hub.errors.join('\n'));
  // It does not come back by itself: what was said in between would tear the history.
  assert.equal((await say(socket, 'later', 'later')).stored, false);
  checkAcks(new Map([...acks, ['before', first]]), storedIn(data));
  assert.equal(await hub.stop(), 0);
});

/** A program that holds the database as an editor or a backup would. */
async function hold(context, data) {
  const child = spawn('sqlite3', [databaseOf(data)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  context.after(() => child.kill());
  child.stdin.write('.timeout 5000\nBEGIN EXCLUSIVE;\nSELECT \'held\';\n');
  await new Promise((resolve) => { createInterface({ input: child.stdout }).once('line', resolve); });
  return {
    release: () => {
      child.stdin.end('ROLLBACK;\n');
      return ended;
    },
  };
}

const damages = {
  'overwritten in the middle': (file) => {
    const bytes = readFileSync(file);
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(Math.floor(bytes.length / 2), 0x5a), 0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 4));
    closeSync(handle);
  },
  'of a newer version': (file, data) => sql(data, 'PRAGMA user_version = 999'),
  'of another program': (file, data) => sql(data, 'PRAGMA application_id = 1'),
};
const sentences = {
  'overwritten in the middle': /damaged.*--data.*Nothing was changed/,
  'of a newer version': /newer version.*Nothing was changed/,
  'of another program': /damaged, or not Confab's.*Nothing was changed/,
};

for (const [name, damage] of Object.entries(damages)) {
  test(`a database ${name} is refused and left as it is`, async () => {
    const data = await usedFolder();
    damage(databaseOf(data), data);
    const before = readFileSync(databaseOf(data));
    for (let attempt = 0; attempt < 2; attempt += 1) { // the second one finds what the first has left
      const { status, stdout, stderr } = refused(data);
      assert.equal(status, dataUnusable, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, sentences[name]);
      assert.ok(readFileSync(databaseOf(data)).equals(before), 'the file was changed');
    }
  });
}

test('a folder that may not be written is refused, and gets no database', (context) => {
  const parent = temporaryFolder();
  const data = join(parent, 'data');
  mkdirSync(data, { mode: 0o500 });
  const who = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (who.uid) { // root may write everything: be somebody else
    for (const path of [parent, data]) chownSync(path, who.uid, who.gid);
  }
  context.after(() => chmodSync(data, 0o700));
  const { status, stdout, stderr } = refused(data, who);
  assert.ok([2, dataUnusable].includes(status), `${status}: ${stderr}`);
  assert.equal(stdout, '');
  assert.match(stderr, /may not|cannot|not be written/);
  assert.deepEqual(readdirSync(data), []);
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The page over https and wss, for people who went past the browser's warning.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { patience } from '../interop/checks.mjs';
import { startHub } from '../interop/hub.mjs';
import { launch, newContext, openTab, say, texts, untilOnline } from './support/browser.mjs';

const folder = mkdtempSync(join(tmpdir(), 'confab-tls-'));
process.env.XDG_DATA_HOME = folder;

let hub;
let browser;

before(async () => {
  hub = await startHub({ args: ['--tls-self-signed'] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  assert.equal(await hub?.stop(), 0);
  rmSync(folder, { recursive: true });
});

async function open(url) {
  const context = await newContext(browser, { locale: 'en-GB', ignoreHTTPSErrors: true });
  const sockets = [];
  const upgrade = new Promise((resolve) => {
    context.on('page', (page) => page.on('websocket', (socket) => {
      sockets.push(socket.url());
      resolve();
    }));
  });
  const page = await openTab(context, url);
  await untilOnline(page);
  return { page, sockets, upgrade };
}

test('two people talk, over wss', { timeout: 4 * patience }, async () => {
  const [ana, ben] = [await open(hub.url), await open(hub.url)];
  await say(ana.page, 'hello over TLS');
  await ben.page.waitForFunction(() => document.getElementById('messages').textContent.includes('hello over TLS'));
  assert.equal((await texts(ben.page)).filter((text) => text.includes('hello over TLS')).length, 1);
  await ana.upgrade; // the page may be in the room before
  assert.ok(ana.sockets.every((url) => url.startsWith('wss://')), ana.sockets.join());
  assert.equal(await ana.page.evaluate(() => window.isSecureContext), true);
  assert.deepEqual([...ana.page.faults, ...ben.page.faults], []);
});

test('an http address leads to the page all the same', async () => {
  const { page } = await open(`http://127.0.0.1:${hub.port}/`);
  assert.equal(new URL(page.url()).protocol, 'https:');
  assert.deepEqual(page.faults, []);
});

test('without that the browser stops before anything is loaded', async () => {
  const context = await newContext(browser, {});
  await assert.rejects(openTab(context, hub.url), /ERR_CERT_AUTHORITY_INVALID/);
});

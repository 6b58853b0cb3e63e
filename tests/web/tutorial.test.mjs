// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tutorial's folder, unchanged, through --web-root, in two browser windows.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { patience } from '../interop/checks.mjs';
import { startHub } from '../interop/hub.mjs';
import { launch, newContext } from './support/browser.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'tutorial/public');
const jquery = join(dirname(createRequire(import.meta.url).resolve('jquery/package.json')), 'dist/jquery.min.js');
let hub;
let browser;

before(async () => {
  hub = await startHub({ args: ['--web-root', folder] });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  assert.equal(await hub?.stop(), 0);
});

/** A window of its own; the tutorial's CDN address is answered with npm's copy of the same file. */
async function openWindow() {
  const context = await newContext(browser);
  await context.route('https://code.jquery.com/jquery-1.12.0.min.js', (route) => route.fulfill({
    contentType: 'application/javascript', body: readFileSync(jquery),
  }));
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  const connects = page.waitForResponse((response) => response.url().includes('transport=polling')
    && response.request().method() === 'POST');
  const response = await page.goto(hub.url);
  assert.equal(response.headers()['content-security-policy'], undefined);
  await connects;
  return page;
}

const shown = (page) => page.$$eval('.messages > *', (rows) => rows.map((row) => row.textContent));

async function submit(page, text) {
  await page.fill('#my-message', text);
  await page.click('.submit-message button');
  assert.equal(await page.inputValue('#my-message'), '');
}

async function untilShown(page, texts) {
  await page.waitForFunction((count) => document.querySelectorAll('.messages > *').length >= count, texts.length);
  assert.deepEqual(await shown(page), texts);
}

test('two windows talk, and nobody hears themselves', { timeout: 4 * patience }, async () => {
  const [first, second] = [await openWindow(), await openWindow()];
  await submit(first, 'Hello <b>there</b>, wörld 👋');
  await untilShown(second, ['Hello <b>there</b>, wörld 👋']);
  await submit(second, 'Hello yourself');
  await untilShown(first, ['Hello <b>there</b>, wörld 👋', 'Hello yourself']);
  await submit(first, 'Bye');
  await untilShown(second, ['Hello <b>there</b>, wörld 👋', 'Hello yourself', 'Bye']);
  assert.deepEqual(await shown(first), ['Hello <b>there</b>, wörld 👋', 'Hello yourself', 'Bye']);
  assert.deepEqual([...first.faults, ...second.faults].filter((fault) => !fault.includes('favicon.ico')
    && !fault.includes('404')), []);
  await hub.until(() => hub.lines.some((line) => line.endsWith(': Bye')), 'last message');
  assert.equal(hub.lines.filter((line) => line.includes('Hello yourself')).length, 1);
});

test('the built-in page is still there, at its own address', async () => {
  const response = await fetch(`${hub.url}/confab/`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-security-policy'), /default-src 'none'/);
});

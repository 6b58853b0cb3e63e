// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the page keeps over reloads, crashes and closed tabs, in Chromium.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patience } from '../interop/checks.mjs';
import { reloadTime } from '../../resources/web/tabrecord.js';
import { launch, newContext, openPerson, openTab, say, texts, untilOnline } from './support/browser.mjs';
import { startStandin } from './support/standin.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const limit = { timeout: 4 * patience };
const ana = { id: 'ana', name: 'Ana' };

async function withStandin(run) {
  const standin = await startStandin({ history: [{ message: 'read before', from: ana, at: new Date().toISOString() }] });
  try {
    await run(standin);
  } finally {
    await standin.stop();
  }
}

/** Both kinds of address: with the browser's locks and without. */
const addresses = (standin) => [standin.url, `http://chat.example:${standin.port}/`];
const sentTexts = (standin) => standin.log.map(({ message }) => message);
const untilRows = (page, selector, count, options) => page.waitForFunction(
  ([wanted, n]) => document.querySelectorAll(wanted).length === n, [selector, count], options);

/** A tab that was online, and then nobody is let in any more; it has something to say. */
async function strandedTab(standin, url) {
  const page = await openPerson(browser, url, { name: 'Ben' });
  await untilOnline(page);
  standin.goAway();
  await page.waitForSelector('#banner.warning:not([hidden])');
  await say(page, 'first');
  await say(page, 'second');
  await page.fill('#text', 'half a thou');
  return page;
}

/**
 * Resolves when the browser knows that no tab of that address is left: by its locks, or where it has none by what the tab
 * wrote when it went. Both may come after the address has changed, and the next tab looks once at its start.
 */
async function untilNoTabs(context, url) {
  const beside = await context.newPage();
  await beside.goto(new URL('/icon.svg', url).href);
  await beside.waitForFunction(async () => {
    if (navigator.locks) return (await navigator.locks.query()).held.length === 0;
    const left = Object.keys(localStorage).filter((key) => key.startsWith('confab.tab.')).map((key) => JSON.parse(localStorage[key]));
    return left.length > 0 && left.every(({ seen }) => seen === 0);
  });
  await beside.close();
}

describe('the page keeps', () => {
  test('what was read, what waits and what is being typed, over a reload without a server', limit, () => withStandin(async (standin) => {
    for (const url of addresses(standin)) {
      standin.fault = '';
      standin.log.splice(1);
      const page = await strandedTab(standin, url);
      await page.reload();
      await untilRows(page, '.row', 3);
      assert.deepEqual(await texts(page), ['read before', 'first', 'second']);
      await untilRows(page, '.row.own.sending', 2);
      assert.equal(await page.inputValue('#text'), 'half a thou');
      standin.fault = '';
      await untilOnline(page);
      await untilRows(page, '.row.own.sent', 2);
      assert.deepEqual(sentTexts(standin), ['read before', 'first', 'second']);
      await page.reload();
      await untilOnline(page);
      assert.deepEqual(await texts(page), ['read before', 'first', 'second']); // each once
      assert.equal(await page.locator('.gap').count(), 0);
      assert.deepEqual(page.faults.filter((fault) => !/403/.test(fault)), []);
      await page.context().close();
    }
  }));

  test('what a tab that is gone had not sent, for the next one', limit, () => withStandin(async (standin) => {
    for (const url of addresses(standin)) {
      standin.fault = '';
      standin.log.splice(1);
      const page = await strandedTab(standin, url);
      await page.goto('about:blank');
      await untilNoTabs(page.context(), url);
      standin.fault = '';
      const next = await openTab(page.context(), url);
      await untilRows(next, '.row.own.sent', 2);
      assert.deepEqual(sentTexts(standin), ['read before', 'first', 'second']);
      assert.equal(await next.inputValue('#text'), 'half a thou');
      await page.context().close();
    }
  }));

  test('what a tab that is gone had not sent, for one that is open', limit, () => withStandin(async (standin) => {
    const page = await strandedTab(standin, standin.url);
    const other = await openTab(page.context(), standin.url);
    await other.clock.install();
    await other.evaluate(() => { // after the page's own listener
      window.addEventListener('storage', ({ newValue }) => { if (newValue?.endsWith('"seen":0}')) window.sawLeaving = true; });
    });
    standin.fault = '';
    await page.goto('about:blank');
    await other.waitForFunction(() => window.sawLeaving);
    await other.clock.fastForward(reloadTime);
    await untilRows(other, '.row.own.sent', 2, { timeout: 30000 }); // it would look by itself after a minute
    assert.deepEqual(sentTexts(standin), ['read before', 'first', 'second']);
    assert.equal(await other.inputValue('#text'), 'half a thou');
    await page.context().close();
  }));

  test('what a tab that crashed had not sent', limit, () => withStandin(async (standin) => {
    const page = await strandedTab(standin, standin.url);
    const crashed = new Promise((resolve) => { page.once('crash', resolve); });
    page.goto('chrome://crash').catch(() => {});
    await crashed;
    await untilNoTabs(page.context(), standin.url);
    standin.fault = '';
    const next = await openTab(page.context(), standin.url);
    await untilRows(next, '.row.own.sent', 2);
    assert.deepEqual(sentTexts(standin), ['read before', 'first', 'second']);
    await page.context().close();
  }));

  test('what a tab has to send from the other tabs', limit, () => withStandin(async (standin) => {
    for (const url of addresses(standin)) {
      standin.fault = '';
      standin.log.splice(1);
      const page = await strandedTab(standin, url);
      const other = await openTab(page.context(), url);
      await other.waitForSelector('#banner.warning:not([hidden])');
      standin.fault = '';
      await Promise.all([untilOnline(page), untilOnline(other)]);
      await untilRows(page, '.row.own.sent', 2);
      await untilRows(other, '.row.own.sent', 2); // they are the person's, and came from the server
      assert.deepEqual(sentTexts(standin), ['read before', 'first', 'second']);
      assert.equal(await other.inputValue('#text'), '');
      await page.context().close();
    }
  }));

  test('nothing where the browser forbids it, and says so while it matters', limit, () => withStandin(async (standin) => {
    const context = await newContext(browser, { locale: 'en-GB' });
    await context.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
      }
    });
    const page = await openTab(context, standin.url);
    await untilOnline(page);
    await say(page, 'sent all the same');
    await untilRows(page, '.row.own.sent', 1);
    standin.goAway();
    await page.waitForSelector('#banner.warning:not([hidden])');
    await say(page, 'waits');
    await page.waitForFunction(() => /1 message waiting\. Keep this page open/.test(document.getElementById('bannerText').textContent));
    await context.close();
  }));

  test('apart what the server could not keep', limit, () => withStandin(async (standin) => {
    const page = await openPerson(browser, standin.url, { name: 'Ben' });
    const other = await openPerson(browser, standin.url, { name: 'Eve' });
    await Promise.all([untilOnline(page), untilOnline(other)]);
    standin.fault = 'unsaved';
    await say(page, 'delivered');
    await untilRows(page, '.row.own.unsaved', 1);
    assert.equal(await page.textContent('.unsavedNote'), 'Not saved by the server');
    await untilRows(other, '.row', 2);
    assert.deepEqual(await texts(other), ['read before', 'delivered']);
    standin.fault = '';
    await page.reload();
    await untilOnline(page);
    assert.deepEqual(sentTexts(standin), ['read before']); // it was not sent once more
    await Promise.all([page.context().close(), other.context().close()]);
  }));
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Debian's Chromium, driven by playwright-core.

import { chromium } from 'playwright-core';
import { patience } from '../../interop/checks.mjs';

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    timeout: patience,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      // A name that is not this computer's own, and plain http: what people on a network have.
      '--host-resolver-rules=MAP chat.example 127.0.0.1'],
  });
}

/** A browser profile of its own. */
export async function newContext(browser, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  return context;
}

/** Opens a page in a browser profile of its own: a person of their own. Collects what went wrong in `page.faults`. */
export async function openPerson(browser, url, { name, ...options } = {}) {
  const context = await newContext(browser, { locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  if (name) {
    await context.addInitScript((n) => {
      if (!localStorage.getItem('confab.name')) localStorage.setItem('confab.name', n);
    }, name);
  }
  return openTab(context, url);
}

export async function openTab(context, url) {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text())) page.faults.push(message.text());
  });
  await page.goto(url);
  return page;
}

/** The page is in the room: nothing is wrong or asked, and what one writes goes out. */
export async function untilOnline(page) {
  await page.waitForFunction(() => ['banner', 'busy', 'pin'].every((id) => document.getElementById(id).hidden));
}

/** Lets a page that has lost its connection try now, unless it has come back by itself. */
export async function retryNow(page) {
  await page.$eval('#bannerAction', (button) => { if (button.checkVisibility()) button.click(); });
  await untilOnline(page);
}

export async function say(page, text) {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

/** The texts of the list, oldest first. */
export function texts(page) {
  return page.$$eval('#messages .body', (bodies) => bodies.map((body) => body.textContent));
}

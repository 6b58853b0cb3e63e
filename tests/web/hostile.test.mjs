// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A room full of people who mean harm, in Chromium: what they call themselves and write is text, and stays in its place.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patience } from '../interop/checks.mjs';
import { harmlessName, harmlessText } from '../../resources/web/text.js';
import { hostileTexts } from '../support/hostiletexts.mjs';
import { launch, openPerson, untilOnline } from './support/browser.mjs';
import { startStandin } from './support/standin.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const unsafe = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const inMessages = /[\u202a-\u202c\u2066-\u2069\n\t]/gu; // end with their paragraph, which is the message's own
const fromSomebody = (name) => ({ id: 'eve', name });

/** Resolves to a function that asks how long the page has worked, in ms: whatever else the machine does. */
async function stopwatch(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => 1000 * (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime').value;
}

describe('the page in a hostile room', () => {
  test('makes names one harmless line, and texts harmless', () => {
    for (const { name, text } of hostileTexts()) {
      assert.doesNotMatch(harmlessName(text), unsafe, name);
      assert.doesNotMatch(harmlessText(text).replace(inMessages, ''), unsafe, name);
    }
  });

  test('shows everything as text, quickly, and every row for itself', { timeout: 4 * patience }, async () => {
    const standin = await startStandin();
    const page = await openPerson(browser, standin.url, { name: 'Ana', viewport: { width: 460, height: 680 } });
    await untilOnline(page);
    await page.evaluate(() => { document.hasFocus = () => false; });
    const workTime = await stopwatch(page);
    const tags = () => page.$$eval('#messages *', (all) => [...new Set(all.map((one) => one.tagName))].sort());
    for (const { name, text } of hostileTexts()) {
      const begun = await workTime();
      const count = await page.$$eval('#messages li', (all) => all.length);
      standin.say(text, fromSomebody(text));
      standin.say(`after ${name}`, { id: 'ana2', name: 'Ben' });
      await page.waitForFunction((n) => document.querySelectorAll('#messages li').length === n, count + 2);
      const seen = await page.evaluate(() => {
        const [row, next] = [...document.querySelectorAll('#messages li')].slice(-2);
        const body = row.querySelector('.body');
        const clips = (element) => getComputedStyle(element).overflowY !== 'visible';
        return { text: body.textContent, height: row.getBoundingClientRect().height, clips: ['.body', '.name', '.avatar'].every((part) => clips(row.querySelector(part))),
          name: row.querySelector('.name').textContent,
          width: document.documentElement.scrollWidth, overlap: row.getBoundingClientRect().bottom - next.getBoundingClientRect().top };
      });
      const took = Math.round(await workTime() - begun);
      const shown = harmlessText(text);
      assert.ok(seen.text === shown || (shown.length > 3000 && shown.startsWith(seen.text.replace(/…$/, ''))), `${name} is not shown as it is: ${escape(seen.text.slice(0, 40))}`);
      assert.ok(seen.name.length <= 100, `${name} makes a long name`);
      assert.ok(seen.height < 700, `${name} is ${seen.height} high`);
      assert.ok(seen.clips, `${name} may paint elsewhere`);
      assert.ok(seen.width <= 460, `${name} makes the page ${seen.width} wide`);
      assert.ok(seen.overlap <= 0, `${name} lies over the next row`);
      assert.ok(took < 5000, `${name} takes ${took} ms`);
      if (took > 500) console.log(`# ${name}: ${took} ms`);
    }
    assert.deepEqual((await tags()).filter((tag) => !['A', 'BDI', 'BUTTON', 'DIV', 'LI', 'P', 'SPAN', 'TIME'].includes(tag)), []);
    for (const href of await page.$$eval('#messages a', (all) => all.map((a) => a.href))) assert.match(href, /^(https?|mailto):/);
    assert.match(await page.title(), /^\(\d+\) Confab$/);
    await page.waitForFunction(() => document.getElementById('spoken').textContent !== '');
    assert.equal(await page.$$eval('#spoken *', (all) => all.length), 0);
    assert.deepEqual(page.faults, []);
    await page.context().close();
    await standin.stop();
  });

  test('says reasons as text', { timeout: 4 * patience }, async () => {
    const standin = await startStandin();
    standin.fault = 'refuse';
    const page = await openPerson(browser, standin.url);
    for (const { name, text } of hostileTexts(20000)) {
      standin.refusal = text;
      const before = await page.textContent('#bannerText');
      await page.click('#bannerAction');
      await page.waitForSelector('#banner.danger:not([hidden])');
      const said = await page.textContent('#bannerText');
      assert.doesNotMatch(said, unsafe, name);
      assert.ok(said.length < 400, `${name}: ${said.length}, before it ${before.length}`);
      assert.equal(await page.$$eval('#bannerText *', (all) => all.length), 0);
    }
    await page.context().close();
    await standin.stop();
  });
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A chat that asks for a PIN, in Chromium.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patience } from '../interop/checks.mjs';
import { pinIn } from '../../resources/web/pin.js';
import { launch, openPerson, openTab, say, texts, untilOnline } from './support/browser.mjs';
import { startStandin } from './support/standin.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const limit = { timeout: 4 * patience };

async function withPin(run, pin = '1234') {
  const standin = await startStandin();
  standin.pin = pin;
  try {
    await run(standin);
  } finally {
    await standin.stop();
  }
}

const asked = (page) => page.waitForSelector('#pin:not([hidden]) #pinField:not([readonly])');

async function untilSaid(page, words) {
  await page.waitForFunction((start) => document.getElementById('pinProblem').textContent.startsWith(start), words);
}

async function enter(page, pin) {
  await page.fill('#pinField', pin);
  await page.press('#pinField', 'Enter');
}

test('finds the PIN in an address', () => {
  for (const [fragment, pin] of [['', ''], ['#', ''], ['#pin=1234', '1234'], ['#a=b&pin=1234&c', '1234'], ['#spin=1', ''],
    ['#pin=', ''], ['#pin=a%26b%23%C3%A4%20c', 'a&b#ä c'], ['#pin=1+2', '1+2'], ['#pin=%', '%'], ['#PIN=1', '']]) {
    assert.equal(pinIn(fragment), pin, fragment);
  }
});

describe('a page of a chat with a PIN', () => {
  test('asks, says what was wrong, and lets in', limit, () => withPin(async (standin) => {
    const page = await openPerson(browser, standin.url, { name: 'Ana' });
    await asked(page);
    assert.equal(await page.isVisible('#banner'), false);
    assert.equal(await page.textContent('#pinProblem'), '');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'pinField');
    assert.equal(await page.getAttribute('#pinField', 'autocomplete'), 'off');

    await page.press('#pinField', 'Enter'); // nothing is no PIN
    await enter(page, '4321');
    await untilSaid(page, 'That is not the PIN of this chat.');
    assert.equal(await page.inputValue('#pinField'), '4321');
    assert.equal(await page.getAttribute('#pinField', 'aria-invalid'), 'true');
    await enter(page, ' 1234 ');
    await untilOnline(page);
    assert.equal(await page.isVisible('#pin'), false);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'text');
    await page.reload(); // the tab knows it
    await untilOnline(page);
    assert.equal(await page.isVisible('#pin'), false);
    const other = await openTab(page.context(), standin.url); // another tab does not
    await asked(other);
    // What it had under way when it was refused may fail; nothing else.
    assert.deepEqual(page.faults.filter((fault) => !/status of 400/.test(fault)), []);
    await page.context().close();
  }));

  test('takes it from the address, and out of it', limit, () => withPin(async (standin) => {
    const page = await openPerson(browser, `http://chat.example:${standin.port}/?x=1#pin=a%2Bb%20%C3%A4`, { name: 'Ana' });
    await untilOnline(page);
    assert.equal(page.url(), `http://chat.example:${standin.port}/?x=1`);
    // Whoever is told the address can join.
    assert.equal(await page.inputValue('#shareAddress'), `http://chat.example:${standin.port}/#pin=a%2Bb%20%C3%A4`);
    const guest = await openPerson(browser, await page.inputValue('#shareAddress'));
    await untilOnline(guest);
    await Promise.all([page.context().close(), guest.context().close()]);
  }, 'a+b ä'));

  test('takes an address with a PIN that is opened while it asks', limit, () => withPin(async (standin) => {
    const page = await openPerson(browser, `${standin.url}/#pin=1235`);
    await untilSaid(page, 'That is not the PIN');
    await page.evaluate(() => { location.hash = '#pin=1234'; });
    await untilOnline(page);
    await page.context().close();
  }));

  test('says how long none is taken, and asks again then', limit, () => withPin(async (standin) => {
    const page = await openPerson(browser, standin.url);
    await asked(page);
    standin.lockedFor = 120;
    await enter(page, '1234');
    await untilSaid(page, 'Too many wrong PINs. Try again in 2 minutes.');
    assert.equal(await page.isDisabled('#pinJoin'), true);
    standin.lockedFor = 3;
    await page.evaluate(() => { // what is said, for however short a time
      const problem = document.getElementById('pinProblem');
      window.said = [];
      new MutationObserver(() => window.said.push(problem.textContent)).observe(problem, { childList: true });
      location.hash = '#pin=1234';
    });
    await page.waitForFunction(() => window.said.length > 0);
    standin.lockedFor = 0;
    await page.waitForFunction(() => !document.getElementById('pinJoin').disabled);
    assert.equal(await page.textContent('#pinProblem'), '');
    const said = await page.evaluate(() => window.said);
    assert.equal(said[0], 'Too many wrong PINs. Try again in 3 seconds.');
    assert.match(said.at(-2), /^Too many wrong PINs\. Try again in (1 second|2 seconds)\.$/); // a busy page may leave one out
    await page.click('#pinJoin'); // what was typed is still there
    await untilOnline(page);
    await page.context().close();
  }));

  test('loses nothing that was written, and takes no key from it', limit, () => withPin(async (standin) => {
    standin.pin = '';
    const page = await openPerson(browser, standin.url, { name: 'Ana' });
    await untilOnline(page);
    await page.type('#text', 'half a sent');
    standin.pin = '1234'; // from now on
    standin.io.engine.close();
    await asked(page);
    await page.keyboard.type('ence');
    assert.equal(await page.inputValue('#text'), 'half a sentence');
    assert.equal(await page.inputValue('#pinField'), '');
    await page.press('#text', 'Enter');
    await enter(page, '1234');
    await page.waitForSelector('.row.own.sent');
    assert.deepEqual(await texts(page), ['half a sentence']);
    await say(page, 'and on');
    await page.waitForFunction(() => document.querySelectorAll('.row.own.sent').length === 2);
    assert.deepEqual(standin.log.map((entry) => entry.message), ['half a sentence', 'and on']);
    await page.context().close();
  }));

  test('speaks German', limit, () => withPin(async (standin) => {
    const page = await openPerson(browser, standin.url, { locale: 'de-AT' });
    await asked(page);
    assert.equal(await page.textContent('#pin label'), 'Dieser Chat fragt nach einer PIN');
    await enter(page, '1');
    await untilSaid(page, 'Das ist nicht die PIN');
    await page.context().close();
  }));
});

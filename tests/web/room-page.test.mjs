// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Older messages, who is writing and who is there, as Chromium shows them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { patience } from '../interop/checks.mjs';
import { startHub } from '../interop/hub.mjs';
import { launch, openPerson, retryNow, say, texts, untilOnline } from './support/browser.mjs';
import { startStandin } from './support/standin.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const limit = { timeout: 4 * patience };
const ana = { id: 'ana', name: 'Ana' };
const cem = { id: 'cem', name: 'Cem' };
const dov = { id: 'dov', name: 'Dov' };
const numbered = (count) => Array.from({ length: count }, (_, i) => (
  { message: `number ${i + 1}`, from: ana, at: new Date(1767225600000 + i * 30000).toISOString() }));

async function withStandin(run, options) {
  const standin = await startStandin(options);
  try {
    await run(standin);
  } finally {
    await standin.stop();
  }
}

const untilRows = (page, count) => page.waitForFunction(
  (n) => document.querySelectorAll('#messages li').length === n, count);
const scrollTo = (page, top) => page.$eval('#scroller', (scroller, to) => { scroller.scrollTop = to; }, top);
/** Where a message is on the screen. */
const placeOf = (page, text) => page.$$eval('#messages .body', (bodies, wanted) => (
  bodies.find((body) => body.textContent === wanted).getBoundingClientRect().top), text);

const untilTyping = (page, words) => page.waitForFunction((wanted) => document.getElementById('typing').textContent === wanted, words);
/** Lets people type without a pause: of whom nobody hears for five seconds the page says no more. Ends it. */
function keepTyping(standin, ...people) {
  const type = () => people.forEach((from) => standin.io.emit('typing', { room: 'lobby', from }));
  const timer = setInterval(type, 500);
  type();
  return () => clearInterval(timer);
}

describe('the room', () => {
  test('loads older messages ahead of the reader, who stays in place', limit, () => withStandin(async (standin) => {
    standin.delay = 100;
    // So low that the end of fifty rows is more than three screens away from their start.
    const page = await openPerson(browser, standin.url, { name: 'Ben', viewport: { width: 500, height: 400 } });
    await untilOnline(page);
    await untilRows(page, 50);
    assert.deepEqual(standin.questions, []);
    await scrollTo(page, 300);
    const before = await placeOf(page, 'number 205');
    await untilRows(page, 100);
    assert.ok(Math.abs(await placeOf(page, 'number 205') - before) < 1);
    await scrollTo(page, 0); // where no browser keeps the place by itself
    const top = (await texts(page))[0];
    const place = await placeOf(page, top);
    await untilRows(page, 150);
    assert.ok(Math.abs(await placeOf(page, top) - place) < 1, top);
    assert.equal(await page.$('.start'), null);
    for (const count of [200, 220]) {
      await scrollTo(page, 0);
      await untilRows(page, count);
    }
    assert.equal(await page.textContent('#messages li:first-child .start'), 'Start of conversation');
    assert.equal(await page.$$eval('.start', (all) => all.length), 1);
    assert.deepEqual(await texts(page), numbered(220).map(({ message }) => message));
    await scrollTo(page, 0);
    assert.deepEqual(standin.questions, [171, 121, 71, 21]); // each once
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }, { history: numbered(220) }));

  test('fills what was missed while one was away', limit, () => withStandin(async (standin) => {
    const page = await openPerson(browser, standin.url, { name: 'Ben' });
    await untilOnline(page);
    await untilRows(page, 3);
    standin.goAway();
    await page.waitForSelector('#banner.warning:not([hidden])');
    for (const { message } of numbered(120)) standin.say(`later ${message}`, ana);
    standin.fault = '';
    await retryNow(page);
    await page.waitForFunction(() => document.querySelectorAll('#messages .body').length >= 53);
    await page.waitForFunction(() => {
      if (document.querySelector('.gap')) document.querySelector('.gap').scrollIntoView();
      return document.querySelectorAll('#messages .body').length === 123 && !document.querySelector('.gap');
    });
    const shown = await texts(page);
    assert.deepEqual(shown.slice(0, 5), ['number 1', 'number 2', 'number 3', 'later number 1', 'later number 2']);
    await page.context().close();
  }, { history: numbered(3) }));

  test('says who is writing, and nothing moves', limit, () => withStandin(async (standin) => {
    const page = await openPerson(browser, standin.url, { name: 'Ben' });
    const other = await openPerson(browser, standin.url, { name: '<i>Ana</i>' });
    await Promise.all([untilOnline(page), untilOnline(other)]);
    const places = () => page.evaluate(() => ['#scroller', '#composer', '#typing']
      .map((selector) => JSON.stringify(document.querySelector(selector).getBoundingClientRect())));
    const before = await places();
    assert.equal(await page.textContent('#typing'), '');
    const anaTypes = untilTyping(page, '<i>Ana</i> is typing…');
    await other.type('#text', 'hel');
    await anaTypes;
    const typist = [...standin.io.sockets.sockets.values()].map(({ data }) => data.you).find(({ name }) => name === '<i>Ana</i>');
    let stop = keepTyping(standin, typist);
    assert.equal(await page.textContent('#typing bdi'), '<i>Ana</i>');
    assert.deepEqual(await places(), before);
    for (const [people, words] of [[[typist, cem], '<i>Ana</i> and Cem are typing…'], [[typist, cem, dov], 'Several people are typing…']]) {
      stop();
      stop = keepTyping(standin, ...people);
      await untilTyping(page, words);
    }
    stop();
    stop = keepTyping(standin, cem, dov);
    await say(other, 'hello');
    await untilTyping(page, 'Cem and Dov are typing…');
    await untilRows(page, 1);
    stop();
    await untilTyping(page, '');
    for (const one of [page, other]) await one.context().close();
  }));

  test('says who is there', limit, () => withStandin(async (standin) => {
    standin.roster = { roster: [{ id: 'a', name: 'Zoe' }, { id: 'b', name: '<b>Ana</b>\u202e' }], count: 2 };
    const page = await openPerson(browser, standin.url, { name: 'Ben' });
    await untilOnline(page);
    await page.waitForFunction(() => document.getElementById('people').textContent === '2 online');
    standin.io.emit('presence', { room: 'lobby', joined: [{ id: standin.you.id, name: 'Ben' }], count: 2345 });
    await page.waitForFunction(() => document.getElementById('people').textContent === '2,345 online');
    assert.equal(await page.isVisible('#peoplePanel'), false);
    await page.click('#people');
    assert.deepEqual(await page.$$eval('#peopleList li', (all) => all.map((one) => one.textContent)),
      ['Ben (you)', '<b>Ana</b>', 'Zoe']);
    assert.equal(await page.textContent('#peopleMore'), 'and 2,342 more');
    assert.equal(await page.getAttribute('#people', 'aria-expanded'), 'true');
    standin.io.emit('presence', { room: 'lobby', left: [{ id: 'a', name: 'Zoe' }], count: 2 });
    await page.waitForFunction(() => document.querySelectorAll('#peopleList li').length === 2);
    assert.equal(await page.isVisible('#peopleMore'), false);
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#peoplePanel'), false);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'people');
    await page.click('#people');
    await page.click('#text');
    assert.equal(await page.isVisible('#peoplePanel'), false);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }));
});

test('the real server has older messages, and tells who is there and who is writing', limit, async () => {
  const hub = await startHub();
  const stock = io(hub.url, { forceNew: true });
  try {
    for (const { message } of numbered(120)) assert.equal((await stock.timeout(patience).emitWithAck('message', message)).ok, true);
    const ben = await openPerson(browser, hub.url, { name: 'Ben' });
    await untilOnline(ben);
    await ben.waitForFunction(() => {
      document.getElementById('scroller').scrollTop = 0;
      return document.querySelectorAll('#messages .body').length === 120 && document.querySelector('.start');
    });
    assert.deepEqual(await texts(ben), numbered(120).map(({ message }) => message));

    const ana = await openPerson(browser, hub.url, { name: 'Ana' });
    await untilOnline(ana);
    await ben.waitForFunction(() => /^[23] online$/.test(document.getElementById('people').textContent)); // the stock one, too
    await ben.click('#people');
    await ben.waitForFunction(() => {
      const names = [...document.querySelectorAll('#peopleList li')].map((one) => one.textContent);
      return names[0] === 'Ben (you)' && names.includes('Ana');
    });
    await ben.keyboard.press('Escape');
    const typing = untilTyping(ben, 'Ana is typing…');
    await ana.type('#text', 'hello');
    await typing;
    await ana.press('#text', 'Enter');
    await untilTyping(ben, '');
    await ana.context().close();
    await ben.waitForFunction(() => /^[12] online$/.test(document.getElementById('people').textContent));
    assert.deepEqual(ben.faults, []);
    await ben.context().close();
  } finally {
    stock.close();
    await hub.stop();
  }
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// node tests/web/screenshots.mjs FOLDER: a picture of every state of the page, light and dark, desktop and phone.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPerson, openTab, say, untilOnline } from './support/browser.mjs';
import { hostileTexts } from '../support/hostiletexts.mjs';
import { startStandin } from './support/standin.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node tests/web/screenshots.mjs FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const devices = {
  desktop: { viewport: { width: 1120, height: 720 }, deviceScaleFactor: 1 },
  desktop2x: { viewport: { width: 1120, height: 720 }, deviceScaleFactor: 2 },
  phone: { viewport: { width: 360, height: 680 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};

const ana = { id: 'ana', name: 'Ana' };
const dov = { id: 'dov', name: 'דב לוי' };
const long = { id: 'long', name: 'Wolfeschlegelsteinhausenbergerdorff the Elder of Somewhere' };
const minutes = (n) => new Date(Date.now() - n * 60000).toISOString();

const history = [
  { message: 'Is the projector free tomorrow?', from: ana, at: minutes(1500) },
  { message: 'Good morning! Everything is at http://192.168.1.20:3000/confab/ (also from your phones), see you there.', from: ana, at: minutes(64) },
  { message: 'Slides: https://example.org/~ana/slides.pdf, questions to mailto:ana@example.org', from: ana, at: minutes(63) },
  { message: 'שלום לכולם! זה עובד מצוין, גם עם English באמצע.', from: dov, at: minutes(50) },
  { message: '👋🎉', from: dov, at: minutes(49) },
  { message: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2), from: long, at: minutes(30) },
  { message: 'A list:\n- first\n- second\n\tindented\n\nAnd the end.', from: long, at: minutes(20) },
  { message: '<b>not bold</b> <img src=x onerror=alert(1)> & so on', from: ana, at: minutes(4) },
];

async function shoot(page, device, scheme, state) {
  await page.screenshot({ path: join(folder, `${state}-${device}-${scheme}.png`) });
}

async function talk(page, standin) {
  await say(page, 'Hello everybody, I am in.');
  await page.waitForSelector('.row.own.sent');
  await say(page, 'And a second line\nthat goes on for a while, so that one sees how one’s own messages wrap when they are long.');
  await page.waitForFunction(() => document.querySelectorAll('.row.own.sent').length === 2);
  standin.say('Welcome!', ana);
  await page.waitForFunction(() => [...document.querySelectorAll('.body')].some((b) => b.textContent === 'Welcome!'));
}

async function states(browser, device, scheme) {
  const options = { ...devices[device], colorScheme: scheme, name: 'Blue Otter' };
  const snap = (page, state) => shoot(page, device, scheme, state);

  const empty = await startStandin();
  let page = await openPerson(browser, `http://chat.example:${empty.port}`, options);
  await page.waitForSelector('#empty:not([hidden])');
  await snap(page, 'empty');
  await page.context().close();
  await empty.stop();

  const standin = await startStandin({ history });
  page = await openPerson(browser, standin.url, options);
  await untilOnline(page);
  await talk(page, standin);
  await snap(page, 'chat');

  const eve = { id: 'eve', name: '<b>Eve</b>\u202e' };
  standin.io.emit('presence', { room: 'lobby', count: 1234,
    joined: [ana, dov, long, eve, { id: standin.you.id, name: 'Blue Otter' },
      ...Array.from({ length: 20 }, (_, i) => ({ id: `p${i}`, name: `Person ${i + 1}` }))] });
  for (const from of [long, dov]) standin.io.emit('typing', { room: 'lobby', from });
  await page.click('#people');
  await snap(page, 'people');
  await page.keyboard.press('Escape');
  await page.$eval('#scroller', (scroller) => { scroller.scrollTop = 0; });
  await snap(page, 'start');
  await page.$eval('#scroller', (scroller) => { scroller.scrollTop = scroller.scrollHeight; });

  await page.fill('#text', 'ä'.repeat(7600));
  await snap(page, 'counter');
  await page.fill('#text', 'ä'.repeat(8500));
  await page.press('#text', 'Enter');
  await snap(page, 'toolong');
  await page.fill('#text', 'one\ntwo\nthree\nfour\nfive\nsix\nseven');
  await snap(page, 'composer');
  await page.fill('#text', '');
  await page.focus('#name');
  await snap(page, 'name');

  await page.$eval('#scroller', (scroller) => { scroller.scrollTop = 0; });
  await page.waitForFunction(() => document.getElementById('scroller').scrollTop === 0);
  standin.say('Look down here', ana);
  standin.say('and here', ana);
  await page.waitForSelector('#pill:not([hidden])');
  await snap(page, 'pill');
  await page.click('#pill');

  standin.say(Array.from({ length: 30 }, (_, i) => `Line ${i + 1} of a long message`).join('\n'), dov);
  await page.waitForSelector('.more');
  await snap(page, 'long');

  standin.fault = 'rate';
  await say(page, 'Too fast');
  await page.waitForSelector('.failure');
  standin.fault = 'silent';
  await say(page, 'On its way');
  await snap(page, 'failed');

  standin.fault = 'unsaved';
  await say(page, 'Everybody has this one, the server’s disk does not');
  await say(page, 'ok');
  await page.waitForFunction(() => document.querySelectorAll('.row.unsaved').length === 2);
  await snap(page, 'unsaved');
  standin.fault = 'silent';

  const { port } = standin;
  await standin.stop();
  await page.waitForSelector('#banner.warning:not([hidden])');
  await say(page, 'Written while nobody listens');
  await snap(page, 'reconnecting');
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await say(page, 'And the browser keeps nothing');
  await snap(page, 'notkept');

  const refusing = await startStandin({ port });
  refusing.fault = 'refuse';
  await page.click('#bannerAction');
  await page.waitForSelector('#banner.danger:not([hidden])');
  await snap(page, 'refused');
  await page.context().close();
  await refusing.stop();

  const asking = await startStandin();
  asking.pin = '1234';
  page = await openPerson(browser, asking.url, options);
  await page.waitForSelector('#pin:not([hidden])');
  await snap(page, 'pin');
  await page.fill('#pinField', '1235');
  await page.press('#pinField', 'Enter');
  await page.waitForFunction(() => document.getElementById('pinProblem').textContent !== '');
  await snap(page, 'pin-wrong');
  asking.lockedFor = 150;
  await page.press('#pinField', 'Enter');
  await page.waitForSelector('#pinJoin[disabled]');
  await snap(page, 'pin-locked');
  await page.context().close();
  await asking.stop();

  const room = await startStandin();
  page = await openPerson(browser, room.url, options);
  await untilOnline(page);
  const all = hostileTexts();
  for (const { text } of all) room.say(text, { id: 'eve', name: text });
  await page.waitForFunction((n) => document.querySelectorAll('#messages li').length === n, all.length);
  for (let part = 0; part < 8; part += 1) {
    await page.$eval('#scroller', (scroller, at) => { scroller.scrollTop = at * scroller.scrollHeight; }, part / 8);
    await snap(page, `hostile-${part}`);
  }
  await page.context().close();
  await room.stop();
}

async function others(browser) {
  const standin = await startStandin({ history });
  const german = await openPerson(browser, standin.url, { ...devices.phone, locale: 'de-AT', name: undefined });
  await untilOnline(german);
  await talk(german, standin);
  await shoot(german, 'phone', 'light', 'german');
  const forced = await openPerson(browser, standin.url, { ...devices.desktop, forcedColors: 'active', name: 'Blue Otter' });
  await untilOnline(forced);
  await talk(forced, standin);
  await shoot(forced, 'desktop', 'forced', 'chat');
  const small = await openPerson(browser, standin.url, { viewport: { width: 320, height: 300 }, name: 'Blue Otter' });
  await untilOnline(small);
  await shoot(small, 'small', 'light', 'chat');
  const without = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 500 } });
  await shoot(await openTab(without, standin.url), 'phone', 'light', 'noscript');
  await standin.stop();
}

const browser = await launch();
try {
  for (const device of Object.keys(devices)) {
    for (const scheme of ['light', 'dark']) await states(browser, device, scheme);
  }
  await others(browser);
} finally {
  await browser.close();
}

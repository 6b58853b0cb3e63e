// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The page in Chromium against the real server.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { patience } from '../interop/checks.mjs';
import { collect, lastingPort, startHub } from '../interop/hub.mjs';
import { launch, openPerson, openTab, retryNow, say, texts, untilOnline } from './support/browser.mjs';
import { startStandin } from './support/standin.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

async function withHub(run, options) {
  const hub = await startHub(options);
  try {
    await run(hub);
  } finally {
    await hub.stop();
  }
}

function untilShown(page, text, count = 1) {
  return page.waitForFunction(([wanted, times]) => [...document.querySelectorAll('#messages .body')]
    .filter((body) => body.textContent === wanted).length === times, [text, count]);
}

async function stock(hub, hello) {
  const socket = io(hub.url, { forceNew: true });
  if (hello) {
    await collect(1, (push) => socket.once('connect', () => push()), 'connections');
    assert.equal((await socket.timeout(patience).emitWithAck('hello', { rooms: ['lobby'], ...hello })).ok, true);
  }
  return socket;
}

const limit = { timeout: 4 * patience };

describe('the page', () => {
  test('lets two people talk', limit, () => withHub(async (hub) => {
    const ana = await openPerson(browser, hub.url, { name: 'Ana' });
    const ben = await openPerson(browser, hub.url, { name: 'Ben' });
    await Promise.all([untilOnline(ana), untilOnline(ben)]);
    assert.equal(await ana.evaluate(() => document.activeElement.id), 'text');
    await ana.waitForSelector('#empty:not([hidden])');

    await say(ana, 'Hello Ben');
    assert.equal(await ana.inputValue('#text'), '');
    assert.deepEqual(await texts(ana), ['Hello Ben']); // at once
    await ana.waitForSelector('.row.own.sent');
    await untilShown(ben, 'Hello Ben');
    assert.equal(await ben.textContent('.row .name'), 'Ana');
    await ben.fill('#text', 'Hello');
    await ben.press('#text', 'Shift+Enter');
    await ben.type('#text', 'Ana');
    await ben.click('#submit');
    await untilShown(ana, 'Hello\nAna');
    assert.deepEqual(await texts(ana), ['Hello Ben', 'Hello\nAna']);
    assert.deepEqual(await texts(ben), ['Hello Ben', 'Hello\nAna']);

    await say(ben, '   ');
    assert.equal((await texts(ben)).length, 2); // nothing to say
    assert.deepEqual([...ana.faults, ...ben.faults], []);
    await Promise.all([ana.context().close(), ben.context().close()]);
  }));

  test('is the same person in every tab and after a reload', limit, () => withHub(async (hub) => {
    const first = await openPerson(browser, hub.url, { name: 'Ana' });
    await untilOnline(first);
    const second = await openTab(first.context(), hub.url);
    await untilOnline(second);
    await say(first, 'from the first tab');
    await second.waitForSelector('.row.own.sent');
    await second.reload();
    await second.waitForSelector('.row.own.sent');
    assert.deepEqual(await texts(second), ['from the first tab']);
    await first.context().close();
  }));

  test('takes a new name in place and keeps it', limit, () => withHub(async (hub) => {
    const ana = await openPerson(browser, hub.url);
    const ben = await openPerson(browser, hub.url, { name: 'Ben' });
    await Promise.all([untilOnline(ana), untilOnline(ben)]);
    assert.match(await ana.inputValue('#name'), /^\S+ \S+$/); // ready to use
    await ana.fill('#name', '  Ana \u202e Lovelace ');
    await ana.press('#name', 'Enter');
    assert.equal(await ana.evaluate(() => document.activeElement.id), 'text');
    await say(ana, 'who am I?');
    await untilShown(ben, 'who am I?');
    assert.equal(await ben.textContent('.row .name'), 'Ana Lovelace');
    const otherTab = await openTab(ana.context(), hub.url);
    await untilOnline(otherTab);
    await ana.fill('#name', 'Countess');
    await ana.press('#name', 'Enter');
    await otherTab.waitForFunction(() => document.getElementById('name').value === 'Countess');
    await otherTab.fill('#name', 'Ana Lovelace');
    await otherTab.press('#name', 'Enter');
    await ana.waitForFunction(() => document.getElementById('name').value === 'Ana Lovelace');
    await ana.fill('#name', 'Nobody');
    await ana.press('#name', 'Escape');
    assert.equal(await ana.inputValue('#name'), 'Ana Lovelace');
    await ana.reload();
    await untilOnline(ana);
    assert.equal(await ana.inputValue('#name'), 'Ana Lovelace');
    await Promise.all([ana.context().close(), ben.context().close()]);
  }));

  test('shows markup, controls and directions as text', limit, () => withHub(async (hub) => {
    const page = await openPerson(browser, hub.url, { name: 'Ana' });
    await untilOnline(page);
    const eve = await stock(hub, { name: '<img src=x onerror=alert(1)>' });
    const nasty = ['<script>alert(1)</script>', '<img src=x onerror="document.title=1">', 'javascript:alert(1)',
      '[a](javascript:alert(1))', '&lt;b&gt;', '"><svg onload=alert(1)>', '\u202egnp.exe', 'a\u0000b\u0007'];
    for (const text of nasty) eve.emit('message', { text });
    eve.emit('message', { text: 'see https://example.org/<b> and mailto:a@example.org.' });
    await page.waitForFunction((count) => document.querySelectorAll('#messages .body').length === count, nasty.length + 1);
    const shown = await texts(page);
    assert.deepEqual(shown.slice(0, 6), nasty.slice(0, 6));
    assert.equal(shown[6], '\ufffdgnp.exe');
    assert.equal(shown[7], 'a\u2400b\u2407');
    assert.equal(await page.textContent('.row .name'), '<img src=x onerror=alert(1)>');
    assert.equal(await page.$$eval('#messages script, #messages img, #messages svg, #messages b', (all) => all.length), 0);
    assert.deepEqual(await page.$$eval('#messages a', (all) => all.map((a) => [a.href, a.target, a.rel])), [
      ['https://example.org/', '_blank', 'noopener noreferrer nofollow'],
      ['mailto:a@example.org', '_blank', 'noopener noreferrer nofollow'],
    ]);
    assert.equal(await page.title(), 'Confab');
    assert.deepEqual(page.faults, []); // and the policy had nothing to stop
    eve.disconnect();
    await page.context().close();
  }));

  test('lets nobody else put code into it', limit, () => withHub(async (hub) => {
    const page = await openPerson(browser, hub.url);
    await untilOnline(page);
    const told = page.waitForEvent('console');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.injected), undefined);
    await told;
    assert.equal(page.faults.length, 1); // the policy said so
    assert.match(page.faults[0], /Content Security Policy/);
    await page.context().close();
  }));

  test('refuses what is too long and says so before', limit, () => withHub(async (hub) => {
    const page = await openPerson(browser, hub.url);
    await untilOnline(page);
    await page.fill('#text', 'ä'.repeat(7372)); // 14,744 bytes, just under 90 %
    assert.equal(await page.isVisible('#counter'), false);
    await page.fill('#text', 'ä'.repeat(7373));
    assert.equal(await page.textContent('#counter'), '14,746 of 16,384 bytes');
    await page.fill('#text', `${'ä'.repeat(8192)}!`);
    assert.equal(await page.textContent('#counter'), '16,385 of 16,384 bytes');
    await page.press('#text', 'Enter');
    const refusal = 'Not sent: the message is 1 byte too long. Shorten it, or send it in parts.';
    assert.equal(await page.textContent('#counter'), refusal);
    assert.equal(await page.textContent('#spoken'), refusal);
    assert.equal((await page.inputValue('#text')).length, 8193); // kept
    assert.deepEqual(await texts(page), []);
    await page.fill('#text', 'ä'.repeat(8192));
    await page.press('#text', 'Enter');
    await page.waitForSelector('.row.own.sent');
    await page.context().close();
  }));

  test('does not send while an input method composes', limit, () => withHub(async (hub) => {
    const page = await openPerson(browser, hub.url);
    await untilOnline(page);
    await page.fill('#text', 'にほん');
    await page.$eval('#text', (text) => text.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })));
    assert.deepEqual(await texts(page), []);
    await page.press('#text', 'Enter');
    assert.deepEqual(await texts(page), ['にほん']);
    await page.context().close();
  }));

  test('stays where one reads and counts what is new', limit, () => withHub(async (hub) => {
    const page = await openPerson(browser, hub.url, { viewport: { width: 500, height: 400 } });
    await untilOnline(page);
    const ben = await stock(hub);
    for (let i = 0; i < 30; i += 1) ben.emit('message', `line ${i}`);
    await untilShown(page, 'line 29');
    const bottom = () => page.$eval('#scroller', (s) => s.scrollHeight - s.scrollTop - s.clientHeight);
    assert.ok(await bottom() < 2);
    await page.$eval('#scroller', (s) => { s.scrollTop = 40; });
    await page.waitForFunction(() => document.getElementById('scroller').scrollTop === 40);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    ben.emit('message', 'one more');
    ben.emit('message', 'and one');
    await page.waitForFunction(() => document.getElementById('pill').textContent === '2 new');
    assert.equal(await page.$eval('#scroller', (s) => s.scrollTop), 40);
    await page.click('#pill');
    await page.waitForFunction(() => document.getElementById('pill').hidden);
    await page.waitForFunction(() => {
      const s = document.getElementById('scroller');
      return s.scrollHeight - s.scrollTop - s.clientHeight < 2;
    });
    ben.disconnect();
    await page.context().close();
  }));

  test('counts in the title what comes while one looks elsewhere', limit, () => withHub(async (hub) => {
    const page = await openPerson(browser, hub.url);
    await untilOnline(page);
    await page.evaluate(() => { document.hasFocus = () => false; });
    const ben = await stock(hub);
    ben.emit('message', 'psst');
    await page.waitForFunction(() => document.title === '(1) Confab');
    await page.waitForFunction(() => document.getElementById('spoken').textContent.endsWith(': psst'));
    await page.evaluate(() => {
      delete document.hasFocus;
      window.dispatchEvent(new Event('focus'));
    });
    await page.waitForFunction(() => document.title === 'Confab');
    ben.disconnect();
    await page.context().close();
  }));

  test('shows the address for others and copies it, on plain http too', limit, async () => {
    const standin = await startStandin();
    const page = await openPerson(browser, `http://chat.example:${standin.port}/`);
    assert.equal(await page.evaluate(() => isSecureContext), false);
    await untilOnline(page);
    assert.equal(await page.inputValue('#shareAddress'), `http://chat.example:${standin.port}/`);
    await page.click('#shareCopy');
    await page.waitForFunction(() => document.getElementById('shareCopy').textContent === 'Copied');
    await page.focus('#text');
    await page.keyboard.press('Control+V');
    assert.equal(await page.inputValue('#text'), `http://chat.example:${standin.port}/`);
    await page.context().close();

    const local = await openPerson(browser, standin.url);
    await untilOnline(local);
    assert.equal(await local.isVisible('#empty'), true);
    assert.equal(await local.isVisible('#share'), false); // 127.0.0.1 leads others to themselves
    await local.context().close();
    await standin.stop();
  });

  test('says what was not sent and sends it again when told', limit, async () => {
    const standin = await startStandin();
    const page = await openPerson(browser, standin.url);
    await untilOnline(page);
    standin.fault = 'rate';
    await say(page, 'too fast');
    await page.waitForSelector('.row.failed');
    assert.match(await page.textContent('.failure'), /^Not sent: too many messages at once/);
    assert.equal(await page.textContent('#spoken'), 'Not sent: too many messages at once');
    standin.fault = 'silent';
    await say(page, 'no answer');
    await page.waitForFunction(() => document.querySelectorAll('.row.failed').length === 2);
    standin.fault = '';
    await page.click('.row.failed >> text=Retry');
    await page.waitForSelector('.row.own.sent');
    assert.equal(standin.log.at(-1).message, 'too fast');
    await page.click('.row.failed >> text=Delete');
    assert.deepEqual(await texts(page), ['too fast']);
    await page.reload();
    await page.waitForSelector('.row.own.sent');
    assert.deepEqual(await texts(page), ['too fast']);
    await page.context().close();
    await standin.stop();
  });

  test('waits for a place when the server is full', limit, () => withHub(async (hub) => {
    const ana = await openPerson(browser, hub.url, { name: 'Ana' });
    await untilOnline(ana);
    const ben = await openPerson(browser, hub.url, { name: 'Ben' });
    await ben.waitForFunction(() => /^The server lets nobody in now\. Retrying in/.test(document.getElementById('bannerText').textContent));
    await ana.context().close();
    await untilOnline(ben);
    await ben.context().close();
  }, { args: ['--max-clients', '1'] }));

  test('says why it may not join, and joins when it may', limit, async () => {
    const standin = await startStandin();
    standin.fault = 'refuse';
    const page = await openPerson(browser, standin.url);
    await page.waitForSelector('#banner.danger:not([hidden])');
    assert.match(await page.textContent('#bannerText'), /This name is not allowed$/);
    standin.refusal = ''; // a server that gives no reason
    await page.click('#bannerAction');
    await page.waitForFunction(() => document.getElementById('bannerText').textContent === 'The server does not let you in.');
    standin.fault = '';
    await page.fill('#name', 'Ana');
    await page.press('#name', 'Enter');
    await untilOnline(page);
    standin.io.disconnectSockets();
    await page.waitForFunction(() => document.getElementById('bannerText').textContent === 'The server ended the connection.');
    await page.click('#bannerAction');
    await untilOnline(page);
    await page.context().close();
    await standin.stop();
  });

  test('loses nothing when the server goes and comes back', limit, async () => {
    const port = await lastingPort();
    let hub = await startHub({ port });
    const [ana, ben] = [await openPerson(browser, hub.url, { name: 'Ana' }), await openPerson(browser, hub.url, { name: 'Ben' })];
    await Promise.all([untilOnline(ana), untilOnline(ben)]);
    await say(ana, 'before');
    await untilShown(ben, 'before');

    await hub.stop('SIGKILL');
    await ana.waitForSelector('#banner.warning:not([hidden])');
    await say(ana, 'while it was away');
    await say(ana, 'and once more');
    assert.deepEqual(await texts(ana), ['before', 'while it was away', 'and once more']);
    await ana.waitForFunction(() => document.getElementById('bannerText').textContent.endsWith('2 messages waiting.'));
    assert.match(await ana.textContent('#bannerText'), /^Connection lost\. /);

    hub = await startHub({ port });
    try {
      await Promise.all([retryNow(ana), untilOnline(ben)]);
      await untilShown(ben, 'and once more');
      await ana.waitForFunction(() => document.querySelectorAll('.row.own.sent').length === 3);
      const whole = ['before', 'while it was away', 'and once more'];
      assert.deepEqual(await texts(ana), whole);
      assert.deepEqual(await texts(ben), whole);
      await say(ben, 'all here');
      await untilShown(ana, 'all here');
      await Promise.all([ana.context().close(), ben.context().close()]);
    } finally {
      await hub.stop();
    }
  });

  test('keeps over a reload what could not be sent', limit, async () => {
    const port = await lastingPort();
    let hub = await startHub({ port });
    const ana = await openPerson(browser, hub.url, { name: 'Ana' });
    await untilOnline(ana);
    await hub.stop('SIGKILL');
    await ana.waitForSelector('#banner.warning:not([hidden])');
    await say(ana, 'not gone');
    hub = await startHub({ port });
    try {
      await ana.reload();
      await ana.waitForSelector('.row.own.sent');
      assert.deepEqual(await texts(ana), ['not gone']);
      await ana.context().close();
      await hub.stop();
      assert.equal(hub.lines.filter((line) => line.endsWith('not gone')).length, 1);
    } finally {
      await hub.stop();
    }
  });
});

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The interop matrix, continued: npm's client in Chromium, from its own bundles. Only here clients of Engine.IO 3 poll
// in binary and by JSONP.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checks, patience } from '../interop/checks.mjs';
import { startInteropHost } from '../interop/hub.mjs';
import { Matrix } from '../interop/matrix.mjs';
import { launch, newContext } from './support/browser.mjs';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const module = `${readFileSync(join(here, '../interop/checks.mjs'), 'utf8')}\nwindow.runCheck = runCheck;`;
const modes = {
  default: { options: {}, transport: 'websocket' },
  websocket: { options: { transports: ['websocket'] }, transport: 'websocket' },
  polling: { options: { transports: ['polling'] }, transport: 'polling' },
};
const jsonp = { options: { transports: ['polling'], forceJSONP: true }, transport: 'polling' };
const matrix = new Matrix(Object.keys(checks));

let browser;
before(async () => { browser = await launch(); });
after(async () => {
  matrix.print();
  await browser.close();
});

/** What the browser asked and got while the checks ran: content types of polls in both directions. */
function watchPolls(page) {
  const seen = new Set();
  page.on('response', (response) => {
    if (!response.url().includes('transport=polling')) return;
    seen.add(`got ${response.headers()['content-type']}`);
    // Not allHeaders(), which asks the browser: the page may be gone before it answers.
    const sent = response.request().headers()['content-type'];
    if (sent) seen.add(`sent ${sent}`);
  });
  return seen;
}

for (const alias of ['socket.io-client-1', 'socket.io-client-2', 'socket.io-client-3', 'socket.io-client']) {
  const { version } = require(`${alias}/package.json`);
  const revision = Number(version[0]);
  const client = `socket.io-client ${version} in Chromium`;
  describe(client, { concurrency: 2 }, () => {
    let host;
    before(async () => { host = await startInteropHost(join(here, '../node_modules', alias, 'dist/socket.io.js')); });
    for (const [mode, { options, transport }] of Object.entries(revision < 3 ? { ...modes, JSONP: jsonp } : modes)) {
      test(`${client}: ${mode}`, { timeout: 4 * patience }, async () => {
        const context = await newContext(browser);
        const page = await context.newPage();
        const polls = watchPolls(page);
        await page.goto(host.url);
        await page.addScriptTag({ type: 'module', content: module });
        await page.waitForFunction(() => window.runCheck && window.io);
        const results = {};
        for (const name of Object.keys(checks)) { // one after the other: a browser has six connections to a server
          results[name] = await page.evaluate(
            ([world, check]) => window.runCheck({ io: window.io, url: location.origin, ...world }, check),
            [{ options, transport, revision }, name],
          );
          await matrix.record(client, mode, name, () => assert.equal(results[name], null)).catch(() => {});
        }
        assert.deepEqual(results, Object.fromEntries(Object.keys(checks).map((name) => [name, null])));
        if (mode === 'polling' && revision < 3) {
          assert.ok(polls.has('got application/octet-stream') && polls.has('sent application/octet-stream'), [...polls].join(', '));
        }
        if (mode === 'JSONP') assert.ok(polls.has('got text/javascript; charset=UTF-8'), [...polls].join(', '));
        await context.close();
      });
    }
    after(() => host.stop());
  });
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lets the server window, the client window, the page in Chromium and a plain WebSocket talk on a virtual screen, and
// takes their pictures: see ./make. The colours of names are the people's own and random: take them again when two are
// the same.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { program } from '../../tests/interop/hub.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../tests/package.json'));
const { chromium } = require('playwright-core');
const { WebSocket } = require('ws');
const run = async (...command) => (await promisify(execFile)(command[0], command.slice(1))).stdout.trim();

/** Where the windows stand, and where they are in the picture of all. */
const places = {
  server: { x: 30, y: 30, width: 760, height: 600 },
  client: { x: 820, y: 30, width: 380, height: 600 },
  page: { x: 1230, y: 30, width: 420, height: 600 },
};
const screen = { width: 1680, height: 660 };
const backgrounds = { light: '#d5dde6', dark: '#0b0d10' };

/** Where it is between nine and ten in the morning now. */
function morning() {
  const ahead = (9 - new Date().getUTCHours() + 36) % 24 - 12;
  return ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`; // POSIX counts westwards
}

class Stage {
  children = [];

  constructor(theme) {
    this.theme = theme;
    this.home = mkdtempSync(join(tmpdir(), 'confab-images-'));
  }

  /** A screen, and homes where our programs find the theme. */
  async open() {
    const xvfb = this.#start('Xvfb', ['-displayfd', '3', '-screen', '0', `${screen.width}x${screen.height}x24`,
      '-dpi', '96', '-nolisten', 'tcp'], ['ignore', 'ignore', 'ignore', 'pipe']);
    const [line] = await once(createInterface({ input: xvfb.stdio[3] }), 'line');
    this.display = `:${line}`;
    process.env.DISPLAY = this.display; // for xdotool and import
    const settings = join(this.home, 'Confab');
    mkdirSync(settings);
    writeFileSync(join(settings, 'confab-server.conf'), `[General]\nappearance=${this.theme}\n`);
    this.env = { ...process.env, HOME: this.home, XDG_CONFIG_HOME: this.home, XDG_DATA_HOME: this.home,
      XDG_RUNTIME_DIR: this.home, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', QT_QPA_PLATFORM: 'xcb',
      CONFAB_THEME: this.theme, LC_ALL: 'C.UTF-8', LANGUAGE: 'en_GB', TZ: morning() };
  }

  #start(command, args, stdio = ['ignore', 'ignore', 'pipe']) {
    const child = spawn(command, args, { stdio, env: this.env ?? process.env });
    child.once('error', (error) => { throw error; });
    this.children.push(child);
    return child;
  }

  /** The URL at which the server window's hub can be joined from this machine. */
  async startServer() {
    const server = this.#start(program('confab-server'), ['--port', '3000', '--name', 'Confab', '--ephemeral']);
    const usable = /listening on (http:\/\/127\.0\.0\.1:\d+)/;
    for await (const line of createInterface({ input: server.stderr })) {
      const match = usable.exec(line);
      if (match) {
        server.stderr.resume();
        this.server = await this.#place(server, places.server);
        return match[1];
      }
    }
    throw new Error('the server does not listen');
  }

  async startClient(url, name) {
    const client = this.#start(program('confab-client'), [url, '--name', name, '--profile', this.theme]);
    client.stderr.resume();
    this.client = await this.#place(client, places.client);
  }

  /** The page in a window without tabs, as a person sees it who made it an app. */
  async openPage(url, name) {
    const { x, y, width, height } = places.page;
    this.browser = await chromium.launchPersistentContext(join(this.home, 'chromium'), {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: false,
      viewport: null,
      colorScheme: this.theme,
      locale: 'en-GB',
      timezoneId: morning(),
      env: this.env,
      ignoreDefaultArgs: ['--enable-automation'],
      args: ['--no-sandbox', '--test-type', '--disable-gpu', '--no-first-run', '--disable-background-networking',
        `--app=${url}`, `--window-position=${x},${y}`, `--window-size=${width},${height}`],
    });
    this.page = this.browser.pages()[0] ?? await this.browser.waitForEvent('page');
    await this.page.waitForSelector('#text');
    await this.page.fill('#name', name);
    await this.page.press('#name', 'Enter');
    await this.page.focus('#text');
  }

  /** The window of a program, once it shows one, moved to its place. */
  async #place(child, { x, y, width, height }) {
    const window = (await run('xdotool', 'search', '--sync', '--onlyvisible', '--pid', String(child.pid)))
      .split('\n').at(-1);
    await run('xdotool', 'windowmove', '--sync', window, String(x), String(y));
    await run('xdotool', 'windowsize', window, String(width), String(height));
    return window;
  }

  async type(window, text) {
    await run('xdotool', 'windowfocus', '--sync', window);
    await run('xdotool', 'type', '--delay', '25', text);
    await run('xdotool', 'key', 'Return');
  }

  /** Below the messages of the server window. */
  async typeAsHost(text) {
    await run('xdotool', 'mousemove', '--window', this.server, '400', String(places.server.height - 46), 'click', '1');
    await this.type(this.server, text);
  }

  async typeOnPage(text) {
    await this.page.focus('#text');
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  async close() {
    await this.browser?.close();
    for (const child of this.children.reverse()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Three people, one of them in a terminal, and the host. */
async function talk(stage, url) {
  const terminal = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  await once(terminal, 'open');
  const ana = (text) => stage.type(stage.client, text);
  const zoe = (text) => stage.typeOnPage(text);
  const said = [
    () => ana('Good morning! Can everybody read this?'),
    () => zoe('Yes, scanned the code and I am in 🎉'),
    () => terminal.send('loud and clear, from a terminal'),
    () => stage.typeAsHost('Welcome! We start in five minutes.'),
    () => ana('Where are the slides?'),
    () => zoe('https://example.org/slides'),
    () => zoe('They are for everybody.'),
    () => terminal.send('got them, thanks'),
    () => ana('Great. Café at ten afterwards?'),
    () => zoe('With pleasure ☕'),
    () => terminal.send('count me in'),
    () => ana('See you there!'),
  ];
  for (const [index, say] of said.entries()) {
    await say();
    await stage.page.waitForFunction((n) => document.querySelectorAll('#messages .body').length >= n, index + 1);
    await pause(700); // people read before they answer
  }
  return terminal;
}

async function takePicture(window, file) {
  await run('import', '-window', window, '-strip', '-define', 'png:compression-level=9', file);
}

/** Takes one picture per surface, with the focus where one writes, and returns their files. */
async function takePictures(stage) {
  const files = {};
  for (const surface of ['server', 'client']) {
    await run('xdotool', 'mousemove', String(screen.width - 1), String(screen.height - 1));
    await run('xdotool', 'windowfocus', '--sync', stage[surface]);
    await pause(700);
    files[surface] = join(stage.home, `${surface}.png`);
    await takePicture(stage[surface], files[surface]);
  }
  await stage.page.bringToFront();
  await stage.page.focus('#text');
  files.page = join(stage.home, 'page.png');
  await stage.page.screenshot({ path: files.page });
  return files;
}

/** Makes the colours few: half the size, and nobody sees it. */
async function keep(from, name) {
  const file = join(here, name);
  await run('convert', from, '-strip', '-dither', 'None', '-colors', '256', '-define', 'png:compression-level=9',
    '-define', 'png:compression-filter=0', `PNG8:${file}`);
  console.log(`${name}: ${Math.round(statSync(file).size / 1024)} kB`);
}

/** All three beside each other, each with a thin shadow. */
async function montage(stage, files, name) {
  const layers = Object.entries(places).flatMap(([surface, { x, y }]) => [
    '(', files[surface], '(', '+clone', '-background', 'black', '-shadow', '45x8+0+3', ')',
    '+swap', '-background', 'none', '-layers', 'merge', '-repage', `+${x - 16}+${y - 13}`, ')']);
  const all = join(stage.home, 'all.png');
  await run('convert', '-size', `${screen.width}x${screen.height}`, `xc:${backgrounds[stage.theme]}`, ...layers,
    '-layers', 'flatten', all);
  await keep(all, name);
}

async function shoot(theme, singles) {
  const stage = new Stage(theme);
  try {
    await stage.open();
    const url = await stage.startServer();
    await stage.startClient(url, 'Ana');
    await stage.openPage(url, 'Zoé');
    const terminal = await talk(stage, url);
    const files = await takePictures(stage);
    for (const [surface, name] of Object.entries(singles)) await keep(files[surface], name);
    await montage(stage, files, theme === 'light' ? 'confab.png' : 'confab-dark.png');
    terminal.close();
  } finally {
    await stage.close();
  }
}

const singles = { light: { server: 'server-window.png', client: 'client-window.png', page: 'page.png' }, dark: {} };
for (const theme of process.argv[2] ? [process.argv[2]] : Object.keys(singles)) await shoot(theme, singles[theme]);

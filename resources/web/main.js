// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Puts the page together.

import { Attention } from './attention.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { MessageList } from './messagelist.js';
import { PeopleList, showTyping } from './peoplelist.js';
import { Person } from './person.js';
import { PinPrompt, takePin } from './pin.js';
import { Session } from './session.js';
import { browserStore, onStored, randomId, tabStore } from './store.js';
import { showShare } from './share.js';
import { chooseLanguage, Words } from './strings.js';
import { beat, hasLeft, reloadTime, TabRecord } from './tabrecord.js';

const words = new Words(chooseLanguage(navigator.languages ?? [navigator.language]));
document.documentElement.lang = words.language;
words.translate(document);

function storedName() {
  const name = browserStore.get('name') ?? words.readyName();
  browserStore.set('name', name);
  return name;
}

function start(io) {
  const record = new TabRecord({ browserStore, tabStore, locks: navigator.locks, makeId: () => randomId(16) });
  const shownPin = takePin();
  if (shownPin !== '') tabStore.set('pin', shownPin);
  const session = new Session({
    // The session reconnects by itself: it says when, and can be told to do it now.
    socket: io({ autoConnect: false, reconnection: false, timeout: 8000 }),
    browserStore,
    tabStore,
    record,
    name: storedName(),
  });
  const attention = new Attention({ words });
  const banner = new Banner({ words, session, host: location.host });
  const list = new MessageList({
    words,
    timeline: session.timeline,
    actions: {
      retry: (entry) => { session.retry(entry); composer.focus(); },
      discard: (entry) => { session.discard(entry); composer.focus(); },
      loadBefore: (entry) => session.loadBefore(entry),
    },
  });
  const composer = new Composer({
    words,
    send: (text) => session.send(text),
    announce: (text) => attention.announce(text),
    typed: (text) => record.setDraft(text),
    typing: (text) => session.people.noteTyping(text),
    draft: record.draft,
  });
  const pinPrompt = new PinPrompt({ words, session, mayTakeFocus: () => composer.isEmpty() });
  window.addEventListener('hashchange', () => { // an address with a PIN, opened in this very tab
    const pin = takePin();
    if (pin !== '') session.usePin(pin);
  });
  showShare({ words, session });
  new PeopleList({ words, session });
  showTyping({ words, session });
  new Person({ session, done: () => composer.focus() });
  onStored('name', (name) => session.takeName(name));

  // Bursts are drawn once; what one sends oneself is drawn at once.
  let pending = { added: [], removed: [], live: true };
  let timer = 0;
  const draw = () => {
    clearTimeout(timer);
    timer = 0;
    const { added, removed, live } = pending;
    pending = { added: [], removed: [], live: true };
    list.update({ added, removed, live, online: session.state === 'online', complete: session.complete });
    banner.update();
    if (live) attention.notice(added.filter((entry) => !entry.own));
  };
  session.addEventListener('timeline', ({ detail }) => {
    if (detail.live !== pending.live && pending.added.length > 0) draw();
    pending.live = detail.live;
    pending.added.push(...detail.added);
    pending.removed.push(...detail.removed);
    if (detail.added.some((entry) => entry.state === 'sending') || detail.removed.length > 0) draw();
    else if (timer === 0) timer = setTimeout(draw, 16);
  });
  session.addEventListener('failed', ({ detail }) => {
    attention.announce(words.reason(detail.failure));
  });
  let state = session.state;
  session.addEventListener('state', () => {
    if (timer === 0) timer = setTimeout(draw, 0);
    banner.update();
    pinPrompt.update();
    if (session.state === state) return;
    if (session.state === 'reconnecting') attention.announce(words.get('retrying'));
    else if (state === 'reconnecting' && session.state === 'online') attention.announce(words.get('back'));
    if (state === 'pin' && session.state === 'online') composer.focus();
    state = session.state;
  });

  const adopt = async () => {
    for (const draft of await session.adopt()) composer.offer(draft);
  };
  const leave = () => {
    session.keepHistory();
    record.leave();
  };
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', () => record.renew());
  for (const event of ['online', 'pageshow']) window.addEventListener(event, () => session.resync());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') {
      session.keepHistory(); // a phone may end the page without another word
      return;
    }
    record.renew();
    adopt();
    session.resync();
    list.refreshDays();
  });
  setInterval(() => list.refreshDays(), 60000);

  setInterval(() => record.renew(), beat);
  setInterval(adopt, 60000);
  onStored('tab.', (record) => { if (hasLeft(record)) setTimeout(adopt, reloadTime); });

  draw();
  session.people.watch();
  session.connect();
  adopt();
  if (!matchMedia('(pointer: coarse)').matches) composer.focus();
}

if (globalThis.io) {
  start(globalThis.io);
} else {
  document.getElementById('bannerText').textContent = words.get('noClient');
  const button = document.getElementById('bannerAction');
  button.textContent = words.get('reload');
  button.addEventListener('click', () => location.reload());
  document.getElementById('banner').className = 'banner danger';
  document.getElementById('banner').hidden = false;
}

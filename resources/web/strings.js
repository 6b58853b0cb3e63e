// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every word of the page, in the languages it speaks.

const en = {
  yourName: 'Your name',
  messages: 'Messages',
  message: 'Message',
  submit: 'Submit',
  empty: 'No messages yet. Say hello!',
  share: 'Others join at this address:',
  copyAddress: 'Copy address',
  copied: 'Copied',
  you: 'You',
  today: 'Today',
  yesterday: 'Yesterday',
  gap: 'Messages may be missing here',
  start: 'Start of conversation',
  typingOne: '{first} is typing…',
  typingTwo: '{first} and {second} are typing…',
  typingMany: 'Several people are typing…',
  people: 'People',
  online: { one: '{n} online', other: '{n} online' },
  ownName: '{name} (you)',
  otherName: '{name}',
  morePeople: { one: 'and {n} more', other: 'and {n} more' },
  showMore: 'Show more',
  showLess: 'Show less',
  sending: 'Sending',
  sent: 'Sent',
  notSent: 'Not sent',
  notSaved: 'Not saved by the server',
  notKept: 'Keep this page open: the browser does not keep them.',
  retry: 'Retry',
  delete: 'Delete',
  newMessages: { one: '{n} new', other: '{n} new' },
  connecting: 'Connecting to {host}…',
  lost: { one: 'Connection lost. Retrying in {n} s.', other: 'Connection lost. Retrying in {n} s.' },
  full: { one: 'The server lets nobody in now. Retrying in {n} s.', other: 'The server lets nobody in now. Retrying in {n} s.' },
  retrying: 'Connection lost. Connecting…',
  back: 'Connected again',
  retryNow: 'Retry now',
  offline: 'Offline. The chat goes on when the network is back.',
  waiting: { one: '{n} message waiting.', other: '{n} messages waiting.' },
  ended: 'The server ended the connection.',
  refused: 'The server does not let you in.',
  refusedBecause: 'The server does not let you in: {detail}',
  tryAgain: 'Try again',
  pinAsked: 'This chat asks for a PIN',
  pin: 'PIN',
  join: 'Join',
  pinWrong: 'That is not the PIN of this chat. Ask the host for it.',
  pinLockedSeconds: {
    one: 'Too many wrong PINs. Try again in {n} second.',
    other: 'Too many wrong PINs. Try again in {n} seconds.',
  },
  pinLockedMinutes: {
    one: 'Too many wrong PINs. Try again in {n} minute.',
    other: 'Too many wrong PINs. Try again in {n} minutes.',
  },
  noClient: 'The server did not hand out the Socket.IO client. Reload the page to try again.',
  reload: 'Reload',
  bytesOf: '{n} of {limit} bytes',
  tooLong: {
    one: 'Not sent: the message is {n} byte too long. Shorten it, or send it in parts.',
    other: 'Not sent: the message is {n} bytes too long. Shorten it, or send it in parts.',
  },
  saidMore: { one: 'and {n} more message', other: 'and {n} more messages' },
  reason: {
    noAnswer: 'Not sent: no answer',
    too_long: 'Not sent: too long',
    rate: 'Not sent: too many messages at once',
    storage: 'Not sent: the server could not save it',
    other: 'Not sent: the server refused it',
  },
  adjectives: ['Amber', 'Blue', 'Bright', 'Calm', 'Clever', 'Gentle', 'Golden', 'Green', 'Happy', 'Lucky', 'Merry',
    'Quick', 'Quiet', 'Red', 'Silver', 'Sunny', 'Swift', 'Teal', 'Violet', 'Wise'],
  animals: ['Badger', 'Beaver', 'Crane', 'Dolphin', 'Falcon', 'Finch', 'Fox', 'Gecko', 'Heron', 'Ibis', 'Koala',
    'Lynx', 'Marten', 'Otter', 'Panda', 'Puffin', 'Raven', 'Robin', 'Seal', 'Swan'],
};

const de = {
  yourName: 'Dein Name',
  messages: 'Nachrichten',
  message: 'Nachricht',
  submit: 'Absenden',
  empty: 'Noch keine Nachrichten. Sag hallo!',
  share: 'Unter dieser Adresse können andere beitreten:',
  copyAddress: 'Adresse kopieren',
  copied: 'Kopiert',
  you: 'Du',
  today: 'Heute',
  yesterday: 'Gestern',
  gap: 'Hier können Nachrichten fehlen',
  start: 'Anfang der Unterhaltung',
  typingOne: '{first} schreibt…',
  typingTwo: '{first} und {second} schreiben…',
  typingMany: 'Mehrere Personen schreiben…',
  people: 'Personen',
  online: { one: '{n} online', other: '{n} online' },
  ownName: '{name} (du)',
  otherName: '{name}',
  morePeople: { one: 'und {n} weitere Person', other: 'und {n} weitere' },
  showMore: 'Mehr zeigen',
  showLess: 'Weniger zeigen',
  sending: 'Wird gesendet',
  sent: 'Gesendet',
  notSent: 'Nicht gesendet',
  notSaved: 'Vom Server nicht gespeichert',
  notKept: 'Lass diese Seite offen: Der Browser bewahrt sie nicht auf.',
  retry: 'Wiederholen',
  delete: 'Löschen',
  newMessages: { one: '{n} neue', other: '{n} neue' },
  connecting: 'Verbindung zu {host} wird hergestellt…',
  lost: { one: 'Verbindung verloren. Neuer Versuch in {n} s.', other: 'Verbindung verloren. Neuer Versuch in {n} s.' },
  full: {
    one: 'Der Server lässt gerade niemanden herein. Neuer Versuch in {n} s.',
    other: 'Der Server lässt gerade niemanden herein. Neuer Versuch in {n} s.',
  },
  retrying: 'Verbindung verloren. Verbinde…',
  back: 'Wieder verbunden',
  retryNow: 'Jetzt versuchen',
  offline: 'Offline. Es geht weiter, sobald das Netz wieder da ist.',
  waiting: { one: '{n} Nachricht wartet.', other: '{n} Nachrichten warten.' },
  ended: 'Der Server hat die Verbindung beendet.',
  refused: 'Der Server lässt dich nicht herein.',
  refusedBecause: 'Der Server lässt dich nicht herein: {detail}',
  tryAgain: 'Erneut versuchen',
  pinAsked: 'Dieser Chat fragt nach einer PIN',
  pin: 'PIN',
  join: 'Beitreten',
  pinWrong: 'Das ist nicht die PIN dieses Chats. Frag, wer ihn leitet.',
  pinLockedSeconds: {
    one: 'Zu viele falsche PINs. Neuer Versuch in {n} Sekunde.',
    other: 'Zu viele falsche PINs. Neuer Versuch in {n} Sekunden.',
  },
  pinLockedMinutes: {
    one: 'Zu viele falsche PINs. Neuer Versuch in {n} Minute.',
    other: 'Zu viele falsche PINs. Neuer Versuch in {n} Minuten.',
  },
  noClient: 'Der Server hat den Socket.IO-Client nicht geliefert. Lade die Seite neu, um es noch einmal zu versuchen.',
  reload: 'Neu laden',
  bytesOf: '{n} von {limit} Bytes',
  tooLong: {
    one: 'Nicht gesendet: Die Nachricht ist {n} Byte zu lang. Kürze sie oder sende sie in Teilen.',
    other: 'Nicht gesendet: Die Nachricht ist {n} Bytes zu lang. Kürze sie oder sende sie in Teilen.',
  },
  saidMore: { one: 'und {n} weitere Nachricht', other: 'und {n} weitere Nachrichten' },
  reason: {
    noAnswer: 'Nicht gesendet: keine Antwort',
    too_long: 'Nicht gesendet: zu lang',
    rate: 'Nicht gesendet: zu viele Nachrichten auf einmal',
    storage: 'Nicht gesendet: Der Server konnte sie nicht speichern',
    other: 'Nicht gesendet: vom Server abgelehnt',
  },
  // Masculine animals only, so that every adjective fits every animal.
  adjectives: ['Blauer', 'Flinker', 'Fröhlicher', 'Goldener', 'Grüner', 'Heller', 'Heiterer', 'Kluger', 'Leiser',
    'Munterer', 'Roter', 'Ruhiger', 'Sanfter', 'Schneller', 'Silberner', 'Sonniger', 'Stiller', 'Weiser'],
  animals: ['Biber', 'Dachs', 'Delfin', 'Falke', 'Fink', 'Fuchs', 'Gecko', 'Ibis', 'Koala', 'Kranich', 'Luchs',
    'Marder', 'Otter', 'Panda', 'Rabe', 'Reiher', 'Schwan', 'Seehund'],
};

const tables = { en, de };

/** The first of the visitor's languages that the page speaks, with its region ("de-AT"); English otherwise. */
export function chooseLanguage(wanted) {
  return wanted.find((tag) => tag && tag.toLowerCase().split('-')[0] in tables) ?? 'en';
}

/** The words of one language, with plurals, numbers and dates as its region writes them. */
export class Words {
  #table;
  #plural;
  #number;

  constructor(language) {
    this.language = language;
    this.#table = tables[language.toLowerCase().split('-')[0]];
    this.#plural = new Intl.PluralRules(language);
    this.#number = new Intl.NumberFormat(language);
    this.time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
    this.fullTime = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
    this.date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
    this.dateWithYear = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  }

  /** `values.n` chooses the plural form; numbers are written as the language does. */
  get(key, values = {}) {
    let text = this.#table[key];
    if (typeof text === 'object') text = text[this.#plural.select(values.n)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === 'number' ? this.#number.format(value) : String(value);
    });
  }

  /** The words of `key` around nodes, which stand where their names are. */
  parts(key, nodes) {
    return this.#table[key].split(/\{(\w+)\}/).map((part, i) => (i % 2 === 1 ? nodes[part] : part)).filter((part) => part !== '');
  }

  /** That and why a message was not sent. */
  reason(code) {
    const { reason } = this.#table;
    return Object.hasOwn(reason, code) ? reason[code] : reason.other; // "constructor" is no reason
  }

  /** "Today", "Yesterday", or the date. */
  day(date, now = new Date()) {
    const start = (d) => new Date(d.getFullYear(), d.getMonth(), d.getDate());
    const days = Math.round((start(now) - start(date)) / 86400000);
    if (days === 0) return this.get('today');
    if (days === 1) return this.get('yesterday');
    return (date.getFullYear() === now.getFullYear() ? this.date : this.dateWithYear).format(date);
  }

  /** "Blue Otter": a name ready to use. `random` gives numbers in [0, 1). */
  readyName(random = Math.random) {
    const pick = (list) => list[Math.floor(random() * list.length)];
    return `${pick(this.#table.adjectives)} ${pick(this.#table.animals)}`;
  }

  /** Puts the words of this language where the document's English stands. */
  translate(root) {
    for (const element of root.querySelectorAll('[data-text]')) element.textContent = this.get(element.dataset.text);
    for (const element of root.querySelectorAll('[data-label]')) {
      element.setAttribute('aria-label', this.get(element.dataset.label));
    }
    for (const element of root.querySelectorAll('[data-placeholder]')) {
      element.placeholder = this.get(element.dataset.placeholder);
    }
  }
}

/** The same keys in every language: for the test. */
export const languages = tables;

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What network text becomes before it is shown. It is always shown as text, never as markup.

export const maximumTextBytes = 16384;

const encoder = new TextEncoder();

export function utf8Length(text) {
  return encoder.encode(text).length;
}

/**
 * A name on one line, without characters that are invisible or turn the direction of what stands around it, and with an
 * end. '' when nothing is left to see.
 */
export function harmlessName(name, longest = 80) {
  const line = String(name ?? '')
    .replace(/[\s\u3164\uffa0\u115f\u1160\u2800]/gu, ' ') // the fillers of Hangul and empty Braille are drawn as nothing
    .replace(/[\p{Cc}\p{Cn}\p{Co}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  if (!/[^\p{M}\p{Cf} ]/u.test(line)) return '';
  return line.length > longest ? `${startOf(line, longest - 1)}…` : line;
}

/** At most `length` UTF-16 units, never half a character. */
export function startOf(text, length) {
  return text.length <= length ? text : text.slice(0, length).replace(/\p{Surrogate}$/u, '');
}

/** A message: one kind of line end, control characters as their visible pictures, no direction overrides, no halves of characters. */
export function harmlessText(text) {
  return String(text ?? '')
    .replace(/\r\n|[\r\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\u007f/g, '\u2421')
    .replace(/[\u0080-\u009f\u202d\u202e\p{Surrogate}]/gu, '\ufffd');
}

/** The letter or emoji that stands for a person. */
export function initialOf(name) {
  const first = typeof Intl.Segmenter === 'function'
    ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)[Symbol.iterator]().next().value?.segment
    : [...name][0];
  return (first ?? '?').toLocaleUpperCase();
}

/** One of `count` colours, always the same for the same person, and the same that the client window gives: FNV-1a. */
export function colourOf(id, count = 8) {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(String(id))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % count;
}

// The signs of trade and copyright are text.
const picture = '(?![\\xa9\\xae\\u2122])\\p{Extended_Pictographic}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?';
const flag = '[\\u{1f1e6}-\\u{1f1ff}]{2}';
const fewEmoji = new RegExp(`^(?:(?:${picture}(?:\\u200d${picture})*|${flag})\\s?){1,3}$`, 'u');

/**
 * Whether a message is one to three emoji and nothing else: it is shown at double size. Joined sequences, skin tones and
 * flags are one emoji each. The client window has the same rule (client/models/fewemoji.cpp).
 */
export function isFewEmoji(text) {
  return text.length <= 40 && fewEmoji.test(text);
}

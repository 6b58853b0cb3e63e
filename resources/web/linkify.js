// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Finds the addresses in a plain text. Only http, https and mailto ever become links.

const start = /(?:https?:\/\/|mailto:)/gi;
// Format characters include the bidi controls: an address that needs them is not what it seems to be.
const ends = /[\s\p{Cc}\p{Cf}<>"`|\\^{}“”«»]/u;
const longest = 2048;

/** Without the punctuation that a sentence puts behind an address; an unmatched bracket belongs to the sentence. */
function trimmed(address) {
  let end = address.length;
  const open = { ')': '(', ']': '[' };
  while (end > 0) {
    const last = address[end - 1];
    if (last in open) {
      const kept = address.slice(0, end);
      if (kept.split(last).length <= kept.split(open[last]).length) break;
    } else if (!'.,;:!?\'*_~…'.includes(last)) {
      break;
    }
    end -= 1;
  }
  return address.slice(0, end);
}

function parsed(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol === 'mailto:') return url.pathname.indexOf('@') > 0 ? url : null;
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname ? url : null;
}

/** Cuts a text into `{text}` and `{text, href, host}`; joined, the texts are the text again. */
export function linkify(text) {
  const parts = [];
  let done = 0;
  start.lastIndex = 0;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const before = text[match.index - 1];
    if (match.index < done || (before && /[\p{L}\p{N}]/u.test(before))) continue;
    const rest = text.slice(match.index, match.index + longest + 1);
    const stop = rest.search(ends);
    const address = trimmed(stop < 0 ? rest : rest.slice(0, stop));
    const url = address.length <= longest ? parsed(address) : null;
    if (!url) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index) });
    parts.push({ text: address, href: url.href, host: url.host || url.pathname });
    done = match.index + address.length;
    start.lastIndex = done;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}

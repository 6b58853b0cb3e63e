// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The address for others, while nobody has written anything yet.

function isOnlyThisComputer(hostname) {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

/** navigator.clipboard exists on https only; the old way works on http too. */
async function copy(field) {
  field.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return true;
  }
  return document.execCommand('copy');
}

/**
 * Fills and shows the address below the greeting, with the PIN that others need, unless it would lead them to themselves.
 */
export function showShare({ words, session }) {
  const share = document.getElementById('share');
  const field = document.getElementById('shareAddress');
  const button = document.getElementById('shareCopy');
  if (isOnlyThisComputer(location.hostname)) return;
  const fill = () => {
    const pin = session.pin === '' ? '' : `#pin=${encodeURIComponent(session.pin)}`;
    field.value = `${location.origin}${location.pathname}${pin}`;
  };
  fill();
  session.addEventListener('state', fill);
  field.addEventListener('focus', () => field.select());
  button.addEventListener('click', async () => {
    const copied = await copy(field).catch(() => false);
    if (copied) button.textContent = words.get('copied');
  });
  share.hidden = false;
}

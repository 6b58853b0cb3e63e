// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace confab::client {

/// A name or room from the network on one line: control, bidi and other invisible formatting characters are
/// dropped, white space is one blank, at most `maximumLength` UTF-16 units (cut at a whole character). May
/// become empty.
[[nodiscard]] QString harmlessName(const QString &name, qsizetype maximumLength = 64);

/// A message for display, of the same length in UTF-16 units unless it has CR LF pairs: line ends become
/// '\n', control characters their visible pictures (U+2400 block), direction overrides and halves of
/// surrogate pairs U+FFFD. Embeddings and
/// isolates stay: they end with their paragraph.
[[nodiscard]] QString harmlessText(const QString &text);

/// `name` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, for use inside a sentence.
[[nodiscard]] QString isolated(const QString &name);

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace confab::client {

/// A link inside a text: [start, start + length) in UTF-16 units.
struct Link
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;
};

/// The http, https and mailto addresses in a plain text, in order; nothing else ever becomes a link. Linear
/// in the text's length. Trailing punctuation and an unmatched closing bracket belong to the sentence, not to
/// the address.
[[nodiscard]] QList<Link> findLinks(const QString &text);

} // namespace confab::client

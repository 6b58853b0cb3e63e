// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/fewemoji.h"

#include <QRegularExpression>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 40; // UTF-16 units; three families of four have 33

/// Emoji of their own right: the signs of trade and copyright are text.
const QString picture =
    uR"((?![\x{a9}\x{ae}\x{2122}])\p{Extended_Pictographic}[\x{fe0f}\x{1f3fb}-\x{1f3ff}]?)"_s;
const QString flag = uR"([\x{1f1e6}-\x{1f1ff}]{2})"_s;

} // namespace

bool isFewEmoji(const QString &text)
{
    if (text.isEmpty() || text.size() > longest)
        return false;
    static const QRegularExpression few(uR"(\A(?:(?:%1(?:\x{200d}%1)*|%2)\s?){1,3}\z)"_s.arg(picture, flag));
    return few.match(text).hasMatch();
}

} // namespace confab::client

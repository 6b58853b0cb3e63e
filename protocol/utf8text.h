// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

namespace confab {

/// Valid UTF-8 as text, whole: QString::fromUtf8 takes a U+FEFF at the start for a byte order mark and drops
/// it, but what a peer says in a frame or a packet is text from its first character on.
[[nodiscard]] inline QString textFromUtf8(QByteArrayView utf8)
{
    constexpr QByteArrayView mark = "\xef\xbb\xbf";
    qsizetype marks = 0;
    while (utf8.sliced(marks * mark.size()).startsWith(mark))
        ++marks;
    return QString(marks, QChar(QChar::ByteOrderMark))
        + QString::fromUtf8(utf8.sliced(marks * mark.size()));
}

} // namespace confab

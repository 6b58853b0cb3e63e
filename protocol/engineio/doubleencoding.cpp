// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/doubleencoding.h"

#include <QUtf8StringView>

#include <algorithm>

namespace confab::engineio {

QByteArray DoubleEncoding::undo(QByteArray utf8)
{
    const auto isAscii = [](char c) { return static_cast<signed char>(c) >= 0; };
    if (!m_possible || std::all_of(utf8.cbegin(), utf8.cend(), isAscii))
        return utf8;
    QByteArray once;
    once.reserve(utf8.size());
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8.at(i));
        if (byte < 0x80) {
            once.append(utf8.at(i));
        } else if (byte <= 0xc3 && i + 1 < utf8.size()) { // C2 80 to C3 BF are U+0080 to U+00FF
            const auto next = static_cast<unsigned char>(utf8.at(++i));
            once.append(static_cast<char>(((byte & 0x03) << 6) | (next & 0x3f)));
        } else {
            m_possible = false;
            return utf8;
        }
    }
    return QUtf8StringView(once.constData(), once.size()).isValidUtf8() ? once : utf8;
}

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/utf8validator.h"

#include <cstring>

namespace confab::websocket {

namespace {

/// How many of the bytes at `data` are ASCII for sure, in steps of eight: most text is nothing else.
qsizetype asciiRun(const char *data, qsizetype size)
{
    constexpr quint64 highBits = 0x8080808080808080ULL;
    qsizetype at = 0;
    for (; size - at >= 8; at += 8) {
        quint64 block;
        std::memcpy(&block, data + at, sizeof block);
        if (block & highBits)
            break;
    }
    return at;
}

} // namespace

bool Utf8Validator::feed(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (m_valid && at < bytes.size()) {
        if (m_missing == 0) {
            at += asciiRun(bytes.data() + at, bytes.size() - at);
            if (at < bytes.size())
                m_valid = startCharacter(uchar(bytes[at++]));
            continue;
        }
        const auto byte = uchar(bytes[at++]);
        m_valid = byte >= m_lowest && byte <= m_highest;
        m_lowest = 0x80;
        m_highest = 0xbf;
        --m_missing;
    }
    return m_valid;
}

bool Utf8Validator::startCharacter(uchar byte)
{
    // Table 3-7 of the Unicode standard: the lead byte decides on the length and bounds the second byte.
    if (byte < 0x80)
        return true;
    if (byte < 0xc2 || byte > 0xf4)
        return false;
    m_missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte == 0xe0)
        m_lowest = 0xa0;
    else if (byte == 0xed)
        m_highest = 0x9f;
    else if (byte == 0xf0)
        m_lowest = 0x90;
    else if (byte == 0xf4)
        m_highest = 0x8f;
    return true;
}

bool isValidUtf8(QByteArrayView text)
{
    Utf8Validator validator;
    return validator.feed(text) && validator.isComplete();
}

} // namespace confab::websocket

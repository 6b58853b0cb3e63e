// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace confab::websocket {

/// Checks UTF-8 (RFC 3629) that comes in pieces, cut anywhere. Fails at the first byte that cannot be right,
/// not at the end of its character: overlong forms, surrogates and code points above U+10FFFF show in their
/// second byte.
class Utf8Validator
{
public:
    /// False when the text so far cannot be the start of valid UTF-8; that is for good until reset().
    [[nodiscard]] bool feed(QByteArrayView bytes);
    /// Whether the text may end here: it is valid and not inside a character.
    [[nodiscard]] bool isComplete() const { return m_valid && m_missing == 0; }
    void reset() { *this = Utf8Validator(); }

private:
    [[nodiscard]] bool startCharacter(uchar byte);

    bool m_valid = true;
    int m_missing = 0; ///< continuation bytes to come
    uchar m_lowest = 0x80; ///< bounds of the next one
    uchar m_highest = 0xbf;
};

[[nodiscard]] bool isValidUtf8(QByteArrayView text);

} // namespace confab::websocket

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <algorithm>

namespace confab::http {

[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The value of a hexadecimal digit, -1 for anything else.
[[nodiscard]] constexpr int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// tchar of RFC 9110 5.6.2.
[[nodiscard]] constexpr bool isTokenChar(char c)
{
    switch (c) {
    case '!':
    case '#':
    case '$':
    case '%':
    case '&':
    case '\'':
    case '*':
    case '+':
    case '-':
    case '.':
    case '^':
    case '_':
    case '`':
    case '|':
    case '~':
        return true;
    default:
        return isDigit(c) || isAlpha(c);
    }
}

/// What may stand in a field value (RFC 9110 5.5): visible ASCII, space, tab, and bytes from 0x80 on.
[[nodiscard]] constexpr bool isFieldValueChar(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

/// What may stand in a request target: visible ASCII without '#', which is never sent (RFC 9112 3.2).
[[nodiscard]] constexpr bool isTargetChar(char c) { return c > 0x20 && c < 0x7f && c != '#'; }

/// What of `text` consists of such characters, from its beginning on.
template <typename Predicate> [[nodiscard]] QByteArrayView leadingRun(QByteArrayView text, Predicate isOfThem)
{
    const auto end = std::find_if_not(text.cbegin(), text.cend(), isOfThem);
    return text.first(end - text.cbegin());
}

[[nodiscard]] inline bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), isTokenChar);
}

[[nodiscard]] inline bool isFieldValue(QByteArrayView text)
{
    return std::all_of(text.cbegin(), text.cend(), isFieldValueChar);
}

} // namespace confab::http

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCborValue>

#include <optional>

namespace confab::socketio {

/// A number that counts something, as JSON and MessagePack carry it: a whole one that is not negative and
/// that a double holds exactly (JavaScript has no other numbers). Nothing for any other value: a peer may
/// send NaN (MessagePack), infinities and 1e300, which QCborValue::toInteger() converts without looking.
[[nodiscard]] inline std::optional<quint64> wholeNumber(const QCborValue &value)
{
    constexpr double largest = 9007199254740991.0; // 2^53 - 1
    if (value.isInteger() && value.toInteger() >= 0)
        return static_cast<quint64>(value.toInteger());
    const double number = value.isDouble() ? value.toDouble() : -1;
    if (!(number >= 0 && number <= largest)) // false for NaN too
        return std::nullopt;
    const auto whole = static_cast<quint64>(number);
    return static_cast<double>(whole) == number ? std::optional(whole) : std::nullopt;
}

} // namespace confab::socketio

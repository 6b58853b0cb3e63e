// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QCborValue>

#include <optional>

namespace confab::socketio {

/// The value that `utf8` holds and nothing else; nothing when it is not JSON (RFC 8259), not UTF-8 or nested
/// deeper than `maximumDepth`. As JSON.parse does it: the keys of an object keep their order, and of a key
/// that comes twice the last value counts. Integers that fit 64 bits stay exact, and so
/// does an escaped half of a surrogate pair (JavaScript cuts emoji in two).
[[nodiscard]] std::optional<QCborValue> parseJson(QByteArrayView utf8, int maximumDepth);

enum class JsonCharacters : quint8 {
    Utf8,
    Ascii ///< the others as \uXXXX
};

/// Compact JSON in the forms of JSON.stringify: keys in their order, numbers that are not finite and
/// undefined elements as null, undefined members left out, times in ISO 8601. An undefined value is empty.
/// Byte arrays must have been replaced by placeholders.
[[nodiscard]] QByteArray toJson(const QCborValue &value, JsonCharacters characters = JsonCharacters::Utf8);

} // namespace confab::socketio

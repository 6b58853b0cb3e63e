// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QCborValue>

#include <optional>

namespace confab::socketio {

/// The object or array that `utf8` holds and nothing else; nothing when it is not JSON (RFC 8259), not UTF-8
/// or nested deeper than `maximumDepth`. Integers that fit 64 bits stay exact, of a key that comes twice the
/// last value counts.
[[nodiscard]] std::optional<QCborValue> parseJson(QByteArrayView utf8, int maximumDepth);

/// Compact JSON; non-ASCII as UTF-8, numbers that are not finite as null, as JSON.stringify does. An
/// undefined value is empty. Byte arrays must have been replaced by placeholders.
[[nodiscard]] QByteArray toJson(const QCborValue &value);

} // namespace confab::socketio

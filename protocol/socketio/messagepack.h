// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QCborValue>

#include <optional>

/// MessagePack (msgpack.org, "Specification") as npm's notepack.io uses it for JavaScript's values: undefined
/// is a fixext 1 and a Date a fixext 8 of type 0 (its milliseconds), an ArrayBuffer an ext of type 0.
namespace confab::socketio::messagepack {

/// The value that `bytes` hold and nothing else; nothing when they are malformed, have a text that is not
/// UTF-8 or a key that is no text, or are nested deeper than `maximumDepth`. No length is believed before
/// there are bytes for it.
[[nodiscard]] std::optional<QCborValue> parse(QByteArrayView bytes, int maximumDepth);

/// Each value in the shortest form.
[[nodiscard]] QByteArray serialize(const QCborValue &value);

} // namespace confab::socketio::messagepack

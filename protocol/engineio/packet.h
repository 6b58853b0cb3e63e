// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace confab::engineio {

/// Packet types; the value is the digit on the wire (Engine.IO protocol, "Packet encoding").
enum class PacketType : quint8 { Open = 0, Close, Ping, Pong, Message, Upgrade, Noop };

struct Packet
{
    PacketType type = PacketType::Noop;
    QByteArray data; ///< UTF-8 text, or any bytes when `binary`
    bool binary = false; ///< only messages are ever binary

    friend bool operator==(const Packet &, const Packet &) = default;
};

/// "<digit><data>": the form of a text packet in a WebSocket text frame and in a polling payload. A binary
/// packet has no type byte on a WebSocket: its data is the frame.
[[nodiscard]] QByteArray encodeText(PacketType type, QByteArrayView data = {});

/// The reverse of encodeText; nothing when the first byte is not a packet type. Does not look at the encoding
/// of the data: a WebSocket text frame has been checked already, a payload is checked as a whole.
[[nodiscard]] std::optional<Packet> decodeText(QByteArrayView text);

} // namespace confab::engineio

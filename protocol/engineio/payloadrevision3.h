// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/payload.h"

/// HTTP bodies of Engine.IO revision 3 ("Payload"). There are two kinds: text, in which binary messages are
/// base64, and binary (application/octet-stream), which clients that can take it get as soon as one message
/// is binary.
namespace confab::engineio::revision3 {

/// "<length>:<packet>", the length in UTF-16 code units; binary as "b4" and base64. Packets are joined by
/// nothing.
[[nodiscard]] QByteArray encodeTextPacket(const Packet &packet);
/// 0 or 1 for text or binary, the decimal digits of the length in bytes as byte values, 255, the packet.
[[nodiscard]] QByteArray encodeBinaryPacket(const Packet &packet);

[[nodiscard]] QByteArray encodeTextPayload(const QList<Packet> &packets);
[[nodiscard]] QByteArray encodeBinaryPayload(const QList<Packet> &packets);

/// A body with one bad packet is refused as a whole. An empty packet ("0:") says nothing and is left out, as
/// in node's server.
[[nodiscard]] Result<QList<Packet>, PayloadError> decodeTextPayload(QByteArrayView body,
                                                                    PayloadLimits limits = {});
[[nodiscard]] Result<QList<Packet>, PayloadError> decodeBinaryPayload(QByteArrayView body,
                                                                      PayloadLimits limits = {});

/// The content of a binary WebSocket frame: the type as a byte, 4 because only messages are binary, and the
/// data.
[[nodiscard]] QByteArray encodeBinaryFrame(QByteArrayView data);
/// The reverse; nothing when the first byte is no 4.
[[nodiscard]] std::optional<Packet> decodeBinaryFrame(QByteArrayView frame);
/// The content of a text frame: text as encodeText(), binary, for a client that can take no binary frames, as
/// "b4" and base64.
[[nodiscard]] QByteArray encodeTextFrame(const Packet &packet);
/// The reverse. Does not look at the encoding of text, see decodeText().
[[nodiscard]] Result<Packet, PayloadError> decodeTextFrame(QByteArrayView text);

} // namespace confab::engineio::revision3

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"
#include "protocol/result.h"

#include <QList>

namespace confab::engineio {

/// What an HTTP body of revision 4 may hold.
struct PayloadLimits
{
    qsizetype packets = 65536;
};

enum class PayloadError {
    Empty, ///< no packet at all
    TooManyPackets,
    UnknownPacketType, ///< also an empty packet between two separators
    BadBase64,
    BadLength, ///< of revision 3: no number, too long, or more than there is
    NotUtf8
};

/// One packet as it stands in a payload, and in a WebSocket text frame of a client that can take no binary
/// ones: text as encodeText(), binary as "b" and base64.
[[nodiscard]] QByteArray encodePayloadPacket(const Packet &packet);
/// The reverse. Does not look at the encoding of text, see decodeText().
[[nodiscard]] Result<Packet, PayloadError> decodePayloadPacket(QByteArrayView text);

/// Packets joined by 0x1E, the body of a poll's answer or of a POST (Engine.IO protocol 4, "HTTP
/// long-polling").
[[nodiscard]] QByteArray encodePayload(const QList<Packet> &packets);

/// The reverse. A body with one bad packet is refused as a whole, and nothing is allocated for one with too
/// many.
[[nodiscard]] Result<QList<Packet>, PayloadError> decodePayload(QByteArrayView body,
                                                                PayloadLimits limits = {});

} // namespace confab::engineio

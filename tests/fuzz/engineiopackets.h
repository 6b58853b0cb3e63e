// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"
#include "protocol/websocket/utf8validator.h"
#include "tests/fuzz/fuzz.h"

namespace confab::fuzz {

/// What holds for the packets of any payload of so many bytes.
inline void checkPackets(const QList<engineio::Packet> &packets, qsizetype maximum, qsizetype payloadBytes)
{
    require(packets.size() <= maximum, "packets are counted");
    qsizetype bytes = 0;
    for (const engineio::Packet &packet : packets) {
        bytes += packet.data.size();
        require(packet.binary || websocket::isValidUtf8(packet.data), "text is UTF-8");
        require(!packet.binary || packet.type == engineio::PacketType::Message, "only messages are binary");
    }
    require(bytes <= payloadBytes, "packets are no larger than their payload");
}

} // namespace confab::fuzz

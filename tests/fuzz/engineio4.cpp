// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Payloads of Engine.IO 4, the open packet among them; and packets, cut from the input, through a payload and
// back.

#include "protocol/engineio/handshake.h"
#include "protocol/engineio/payload.h"
#include "protocol/websocket/utf8validator.h"
#include "tests/fuzz/engineiopackets.h"
#include "tests/fuzz/fuzz.h"

using namespace confab;
using namespace confab::engineio;

namespace {

constexpr PayloadLimits limits{.packets = 64};

void checkHandshake(const QByteArray &json)
{
    const auto handshake = handshakeFromJson(json);
    if (!handshake)
        return;
    using namespace std::chrono_literals;
    fuzz::require(!handshake->sid.isEmpty() && handshake->maxPayload >= 0,
                  "a session has a name and a limit");
    for (const auto time : {handshake->pingInterval, handshake->pingTimeout})
        fuzz::require(time >= 1ms && time <= 24h, "a heartbeat beats, and not without pause");
}

void checkDecoded(const QByteArray &body)
{
    const auto packets = decodePayload(body, limits);
    if (!packets)
        return;
    fuzz::checkPackets(*packets, limits.packets, body.size());
    for (const Packet &packet : *packets) {
        if (packet.type == PacketType::Open)
            checkHandshake(packet.data);
    }
    fuzz::require(decodePayload(encodePayload(*packets)).value() == *packets,
                  "what is encoded can be decoded");
}

/// The input's pieces as packets: text where that is possible.
void checkEncoded(const QList<QByteArray> &pieces)
{
    QList<Packet> packets;
    for (const QByteArray &piece : pieces) {
        const bool isText = websocket::isValidUtf8(piece) && !piece.contains('\x1e');
        packets.append({PacketType::Message, piece, !isText});
    }
    if (packets.isEmpty())
        return;
    const auto again = decodePayload(encodePayload(packets));
    fuzz::require(again && *again == packets, "every message survives a payload");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    checkDecoded(input.whole());
    checkEncoded(input.pieces(64));
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/outgoingpacket.h"

#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloadrevision3.h"
#include "protocol/websocket/frame.h"

#include <array>

namespace confab::engineio {

OutgoingPacketPtr OutgoingPacket::message(QByteArray data, bool binary)
{
    return std::make_shared<const OutgoingPacket>(Packet{PacketType::Message, std::move(data), binary});
}

OutgoingPacketPtr OutgoingPacket::control(PacketType type)
{
    // Not shared between threads: the forms are made when first asked for.
    thread_local std::array<OutgoingPacketPtr, 7> packets;
    OutgoingPacketPtr &packet = packets.at(static_cast<std::size_t>(type));
    if (!packet)
        packet = std::make_shared<const OutgoingPacket>(Packet{type, {}, false});
    return packet;
}

const QByteArray &OutgoingPacket::payload(PayloadForm form) const
{
    QByteArray &payload = m_payloads.at(static_cast<std::size_t>(form));
    if (!payload.isEmpty())
        return payload;
    switch (form) {
    case PayloadForm::Revision4:
        payload = encodePayloadPacket(m_packet);
        break;
    case PayloadForm::Revision3Text:
        payload = revision3::encodeTextPacket(m_packet);
        break;
    case PayloadForm::Revision3Binary:
        payload = revision3::encodeBinaryPacket(m_packet);
        break;
    }
    return payload;
}

const QByteArray &OutgoingPacket::frame(Revision revision, bool base64) const
{
    const bool isUsual = !m_packet.binary || (revision == Revision::V4 && !base64);
    const std::size_t rare = !base64 ? 0 : revision == Revision::V4 ? 1 : 2;
    QByteArray &frame = isUsual ? m_frame : m_rareFrames.at(rare);
    if (frame.isEmpty())
        frame = makeFrame(revision, base64);
    return frame;
}

QByteArray OutgoingPacket::makeFrame(Revision revision, bool base64) const
{
    const bool isRevision3 = revision == Revision::V3;
    if (m_packet.binary && !base64) {
        return websocket::encodeFrame(websocket::Opcode::Binary,
                                      isRevision3 ? revision3::encodeBinaryFrame(m_packet.data)
                                                  : m_packet.data);
    }
    return websocket::encodeFrame(websocket::Opcode::Text,
                                  isRevision3 ? revision3::encodeTextFrame(m_packet)
                                              : encodePayloadPacket(m_packet));
}

} // namespace confab::engineio

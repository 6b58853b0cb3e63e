// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/outgoingpacket.h"

#include "protocol/engineio/payload.h"
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

const QByteArray &OutgoingPacket::payloadForm() const
{
    if (m_payloadForm.isEmpty())
        m_payloadForm = encodePayloadPacket(m_packet);
    return m_payloadForm;
}

const QByteArray &OutgoingPacket::frame() const
{
    if (m_frame.isEmpty()) {
        m_frame = m_packet.binary
            ? websocket::encodeFrame(websocket::Opcode::Binary, m_packet.data)
            : websocket::encodeFrame(websocket::Opcode::Text, encodeText(m_packet.type, m_packet.data));
    }
    return m_frame;
}

} // namespace confab::engineio

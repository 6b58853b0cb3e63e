// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/sharedpacket.h"

#include "protocol/socketio/encoder.h"

namespace confab::socketio {

const engineio::OutgoingBatch &SharedMessages::messages(Format format, bool withOffset) const
{
    engineio::OutgoingBatch &messages =
        m_messages.at(static_cast<std::size_t>(format) + (withOffset ? formats : 0));
    if (messages.isEmpty())
        messages = make(format, withOffset);
    return messages;
}

engineio::OutgoingBatch SharedPacket::make(Format format, bool withOffset) const
{
    if (withOffset && m_offset.isEmpty())
        return messages(format, false);
    Packet packet = m_packet;
    if (withOffset) {
        QCborArray data = packet.data.toArray();
        data.append(m_offset);
        packet.data = data;
    }
    const EncodedPacket encoded = encode(packet, format);
    QList<engineio::OutgoingPacketPtr> messages;
    if (!encoded.text.isEmpty())
        messages.append(engineio::OutgoingPacket::message(encoded.text));
    for (const QByteArray &attachment : encoded.attachments)
        messages.append(engineio::OutgoingPacket::message(attachment, true));
    return messages;
}

engineio::OutgoingBatch SharedPackets::make(Format format, bool withOffset) const
{
    QList<engineio::OutgoingPacketPtr> messages;
    for (const auto &packet : m_packets)
        messages += packet->messages(format, withOffset).packets();
    return messages;
}

} // namespace confab::socketio

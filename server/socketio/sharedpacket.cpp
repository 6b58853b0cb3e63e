// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/sharedpacket.h"

#include "protocol/socketio/encoder.h"

namespace confab::socketio {

const QList<engineio::OutgoingPacketPtr> &SharedPacket::messages(Format format, bool withOffset) const
{
    const bool isLonger = withOffset && !m_offset.isEmpty();
    QList<engineio::OutgoingPacketPtr> &messages =
        m_messages.at(static_cast<std::size_t>(format) + (isLonger ? formats : 0));
    if (messages.isEmpty()) {
        Packet packet = m_packet;
        if (isLonger) {
            QCborArray data = packet.data.toArray();
            data.append(m_offset);
            packet.data = data;
        }
        const EncodedPacket encoded = encode(packet, format);
        if (!encoded.text.isEmpty())
            messages.append(engineio::OutgoingPacket::message(encoded.text));
        for (const QByteArray &attachment : encoded.attachments)
            messages.append(engineio::OutgoingPacket::message(attachment, true));
    }
    return messages;
}

} // namespace confab::socketio

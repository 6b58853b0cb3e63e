// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/sharedpacket.h"

#include "protocol/socketio/encoder.h"

namespace confab::socketio {

const QList<engineio::OutgoingPacketPtr> &SharedPacket::messages(Format format) const
{
    QList<engineio::OutgoingPacketPtr> &messages = m_messages.at(static_cast<std::size_t>(format));
    if (messages.isEmpty()) {
        const EncodedPacket encoded = encode(m_packet, format);
        if (!encoded.text.isEmpty())
            messages.append(engineio::OutgoingPacket::message(encoded.text));
        for (const QByteArray &attachment : encoded.attachments)
            messages.append(engineio::OutgoingPacket::message(attachment, true));
    }
    return messages;
}

} // namespace confab::socketio

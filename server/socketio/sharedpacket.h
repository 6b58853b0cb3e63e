// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/format.h"
#include "protocol/socketio/packet.h"
#include "server/engineio/outgoingpacket.h"

#include <QList>

#include <array>

namespace confab::socketio {

/// A packet for any number of clients, encoded once for each format that one of them speaks.
class SharedPacket
{
public:
    /// `offset`: of an event that can be recovered, its last argument for clients that can come back.
    explicit SharedPacket(Packet packet, QString offset = {})
        : m_packet(std::move(packet))
        , m_offset(std::move(offset))
    { }

    /// As Engine.IO messages.
    [[nodiscard]] const QList<engineio::OutgoingPacketPtr> &messages(Format format, bool withOffset) const;

private:
    static constexpr std::size_t formats = 3;

    const Packet m_packet;
    const QString m_offset;
    /// By Format, then those with the offset.
    mutable std::array<QList<engineio::OutgoingPacketPtr>, 2 * formats> m_messages;
};

} // namespace confab::socketio

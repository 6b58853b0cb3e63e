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
    explicit SharedPacket(Packet packet)
        : m_packet(std::move(packet))
    { }

    /// As Engine.IO messages.
    [[nodiscard]] const QList<engineio::OutgoingPacketPtr> &messages(Format format) const;

private:
    const Packet m_packet;
    mutable std::array<QList<engineio::OutgoingPacketPtr>, 3> m_messages; ///< by Format
};

} // namespace confab::socketio

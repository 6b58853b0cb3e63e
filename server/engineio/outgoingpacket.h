// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"

#include <memory>

namespace confab::engineio {

class OutgoingPacket;
using OutgoingPacketPtr = std::shared_ptr<const OutgoingPacket>;

/// A packet on its way to any number of clients, which share its bytes: each form that a transport needs is
/// made once, when the first client asks for it. Stays in its thread.
class OutgoingPacket
{
public:
    explicit OutgoingPacket(Packet packet)
        : m_packet(std::move(packet))
    { }

    /// A text (UTF-8) or binary message.
    [[nodiscard]] static OutgoingPacketPtr message(QByteArray data, bool binary = false);
    /// A packet without data; all clients share the same few.
    [[nodiscard]] static OutgoingPacketPtr control(PacketType type);

    [[nodiscard]] const Packet &packet() const { return m_packet; }
    /// As it stands in a polling payload.
    [[nodiscard]] const QByteArray &payloadForm() const;
    /// As a whole WebSocket frame.
    [[nodiscard]] const QByteArray &frame() const;

private:
    const Packet m_packet;
    mutable QByteArray m_payloadForm;
    mutable QByteArray m_frame;
};

} // namespace confab::engineio

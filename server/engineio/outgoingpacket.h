// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"
#include "protocol/engineio/revision.h"

#include <array>
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

    /// The kinds of polling payload; see PollFormat.
    enum class PayloadForm : quint8 { Revision4, Revision3Text, Revision3Binary };

    [[nodiscard]] const Packet &packet() const { return m_packet; }
    /// As it stands in a polling payload.
    [[nodiscard]] const QByteArray &payload(PayloadForm form) const;
    /// As a whole WebSocket frame; `base64`: for a client that can take no binary ones.
    [[nodiscard]] const QByteArray &frame(Revision revision, bool base64) const;

private:
    [[nodiscard]] QByteArray makeFrame(Revision revision, bool base64) const;

    const Packet m_packet;
    mutable std::array<QByteArray, 3> m_payloads; ///< by PayloadForm
    mutable QByteArray m_frame; ///< of text and, for most clients, of binary
    mutable std::array<QByteArray, 3> m_rareFrames; ///< of binary: revision 3, then both revisions in base64
};

} // namespace confab::engineio

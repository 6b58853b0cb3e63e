// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/outgoingpacket.h"

#include <QList>

#include <array>
#include <initializer_list>

namespace confab::engineio {

/// Packets that go out together, in order, to any number of clients, which share their bytes. Stays in its
/// thread.
class OutgoingBatch
{
public:
    OutgoingBatch() = default;
    OutgoingBatch(QList<OutgoingPacketPtr> packets) // NOLINT(google-explicit-constructor)
        : m_packets(std::move(packets))
    { }
    OutgoingBatch(std::initializer_list<OutgoingPacketPtr> packets)
        : m_packets(packets)
    { }

    [[nodiscard]] const QList<OutgoingPacketPtr> &packets() const { return m_packets; }
    [[nodiscard]] bool isEmpty() const { return m_packets.isEmpty(); }
    /// As WebSocket frames (see OutgoingPacket::frame), joined into few pieces when the first client asks for
    /// them.
    [[nodiscard]] const QList<QByteArray> &frames(Revision revision, bool base64) const;

private:
    QList<OutgoingPacketPtr> m_packets;
    mutable std::array<QList<QByteArray>, 4> m_frames; ///< by revision and base64
};

} // namespace confab::engineio

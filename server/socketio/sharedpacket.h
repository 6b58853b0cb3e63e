// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/format.h"
#include "protocol/socketio/packet.h"
#include "server/engineio/outgoingbatch.h"
#include "server/socketio/sharedevent.h"

#include <QList>

#include <array>
#include <memory>

namespace confab::socketio {

/// What is sent to any number of clients, as Engine.IO messages: made once for each format that one of them
/// speaks.
class SharedMessages
{
public:
    SharedMessages() = default;
    Q_DISABLE_COPY_MOVE(SharedMessages)
    virtual ~SharedMessages() = default;

    /// `withOffset`: for a client that can come back; see SharedPacket.
    [[nodiscard]] const engineio::OutgoingBatch &messages(Format format, bool withOffset) const;

private:
    static constexpr std::size_t formats = 3;

    [[nodiscard]] virtual engineio::OutgoingBatch make(Format format, bool withOffset) const = 0;

    /// By Format, then those with the offset.
    mutable std::array<engineio::OutgoingBatch, 2 * formats> m_messages;
};

/// A packet.
class SharedPacket final : public SharedMessages
{
public:
    /// `offset`: of an event that can be recovered, its last argument for clients that can come back.
    explicit SharedPacket(Packet packet, QString offset = {})
        : m_packet(std::move(packet))
        , m_offset(std::move(offset))
    { }

private:
    [[nodiscard]] engineio::OutgoingBatch make(Format format, bool withOffset) const override;

    const Packet m_packet;
    const QString m_offset;
};

/// Several, one behind the other, for clients that get all of them.
class SharedPackets final : public SharedMessages
{
public:
    explicit SharedPackets(const QList<SharedEvent> &events)
    {
        for (const SharedEvent &event : events) {
            if (event.packet())
                m_packets.append(event.packet());
        }
    }

private:
    [[nodiscard]] engineio::OutgoingBatch make(Format format, bool withOffset) const override;

    QList<std::shared_ptr<const SharedPacket>> m_packets;
};

} // namespace confab::socketio

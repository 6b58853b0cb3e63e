// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"
#include "server/engineio/closereason.h"
#include "server/engineio/outgoingbatch.h"
#include "server/net/websocketchannel.h"

#include <chrono>

namespace confab::engineio {

enum class TransportKind : quint8 { Polling, WebSocket };

/// What became of a packet.
enum class Verdict : quint8 {
    Accepted,
    Ended, ///< the session is over, in an orderly way: what follows is not looked at
    Refused ///< the session is over because of this packet
};

/// What a transport tells its session.
class TransportListener
{
public:
    TransportListener() = default;
    Q_DISABLE_COPY_MOVE(TransportListener)
    virtual ~TransportListener() = default;

    virtual Verdict packetReceived(const Packet &packet) = 0;
    /// It can send now.
    virtual void transportReady() = 0;
    /// The client is gone or broke a rule; the last call.
    virtual void transportFailed(CloseReason reason) = 0;
};

/// The way by which packets reach a client. Owned by the session, which outlives every call that a transport
/// makes.
class Transport
{
public:
    Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)
    virtual ~Transport() = default;

    [[nodiscard]] virtual TransportKind kind() const = 0;
    [[nodiscard]] virtual bool isWritable() const = 0;
    /// Only while writable; polling is not after it until the next poll.
    virtual void send(const OutgoingBatch &batch) = 0;
    /// Before send(), for what is behind this object; see net::prefetch.
    virtual void prefetch(std::size_t step) const { Q_UNUSED(step) }
    static constexpr std::size_t prefetchSteps = 1 + net::WebSocketChannel::prefetchSteps;
    /// Tells the client that this is the end, after everything sent; nothing is called or sent any more.
    virtual void close(CloseReason reason) = 0;

    /// Takes nothing more from the client for so long; it has sent too much at once, and nothing is lost.
    virtual void pause(std::chrono::milliseconds duration) = 0;

    [[nodiscard]] virtual quint64 bytesIn() const = 0;
    [[nodiscard]] virtual quint64 bytesOut() const = 0;
    [[nodiscard]] virtual qint64 bytesQueued() const = 0;
};

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/requestparser.h"
#include "server/net/streambase.h"
#include "server/net/tally.h"

#include <QByteArray>

#include <memory>
#include <variant>

namespace confab::net {

// What goes from one thread to another to be served there: values that close the connection when they are
// dropped.

/// The descriptor of a connection that nobody has read from.
class AcceptedDescriptor
{
public:
    explicit AcceptedDescriptor(qintptr descriptor)
        : m_descriptor(descriptor)
    { }
    AcceptedDescriptor(AcceptedDescriptor &&other) noexcept
        : m_descriptor(other.release())
    { }
    AcceptedDescriptor &operator=(AcceptedDescriptor &&other) = delete;
    Q_DISABLE_COPY(AcceptedDescriptor)
    ~AcceptedDescriptor();

    /// From now on the caller's to close.
    [[nodiscard]] qintptr release() { return std::exchange(m_descriptor, -1); }

private:
    qintptr m_descriptor;
};

/// A stream between two threads: it has left one, and nothing happens on it until it arrives in another.
class ParkedStream
{
public:
    /// Called in the stream's thread, and not from inside one of its own calls. Nothing is queued on it.
    explicit ParkedStream(std::unique_ptr<StreamBase> stream);
    ParkedStream(ParkedStream &&other) noexcept = default;
    ParkedStream &operator=(ParkedStream &&other) = delete;
    Q_DISABLE_COPY(ParkedStream)
    ~ParkedStream();

    /// Lives in the calling thread from here on, as a stream of `home`.
    [[nodiscard]] std::unique_ptr<StreamBase> arrive(const StreamHome &home);

private:
    std::unique_ptr<StreamBase> m_stream;
};

/// Where a connection counts.
struct ConnectionShares
{
    Tally::Share connection; ///< until it ends or upgrades
    Tally::Share load; ///< of the thread that serves it, until it ends
};

/// Just accepted.
struct AcceptedConnection
{
    AcceptedDescriptor descriptor;
    bool isFull = false; ///< it is one too many
    ConnectionShares shares;
};

/// One that moves with a request whose head is complete and that nobody has begun to answer.
struct MovedConnection
{
    ParkedStream stream;
    http::RequestParser parser; ///< has the head
    QByteArray unread; ///< came behind it
    bool peerFinished = false;
    ConnectionShares shares;
};

using Handoff = std::variant<AcceptedConnection, MovedConnection>;

} // namespace confab::net

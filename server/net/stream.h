// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/peer.h"

#include <QByteArray>

namespace confab::net {

/// Bytes of all streams that count into it, since the start.
struct Traffic
{
    quint64 in = 0;
    quint64 out = 0;
};

/// What happens on a Stream. Called from the event loop, never from inside a call into the stream.
class StreamListener
{
public:
    StreamListener() = default;
    Q_DISABLE_COPY_MOVE(StreamListener)
    virtual ~StreamListener() = default;

    virtual void readable() = 0;
    /// Everything written has been handed to the system.
    virtual void drained() { }
    /// The peer has finished sending (a FIN) and may still read; what it sent before is there to be read. Not
    /// every stream can tell: those say disconnected() at once. The stream may not be destroyed in it.
    virtual void peerFinished() { }
    /// The last call: the peer closed, or the connection broke. The stream may be destroyed in it.
    virtual void disconnected() = 0;
};

/// The client's real socket, whatever carries it. Only a Connection (later its WebSocketConnection) reads and
/// writes it. Destroying it drops the connection. Thread: the shard's.
class Stream
{
public:
    Stream() = default;
    Q_DISABLE_COPY_MOVE(Stream)
    virtual ~Stream() = default;

    /// May be null: events are dropped until the next listener is set, who hears peerFinished() again. Not
    /// owned.
    virtual void setListener(StreamListener *listener) = 0;
    [[nodiscard]] virtual const Peer &peer() const = 0;

    /// Up to `maxBytes` of what has arrived. What is not read stays with the system once the small buffer is
    /// full.
    [[nodiscard]] virtual QByteArray read(qint64 maxBytes) = 0;
    [[nodiscard]] virtual qint64 bytesAvailable() const = 0;
    virtual void write(const QByteArray &bytes) = 0;
    /// Before write(), see net::prefetch.
    virtual void prefetch() const { }
    /// Accepted by write() and not yet handed to the system.
    [[nodiscard]] virtual qint64 bytesQueued() const = 0;
    /// Sends what is queued, then closes both directions; disconnected() follows.
    virtual void closeWhenWritten() = 0;
    /// Sends what is queued, then FIN, and goes on reading: a peer that is still sending gets to see our
    /// answer instead of a reset.
    virtual void finishWriting() = 0;

    [[nodiscard]] virtual quint64 bytesIn() const = 0;
    [[nodiscard]] virtual quint64 bytesOut() const = 0;
};

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "server/net/peer.h"

#include <chrono>

namespace confab::net {

/// What happens on a WebSocketChannel. Called on the shard's thread, never from inside a call into the
/// channel.
class WebSocketReceiver
{
public:
    WebSocketReceiver() = default;
    Q_DISABLE_COPY_MOVE(WebSocketReceiver)
    virtual ~WebSocketReceiver() = default;

    /// A whole text message, valid UTF-8.
    virtual void textReceived(const QByteArray &utf8) = 0;
    virtual void binaryReceived(const QByteArray &data) = 0;
    /// The peer answered a ping of ours or sent a pong on its own.
    virtual void pongReceived() { }
    /// The last call, exactly once: the closing handshake is done or the connection is gone (RFC 6455 7.1.5;
    /// 1006 when there was no Close frame). The channel may be destroyed in it.
    virtual void closed(quint16 code, const QByteArray &reason) = 0;
};

/// An accepted WebSocket. Whoever holds it owns it; destroying it drops the connection without a word, and
/// the receiver is not called any more. Thread: the shard's.
class WebSocketChannel
{
public:
    WebSocketChannel() = default;
    Q_DISABLE_COPY_MOVE(WebSocketChannel)
    virtual ~WebSocketChannel() = default;

    /// Must be set in the turn in which the channel was handed over. Not owned.
    virtual void setReceiver(WebSocketReceiver *receiver) = 0;
    [[nodiscard]] virtual const Peer &peer() const = 0;
    /// The request that was upgraded.
    [[nodiscard]] virtual const http::RequestHead &handshake() const = 0;

    virtual void sendText(const QByteArray &utf8) = 0;
    virtual void sendBinary(const QByteArray &data) = 0;
    /// Sends frames that are already encoded (unmasked, RFC 6455 5): lets a broadcast be framed once for
    /// everybody.
    virtual void sendEncoded(const QByteArray &frames) = 0;
    /// Before sendEncoded(), see net::prefetch.
    virtual void prefetch(std::size_t step) const { Q_UNUSED(step) }
    static constexpr std::size_t prefetchSteps = 2;
    /// Starts the closing handshake; closed() follows later, at the latest after the grace time. Later sends
    /// are ignored.
    virtual void close(quint16 code, const QByteArray &reason = {}) = 0;
    /// Reads nothing more from the peer for so long (a second call replaces the first); what it sends
    /// meanwhile waits in the system's buffers, then in the peer's own. A pause ends with close().
    virtual void pauseReading(std::chrono::milliseconds duration) = 0;
    /// Bytes accepted by send and not yet handed to the system.
    [[nodiscard]] virtual qint64 bytesQueued() const = 0;
    [[nodiscard]] virtual quint64 bytesIn() const = 0;
    [[nodiscard]] virtual quint64 bytesOut() const = 0;
};

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "server/net/peer.h"

#include <functional>

namespace confab::net {

/// One complete HTTP request and the right to answer it once, now or later (a long poll holds it).
/// Thread: the shard's. Whoever holds it owns it; destroying it unanswered drops the connection.
class HttpExchange
{
public:
    HttpExchange() = default;
    Q_DISABLE_COPY_MOVE(HttpExchange)
    virtual ~HttpExchange() = default;

    [[nodiscard]] virtual const http::Request &request() const = 0;
    [[nodiscard]] virtual const Peer &peer() const = 0;
    /// Sends the answer. A second call is ignored; so is one after the client went away.
    virtual void respond(http::Response response) = 0;
    /// Begins an answer without an announced end instead: `response`'s head and body go out now, write() adds
    /// to it, and destroying the exchange ends it, with the connection. respond() has no effect afterwards.
    virtual void beginStream(http::Response response) = 0;
    /// More of a stream. No effect before beginStream() and after the client went away. A client that reads
    /// too slowly is dropped, and the abort handler called in a later turn.
    virtual void write(const QByteArray &bytes) = 0;
    /// Bytes written that the client's system has not taken yet.
    [[nodiscard]] virtual qint64 bytesQueued() const = 0;
    /// Called at most once, when the client goes away before the answer. The exchange may be destroyed in it.
    /// With a handler a client that has only finished sending counts as gone, as nobody can tell the two
    /// apart before writing: set one for an answer that is held, none for one that is on its way.
    virtual void setAbortHandler(std::function<void()> handler) = 0;
};

} // namespace confab::net

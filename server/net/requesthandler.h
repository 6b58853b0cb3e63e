// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/httpexchange.h"
#include "server/net/pendingbody.h"
#include "server/net/websocketchannel.h"

#include <memory>
#include <optional>

namespace confab::net {

/// Where a Connection takes what its peer asks for. Thread: the shard's.
class RequestHandler
{
public:
    RequestHandler() = default;
    Q_DISABLE_COPY_MOVE(RequestHandler)
    virtual ~RequestHandler() = default;

    /// Who sent this request, where that is not the one at the other end of the connection (a proxy). Asked
    /// first, for every request; everything else is told the answer.
    [[nodiscard]] virtual Peer identify(const http::RequestHead &head, const Peer &peer) const
    {
        Q_UNUSED(head)
        return peer;
    }
    /// The place (see Dealer) of the thread that has what this request is about; nothing when that is this
    /// one. Asked first of a head that is complete, and only where there are several.
    [[nodiscard]] virtual std::optional<size_t> homeOf(const http::RequestHead &head) const
    {
        Q_UNUSED(head)
        return std::nullopt;
    }
    /// How many body bytes this request may have; more is answered 413 as soon as that is known.
    [[nodiscard]] virtual qint64 bodyLimit(const http::RequestHead &head) const = 0;
    /// Called when the head of a request with a body is complete; handleRequest() follows when the body is.
    [[nodiscard]] virtual BodyDecision bodyBegins(const http::RequestHead &head, const Peer &peer)
    {
        Q_UNUSED(head)
        Q_UNUSED(peer)
        return {};
    }
    virtual void handleRequest(std::unique_ptr<HttpExchange> exchange) = 0;
    /// The answer instead of a 101, nothing when the WebSocket is welcome.
    [[nodiscard]] virtual std::optional<http::Response> refuseUpgrade(const http::RequestHead &head,
                                                                      const Peer &peer) = 0;
    /// The largest message accepted on the WebSocket of this request, in bytes; more closes with 1009.
    [[nodiscard]] virtual qint64 messageLimit(const http::RequestHead &head) const = 0;
    virtual void handleWebSocket(std::unique_ptr<WebSocketChannel> channel) = 0;
};

} // namespace confab::net

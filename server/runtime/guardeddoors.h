// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/lingeringchannels.h"
#include "server/engineio/server.h"
#include "server/guard/guard.h"
#include "server/net/requesthandler.h"
#include "server/runtime/doors.h"

namespace confab::runtime {

/// The guard in front of the doors: what a request must be to get to one, and the answer when it is not
/// (docs/security.md). With a PIN: the page, its files, the Socket.IO client and /healthz are open, Socket.IO
/// asks with CONNECT (see askForPin), POST /pin takes it, everything else wants it in the request. Thread:
/// the shard's.
class GuardedDoors final : public net::RequestHandler
{
public:
    /// All of these outlive it. Tells `engine` which pages may open sessions.
    GuardedDoors(Doors &doors, engineio::Server &engine, guard::Guard &guard);

    [[nodiscard]] net::Peer identify(const http::RequestHead &head, const net::Peer &peer) const override;
    [[nodiscard]] std::optional<size_t> homeOf(const http::RequestHead &head) const override;
    [[nodiscard]] qint64 bodyLimit(const http::RequestHead &head) const override;
    [[nodiscard]] net::BodyDecision bodyBegins(const http::RequestHead &head, const net::Peer &peer) override;
    void handleRequest(std::unique_ptr<net::HttpExchange> exchange) override;
    [[nodiscard]] std::optional<http::Response> refuseUpgrade(const http::RequestHead &head,
                                                              const net::Peer &peer) override;
    [[nodiscard]] qint64 messageLimit(const http::RequestHead &head) const override;
    void handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel) override;

private:
    [[nodiscard]] std::optional<http::Response> refusal(const http::RequestHead &head, const net::Peer &peer);
    [[nodiscard]] std::optional<http::Response> refusalOfEngine(const http::RequestHead &head,
                                                                const net::Peer &peer);
    [[nodiscard]] std::optional<http::Response> refusalOfUpgrade(const http::RequestHead &head,
                                                                 const net::Peer &peer);
    [[nodiscard]] http::Response takePin(const http::Request &request, const net::Peer &peer);

    Doors &m_doors;
    engineio::Server &m_engine;
    guard::Guard &m_guard;
    engineio::LingeringChannels m_lingering; ///< that came one too many
};

} // namespace confab::runtime

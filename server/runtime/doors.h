// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/eventsdoor.h"
#include "server/chat/messagesdoor.h"
#include "server/chat/plaindoor.h"
#include "server/engineio/server.h"
#include "server/net/httpgateway.h"
#include "server/net/requesthandler.h"
#include "server/runtime/clientcount.h"
#include "server/runtime/metricsdoor.h"

namespace confab::runtime {

/// Which door a request is for: Engine.IO below its path, the plain WebSocket at /ws, /messages and /events
/// for scripts, /metrics, QHttpServer for all else. Thread: the shard's.
class Doors final : public net::RequestHandler
{
public:
    /// Where requests go. All of it outlives the doors.
    struct Targets
    {
        engineio::Server &engine;
        chat::PlainDoor &plain;
        chat::EventsDoor &events;
        chat::MessagesDoor &messages;
        net::HttpGateway &pages;
        const ClientCount &clients;
        MetricsDoor &metrics;
    };

    /// `homes`: how many shards share the address.
    explicit Doors(Targets targets, size_t homes = 1);

    /// While closed nobody new is let in; whoever is known may still hear that it is over.
    void closeToNewcomers(bool isClosed) { m_isClosed = isClosed; }

    /// Whether no further client may come in.
    [[nodiscard]] bool isFull() const { return m_targets.clients.isFull(); }

    /// Whether Engine.IO answers this path; the client's files below it are pages.
    [[nodiscard]] bool isForEngine(QByteArrayView path) const;

    /// Whether who asks for this path becomes a client that stays, by plain HTTP.
    [[nodiscard]] static bool opensStream(QByteArrayView path);

    /// The shard that has the session which is named.
    [[nodiscard]] std::optional<size_t> homeOf(const http::RequestHead &head) const override;
    [[nodiscard]] qint64 bodyLimit(const http::RequestHead &head) const override;
    [[nodiscard]] net::BodyDecision bodyBegins(const http::RequestHead &head, const net::Peer &peer) override;
    void handleRequest(std::unique_ptr<net::HttpExchange> exchange) override;
    [[nodiscard]] std::optional<http::Response> refuseUpgrade(const http::RequestHead &head,
                                                              const net::Peer &peer) override;
    [[nodiscard]] qint64 messageLimit(const http::RequestHead &head) const override;
    void handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel) override;

private:
    void answerScript(std::unique_ptr<net::HttpExchange> exchange, const QByteArray &path);

    const Targets m_targets;
    const size_t m_homes;
    bool m_isClosed = false;
};

} // namespace confab::runtime

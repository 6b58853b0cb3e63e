// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/server.h"
#include "tests/support/fakehttpexchange.h"
#include "tests/support/faketimers.h"
#include "tests/support/fakewebsocketchannel.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace confab::testing {

/// An Engine.IO server and what clients do to it, without a socket.
class EngineIoWire
{
public:
    explicit EngineIoWire(engineio::Config config = {})
        : server(timers, std::move(config))
    { }

    using Http = std::shared_ptr<HttpProbe>;
    using WebSocket = std::shared_ptr<WebSocketProbe>;

    /// Any request; `query` stands behind "/socket.io/?".
    Http request(const QByteArray &method, const QByteArray &query, const QByteArray &body = {},
                 const http::Headers &headers = {})
    {
        auto probe = std::make_shared<HttpProbe>();
        probe->request = {{method, "/socket.io/?" + query, 1, headers}, body};
        probe->peer.connectionId = ++m_connections;
        server.handleRequest(std::make_unique<FakeHttpExchange>(probe));
        return probe;
    }

    Http poll(const QByteArray &sid) { return request("GET", "EIO=4&transport=polling&sid=" + sid); }
    Http post(const QByteArray &sid, const QByteArray &body)
    {
        return request("POST", "EIO=4&transport=polling&sid=" + sid, body);
    }

    /// The answer to an upgrade request that is refused, null when it would get its 101.
    std::optional<http::Response> refusal(const QByteArray &query, const http::Headers &headers = {})
    {
        return server.refuseUpgrade({"GET", "/socket.io/?" + query, 1, headers}, {});
    }

    WebSocket webSocket(const QByteArray &query)
    {
        auto probe = std::make_shared<WebSocketProbe>();
        probe->handshake = {"GET", "/socket.io/?" + query, 1, {}};
        probe->peer.connectionId = ++m_connections;
        if (!server.refuseUpgrade(probe->handshake, probe->peer))
            server.handleWebSocket(std::make_unique<FakeWebSocketChannel>(probe));
        return probe;
    }

    /// The sid of a new polling session.
    QByteArray openPolling() { return sidOf(request("GET", "EIO=4&transport=polling")->body()); }
    /// A new session on a WebSocket, its open packet taken.
    WebSocket openWebSocket()
    {
        auto probe = webSocket("EIO=4&transport=websocket");
        lastSid = sidOf(probe->takeText());
        return probe;
    }
    WebSocket candidate(const QByteArray &sid) { return webSocket("EIO=4&transport=websocket&sid=" + sid); }

    static QByteArray sidOf(const QByteArray &openPacket)
    {
        return QJsonDocument::fromJson(openPacket.mid(1))
            .object()
            .value(QLatin1String("sid"))
            .toString()
            .toUtf8();
    }

    FakeTimers timers;
    engineio::Server server;
    QByteArray lastSid; ///< of openWebSocket()

private:
    quint64 m_connections = 0;
};

} // namespace confab::testing

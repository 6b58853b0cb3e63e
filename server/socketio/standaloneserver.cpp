// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/standaloneserver.h"

#include "server/net/listener.h"
#include "server/net/timerqueue.h"
#include "server/net/websocketgateway.h"

#include <QHash>

#include <vector>

namespace confab::socketio {

namespace {

constexpr qint64 requestBodyLimit = 1024 * 1024;

http::Response notFound()
{
    return {404, {{"Content-Type", "text/plain; charset=utf-8"}}, "There is nothing at this address.\n"};
}

} // namespace

/// Where the connections take their requests; owns what is below the Socket.IO server.
class StandaloneServer::Parts final : public net::RequestHandler
{
public:
    explicit Parts(Options options)
        : limits(options.limits)
        , engine(timers, std::move(options.engine))
        , io(engine, options.socketio)
        , engines{&engine}
    { }

    [[nodiscard]] qint64 bodyLimit(const http::RequestHead &head) const override
    {
        const engineio::Server *server = engineFor(head);
        return server ? server->bodyLimit() : requestBodyLimit;
    }
    [[nodiscard]] net::BodyDecision bodyBegins(const http::RequestHead &head, const net::Peer &) override
    {
        engineio::Server *server = engineFor(head);
        return server ? server->bodyBegins(head) : net::BodyDecision();
    }
    void handleRequest(std::unique_ptr<net::HttpExchange> exchange) override
    {
        if (engineio::Server *server = engineFor(exchange->request().head))
            server->handleRequest(std::move(exchange));
        else if (requestHandler)
            requestHandler(std::move(exchange));
        else
            exchange->respond(notFound());
    }
    [[nodiscard]] std::optional<http::Response> refuseUpgrade(const http::RequestHead &head,
                                                              const net::Peer &peer) override
    {
        if (const engineio::Server *server = engineFor(head))
            return server->refuseUpgrade(head, peer);
        return webSockets.contains(head.path()) ? std::nullopt : std::optional(notFound());
    }
    [[nodiscard]] qint64 messageLimit(const http::RequestHead &head) const override
    {
        const engineio::Server *server = engineFor(head);
        return server ? server->config().maxPayload : webSockets.value(head.path()).messageLimit;
    }
    void handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel) override
    {
        if (engineio::Server *server = engineFor(channel->handshake()))
            server->handleWebSocket(std::move(channel));
        else if (const auto handler = webSockets.value(channel->handshake().path()).handler)
            handler(std::move(channel));
    }

    struct WebSocketPath
    {
        qint64 messageLimit = 0;
        WebSocketHandler handler;
    };

    net::TimerQueue timers;
    net::Limits limits;
    net::Traffic traffic;
    net::WebSocketGateway gateway{{}};
    engineio::Server engine;
    Server io;
    std::vector<engineio::Server *> engines;
    socketio::StandaloneServer::RequestHandler requestHandler;
    QHash<QByteArray, WebSocketPath> webSockets;
    std::vector<std::unique_ptr<net::Listener>> listeners; ///< last: connections end before what they use

private:
    [[nodiscard]] engineio::Server *engineFor(const http::RequestHead &head) const
    {
        for (engineio::Server *server : engines) {
            if (server->handlesPath(head.path()))
                return server;
        }
        return nullptr;
    }
};

StandaloneServer::StandaloneServer(Options options)
    : m_parts(std::make_unique<Parts>(std::move(options)))
{ }

StandaloneServer::~StandaloneServer() = default;

Server &StandaloneServer::io() { return m_parts->io; }
engineio::Server &StandaloneServer::engine() { return m_parts->engine; }
net::Timers &StandaloneServer::timers() { return m_parts->timers; }

void StandaloneServer::onRequest(RequestHandler handler) { m_parts->requestHandler = std::move(handler); }

void StandaloneServer::add(engineio::Server &engine) { m_parts->engines.push_back(&engine); }

void StandaloneServer::addWebSocket(const QByteArray &path, qint64 messageLimit, WebSocketHandler handler)
{
    m_parts->webSockets.insert(path, {messageLimit, std::move(handler)});
}

Result<quint16, QString> StandaloneServer::listen(const QHostAddress &address, quint16 port)
{
    auto listener = std::make_unique<net::Listener>(*m_parts, m_parts->gateway, m_parts->timers,
                                                    m_parts->limits, m_parts->traffic);
    (void)listener->sendTogether();
    if (!listener->open(address, port))
        return Failure{listener->errorString()};
    const quint16 taken = listener->serverPort();
    m_parts->listeners.push_back(std::move(listener));
    return taken;
}

void StandaloneServer::close()
{
    for (const auto &listener : m_parts->listeners)
        listener->shutDown();
    for (engineio::Server *engine : m_parts->engines)
        engine->closeAll();
}

} // namespace confab::socketio

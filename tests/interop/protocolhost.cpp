// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two protocol libraries on real sockets, without the chat: /engine.io/ sends every message back,
// /socket.io/ offers "/" and "/custom" with an echo. It is what the published test suites of both protocols
// expect of a server (heartbeat 300 and 200 ms), and an example of how the libraries are put together.

#include "server/net/listener.h"
#include "server/net/timerqueue.h"
#include "server/net/websocketgateway.h"
#include "server/socketio/server.h"

#include <QCoreApplication>

#include <cstdio>
#include <unordered_map>

using namespace confab;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

engineio::Config quickHeart(const QByteArray &path)
{
    engineio::Config config;
    config.path = path;
    config.pingInterval = 300ms;
    config.pingTimeout = 200ms;
    return config;
}

socketio::Config connectInTime()
{
    socketio::Config config;
    config.connectTimeout = 1000ms;
    return config;
}

/// Sends back what it is sent; ends with its session.
class Echo final : public engineio::SessionHandler
{
public:
    explicit Echo(engineio::Session &session)
        : m_session(session)
    { }
    void messageReceived(const QByteArray &data, bool binary) override
    {
        m_session.send({engineio::OutgoingPacket::message(data, binary)});
    }
    void sessionClosed(engineio::CloseReason) override { delete this; }

private:
    engineio::Session &m_session;
};

class Host final : public net::RequestHandler
{
public:
    Host()
        : m_engine(m_timers, quickHeart("/engine.io/"))
        , m_socketEngine(m_timers, quickHeart("/socket.io/"))
        , m_io(m_socketEngine, connectInTime())
    {
        m_engine.setSessionOpened([](engineio::Session &session) { session.setHandler(new Echo(session)); });
        m_io.onConnection([](socketio::Socket &socket) {
            socket.emitEvent(u"auth"_s, socketio::args(socket.handshake().auth));
            socket.on(u"message"_s, [&socket](const QCborArray &args, const socketio::Ack &) {
                socket.emitEvent(u"message-back"_s, args);
            });
            socket.on(u"message-with-ack"_s,
                      [](const QCborArray &args, socketio::Ack ack) { ack.answer(args); });
        });
        m_io.of(u"/custom"_s).onConnection([](socketio::Socket &socket) {
            socket.emitEvent(u"auth"_s, socketio::args(socket.handshake().auth));
        });
    }

    [[nodiscard]] bool open(quint16 port) { return m_listener.open(QHostAddress::LocalHost, port); }
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }

    [[nodiscard]] qint64 bodyLimit(const http::RequestHead &head) const override
    {
        return messageLimit(head);
    }
    [[nodiscard]] qint64 messageLimit(const http::RequestHead &) const override
    {
        return m_engine.bodyLimit();
    }
    void handleRequest(std::unique_ptr<net::HttpExchange> exchange) override
    {
        if (engineio::Server *server = serverOf(exchange->request().head))
            server->handleRequest(std::move(exchange));
        else
            exchange->respond({404, {}, {}});
    }
    [[nodiscard]] std::optional<http::Response> refuseUpgrade(const http::RequestHead &head,
                                                              const net::Peer &peer) override
    {
        engineio::Server *server = serverOf(head);
        return server ? server->refuseUpgrade(head, peer) : http::Response{404, {}, {}};
    }
    void handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel) override
    {
        serverOf(channel->handshake())->handleWebSocket(std::move(channel));
    }

private:
    [[nodiscard]] engineio::Server *serverOf(const http::RequestHead &head)
    {
        if (m_engine.handlesPath(head.path()))
            return &m_engine;
        return m_socketEngine.handlesPath(head.path()) ? &m_socketEngine : nullptr;
    }

    net::TimerQueue m_timers;
    net::Limits m_limits;
    net::Traffic m_traffic;
    net::WebSocketGateway m_webSockets{{}};
    engineio::Server m_engine;
    engineio::Server m_socketEngine;
    socketio::Server m_io;
    net::Listener m_listener{*this, m_webSockets, m_timers, m_limits, m_traffic};
};

} // namespace

/// protocolhost [PORT]: any free port without one.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Host host;
    const QStringList arguments = QCoreApplication::arguments();
    if (!host.open(arguments.value(1).toUShort())) {
        std::fputs("cannot listen\n", stderr);
        return 2;
    }
    std::fprintf(stderr, "listening on http://127.0.0.1:%u\n", unsigned(host.port()));
    return QCoreApplication::exec();
}

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/frame.h"
#include "server/net/listener.h"
#include "server/net/timerqueue.h"
#include "server/tls/pemfiles.h"
#include "server/tls/selfsigned.h"
#include "tests/support/patience.h"

#include <QSet>
#include <QSslSocket>

#include <memory>

#include <sys/socket.h>

// The lower half of a hub on a real loopback port, and a peer that sends what it likes.

namespace confab::net {

using namespace std::chrono_literals;

inline constexpr qsizetype largeBytes = 8 * 1024 * 1024; // more than the system's buffers take

/// With CONFAB_TEST_TLS in the environment the same tests run over TLS.
inline bool isOverTls() { return qEnvironmentVariableIsSet("CONFAB_TEST_TLS"); }

/// With CONFAB_TEST_QT_SOCKETS they run over QTcpSocket, as where there is no DescriptorStream.
inline bool isOverQtSockets() { return qEnvironmentVariableIsSet("CONFAB_TEST_QT_SOCKETS"); }

inline QSslConfiguration testTls()
{
    static const QByteArray pem =
        tls::makeSelfSigned(tls::namesOfThisComputer(), QDateTime::currentDateTimeUtc());
    const auto identity = tls::readPem(pem, pem, QDateTime::currentDateTimeUtc());
    return identity ? tls::serverConfiguration(*identity) : QSslConfiguration();
}

/// Answers every request with what was asked, holds "/held" until told, echoes on every WebSocket but
/// "/refused".
class EchoHandler : public RequestHandler
{
public:
    struct EchoSocket : WebSocketReceiver
    {
        EchoSocket(EchoHandler &owner, std::unique_ptr<WebSocketChannel> accepted)
            : handler(owner)
            , channel(std::move(accepted))
        {
            channel->setReceiver(this);
        }
        void textReceived(const QByteArray &utf8) override
        {
            handler.texts.append(utf8);
            if (handler.pause > 0ms)
                channel->pauseReading(handler.pause);
            channel->sendText(utf8);
        }
        void binaryReceived(const QByteArray &data) override { channel->sendBinary(data); }
        void closed(quint16 code, const QByteArray &) override
        {
            handler.closeCodes.append(code);
            handler.sockets.remove(this);
            delete this;
        }
        EchoHandler &handler;
        std::unique_ptr<WebSocketChannel> channel;
    };

    struct CountedBody : PendingBody
    {
        explicit CountedBody(EchoHandler &owner)
            : handler(owner)
        { }
        ~CountedBody() override { --handler.pendingBodies; }
        void aborted() override { ++handler.abortedBodies; }
        EchoHandler &handler;
    };

    ~EchoHandler() override { qDeleteAll(sockets); }

    qint64 bodyLimit(const http::RequestHead &) const override { return 1000; }
    qint64 messageLimit(const http::RequestHead &) const override { return 100000; }
    BodyDecision bodyBegins(const http::RequestHead &head, const Peer &) override
    {
        if (head.path() == "/unwanted")
            return {http::Response{400, {}, "one is enough"}, nullptr};
        ++pendingBodies;
        return {std::nullopt, std::make_unique<CountedBody>(*this)};
    }
    void handleRequest(std::unique_ptr<HttpExchange> exchange) override
    {
        ++requests;
        if (exchange->request().head.path() == "/held") {
            exchange->setAbortHandler([this] {
                ++aborted;
                held.reset();
            });
            held = std::move(exchange);
            return;
        }
        if (exchange->request().head.path() == "/later") { // nobody wants to know whether the client stays
            held = std::move(exchange);
            return;
        }
        if (exchange->request().head.path() == "/dropped")
            return;
        if (exchange->request().head.path() == "/large") {
            exchange->respond(http::Response{200, {}, QByteArray(largeBytes, 'x')});
            return;
        }
        const http::Request &request = exchange->request();
        exchange->respond(
            http::Response{200,
                           {{"Content-Type", "text/plain"}},
                           request.head.method + ' ' + request.head.target + ' ' + request.body});
    }
    std::optional<http::Response> refuseUpgrade(const http::RequestHead &head, const Peer &) override
    {
        if (head.path() == "/refused")
            return http::Response{403, {}, QByteArrayLiteral("no")};
        return std::nullopt;
    }
    void handleWebSocket(std::unique_ptr<WebSocketChannel> channel) override
    {
        sockets.insert(new EchoSocket(*this, std::move(channel)));
    }

    int requests = 0;
    int aborted = 0;
    int pendingBodies = 0;
    int abortedBodies = 0;
    std::unique_ptr<HttpExchange> held;
    QSet<EchoSocket *> sockets;
    QList<QByteArray> texts;
    std::chrono::milliseconds pause{0}; ///< after each text
    QList<quint16> closeCodes;
};

/// A hub's lower half on a loopback port. Its deadlines are not met by a machine that is busy: who tests one
/// shortens it.
struct Server
{
    /// `clock`: the time by which it goes, instead of the real one.
    explicit Server(Timers *clock = nullptr)
    {
        limits.headDeadline = limits.idleDeadline = limits.bodyGrace = limits.closeGrace = 1min;
        limits.slowestRate = 1000000;
        listener = std::make_unique<Listener>(handler, gateway, clock ? *clock : timers, limits, traffic);
        if (isOverTls())
            listener->setTls(testTls());
        if (isOverQtSockets())
            listener->useQtSockets();
        isOpen = listener->open(QHostAddress::LocalHost, 0);
    }
    TimerQueue timers;
    Limits limits;
    Traffic traffic;
    EchoHandler handler; ///< goes before the timers: its channels use them
    WebSocketGateway gateway{{}};
    std::unique_ptr<Listener> listener;
    bool isOpen = false;
};

/// Connects, and leaves a TLS handshake to the event loop.
inline void connectTo(quint16 port, QSslSocket &socket, bool withTls = isOverTls())
{
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    const QString host = QHostAddress(QHostAddress::LocalHost).toString();
    if (withTls)
        socket.connectToHostEncrypted(host, port);
    else
        socket.connectToHost(host, port);
    socket.waitForConnected(); // the system accepts, the server need not run for it
}

inline void connectTo(const Server &server, QSslSocket &socket, bool withTls = isOverTls())
{
    connectTo(server.listener->serverPort(), socket, withTls);
}

/// A peer that sends what it likes.
struct RawClient
{
    explicit RawClient(const Server &server, bool withTls = isOverTls())
        : RawClient(server.listener->serverPort(), withTls)
    { }
    explicit RawClient(quint16 port, bool withTls = isOverTls())
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [this] { isClosed = true; });
        connectTo(port, socket, withTls);
    }
    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }
    /// A FIN, as `nc -N` sends it; goes on reading.
    void finishSending() { ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR); }
    QSslSocket socket;
    QByteArray received;
    bool isClosed = false;
};

inline QByteArray upgradeRequest(const QByteArray &path = "/echo")
{
    return "GET " + path
        + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

inline QByteArray masked(websocket::Opcode opcode, const QByteArray &payload)
{
    return websocket::encodeMaskedFrame(opcode, payload, 0x12345678);
}

inline QByteArray bodyOf(const QByteArray &received)
{
    return received.mid(received.indexOf("\r\n\r\n") + 4);
}

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// confab-conformance: the library without the chat, on real sockets, as test suites of the protocols expect a
// server to be. /engine.io/ sends every message back; /socket.io/ offers "/" and "/custom"; what else there
// is says echoes.h.

#include "server/socketio/standaloneserver.h"
#include "tests/conformance/echoes.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <chrono>
#include <cstdio>

using namespace confab;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::chrono::milliseconds milliseconds(const QCommandLineParser &parser, const QString &option)
{
    return std::chrono::milliseconds(parser.value(option).toUInt());
}

engineio::Config engineConfig(const QByteArray &path, const QCommandLineParser &parser)
{
    engineio::Config config;
    config.path = path;
    config.pingInterval = milliseconds(parser, u"ping-interval"_s);
    config.pingTimeout = milliseconds(parser, u"ping-timeout"_s);
    config.maxPayload = 1000000;
    if (const QString origin = parser.value(u"cors"_s); !origin.isEmpty())
        config.cors = engineio::CorsConfig{.origins = {origin.toUtf8()}};
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

void serve(socketio::Socket &socket)
{
    // Sockets outlive their handlers, so these may hold them by reference.
    if (!socket.recovered())
        socket.emitEvent(u"auth"_s, socketio::args(socket.handshake().auth));
    socket.on(u"message"_s, [&socket](const QCborArray &args, const socketio::Ack &) {
        socket.emitEvent(u"message-back"_s, args);
    });
    socket.on(u"message-with-ack"_s, [](const QCborArray &args, socketio::Ack ack) { ack.answer(args); });
    socket.on(u"emit-with-ack"_s, [&socket](const QCborArray &args, const socketio::Ack &) {
        const auto weak = socket.weak_from_this();
        socket.emitWithAck(u"emit-with-ack"_s, args, 1min, [weak](const auto &answer) {
            if (const auto known = weak.lock(); known && answer)
                known->emitEvent(u"emit-with-ack"_s, *answer);
        });
    });
}

socketio::StandaloneServer::Options readOptions(const QCommandLineParser &parser)
{
    socketio::StandaloneServer::Options options;
    options.engine = engineConfig("/socket.io/", parser);
    options.socketio.connectTimeout = milliseconds(parser, u"connect-timeout"_s);
    options.limits.outputBytes = 64 * 1024 * 1024; // two of the largest echoes
    if (parser.isSet(u"msgpack"_s))
        options.socketio.parser = socketio::Parser::MessagePack;
    if (parser.isSet(u"recovery"_s))
        options.socketio.recovery.emplace();
    return options;
}

/// Both families of localhost on one port; false when there is none to listen on.
bool listen(socketio::StandaloneServer &server, quint16 port)
{
    bool listens = false;
    for (const QHostAddress::SpecialAddress address :
         {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
        const auto taken = server.listen(QHostAddress(address), port);
        if (!taken) {
            std::fprintf(stderr, "%s port %u: %s\n", qPrintable(QHostAddress(address).toString()),
                         unsigned(port), qPrintable(taken.error()));
            continue;
        }
        listens = true;
        port = *taken;
        const bool isIPv6 = address == QHostAddress::LocalHostIPv6;
        std::fprintf(stderr, "listening on http://%s:%u\n", isIPv6 ? "[::1]" : "127.0.0.1", unsigned(port));
    }
    return listens;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"An echo server for test suites of Engine.IO and Socket.IO."_s);
    parser.addHelpOption();
    parser.addOption({u"port"_s, u"Port to listen on, 0 picks one (3000)."_s, u"PORT"_s, u"3000"_s});
    parser.addOption({u"cors"_s, u"Origin whose pages may poll, * for all (none)."_s, u"ORIGIN"_s});
    parser.addOption({u"recovery"_s, u"Recover connections on /socket.io/."_s});
    parser.addOption({u"msgpack"_s, u"Use the MessagePack parser on /socket.io/."_s});
    // The suites count on these; tests of something else want more time.
    parser.addOption({u"ping-interval"_s, u"Time between two pings (300)."_s, u"MS"_s, u"300"_s});
    parser.addOption({u"ping-timeout"_s, u"Time for the answer (200)."_s, u"MS"_s, u"200"_s});
    parser.addOption({u"connect-timeout"_s, u"Time to join a namespace (1000)."_s, u"MS"_s, u"1000"_s});
    parser.process(application);

    socketio::StandaloneServer server(readOptions(parser));
    for (const QString &name : {u"/"_s, u"/custom"_s})
        server.io().of(name).onConnection(serve);
    engineio::Server echo(server.timers(), engineConfig("/engine.io/", parser));
    echo.setSessionOpened([](engineio::Session &session) { session.setHandler(new Echo(session)); });
    server.add(echo);
    serveEchoes(server);

    bool isPort = false;
    const quint16 port = parser.value(u"port"_s).toUShort(&isPort);
    if (!isPort) {
        std::fputs("--port needs a number from 0 to 65535\n", stderr);
        return 2;
    }
    return listen(server, port) ? QCoreApplication::exec() : 2;
}

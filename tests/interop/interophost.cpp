// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A server of the library with something for each check of the interop matrix. reference-server.mjs is the
// same on node; the two must be changed together.

#include "server/socketio/standaloneserver.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace confab;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

socketio::StandaloneServer::Options quickPings()
{
    socketio::StandaloneServer::Options options;
    options.engine.pingInterval = 300ms;
    options.engine.pingTimeout = 60s; // on a busy machine an answer may take its time
    return options;
}

/// The code points of a text, so that the client learns what arrived without trusting the way back.
QCborArray codePoints(const QString &text)
{
    QCborArray points;
    for (const uint point : text.toUcs4())
        points.append(qint64(point));
    return points;
}

void serve(socketio::Socket &socket)
{
    socket.emitEvent(u"welcome"_s, socketio::args(socket.nsp().name()));
    socket.on(u"echo"_s, [&socket](const QCborArray &args, socketio::Ack ack) {
        socket.emitEvent(u"echo"_s, args);
        ack.answer(args);
    });
    socket.on(u"code points"_s, [](const QCborArray &args, socketio::Ack ack) {
        ack.answer(socketio::args(codePoints(args.at(0).toString())));
    });
    socket.on(u"ask me"_s, [&socket](const QCborArray &args, const socketio::Ack &) {
        const auto weak = socket.weak_from_this();
        socket.emitWithAck(u"question"_s, args, 5s, [weak](const auto &answer) {
            if (const auto known = weak.lock(); known && answer)
                known->emitEvent(u"answered"_s, *answer);
        });
    });
    socket.on(u"tell all"_s, [&socket](const QCborArray &args, const socketio::Ack &) {
        socket.broadcast().emitEvent(u"told"_s, args);
    });
    socket.on(u"throw me out"_s,
              [&socket](const QCborArray &, const socketio::Ack &) { socket.disconnect(true); });
}

/// A page that loads a client's bundle, which the test names (BUNDLE is its file): /client.js.
void answer(std::unique_ptr<net::HttpExchange> exchange, const QString &bundle)
{
    const QByteArray path = exchange->request().head.path();
    if (path == "/") {
        exchange->respond(
            {200,
             {{"Content-Type", "text/html; charset=utf-8"}},
             "<!doctype html><meta charset=utf-8><title>client</title><script src=/client.js></script>"});
    } else if (QFile file(bundle); path == "/client.js" && file.open(QIODevice::ReadOnly)) {
        exchange->respond({200, {{"Content-Type", "text/javascript; charset=utf-8"}}, file.readAll()});
    } else {
        exchange->respond({404, {}, {}});
    }
}

} // namespace

/// interophost [BUNDLE]
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    socketio::StandaloneServer server(quickPings());
    server.io().onConnection(serve);
    server.io().of(u"/other"_s).onConnection(serve);
    server.io().of(u"/closed"_s).use([](socketio::Socket &) {
        return std::optional(socketio::Refusal{u"members only"_s, QCborMap{{u"code"_s, 7}}});
    });
    const QString bundle = QCoreApplication::arguments().value(1);
    server.onRequest(
        [bundle](std::unique_ptr<net::HttpExchange> exchange) { answer(std::move(exchange), bundle); });
    const auto port = server.listen(QHostAddress::LocalHost, 0);
    if (!port) {
        std::fprintf(stderr, "cannot listen: %s\n", qPrintable(port.error()));
        return 2;
    }
    std::fprintf(stderr, "listening on http://127.0.0.1:%u\n", unsigned(*port));
    return QCoreApplication::exec();
}

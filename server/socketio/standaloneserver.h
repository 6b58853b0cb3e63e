// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/engineio/config.h"
#include "server/net/httpexchange.h"
#include "server/net/limits.h"
#include "server/socketio/server.h"

#include <QHostAddress>
#include <QString>

#include <functional>
#include <memory>

namespace confab::socketio {

/// A Socket.IO server with everything that it needs below it, on a port of its own:
///
///     QCoreApplication app(argc, argv);
///     socketio::StandaloneServer server;
///     server.io().onConnection([](socketio::Socket &socket) { ... });
///     if (const auto port = server.listen(QHostAddress::Any, 3000); !port)
///         qFatal("%s", qPrintable(port.error()));
///     return app.exec();
///
/// Thread: the one in which it is made, which needs an event loop. Handlers run in it.
class StandaloneServer
{
public:
    struct Options
    {
        engineio::Config engine;
        Config socketio;
        net::Limits limits;
    };
    /// Answers a request (exchange->respond()), now or later.
    using RequestHandler = std::function<void(std::unique_ptr<net::HttpExchange> exchange)>;
    /// Takes an accepted WebSocket; dropping it closes it.
    using WebSocketHandler = std::function<void(std::unique_ptr<net::WebSocketChannel> channel)>;

    explicit StandaloneServer(Options options = {});
    ~StandaloneServer();
    Q_DISABLE_COPY_MOVE(StandaloneServer)

    [[nodiscard]] Server &io();
    /// The Engine.IO server below io(), for its configuration and numbers.
    [[nodiscard]] engineio::Server &engine();
    [[nodiscard]] net::Timers &timers();

    /// Everything that is not below Engine.IO's path; 404 without a handler. Bodies of more than 1 MiB are
    /// refused before (413).
    void onRequest(RequestHandler handler);
    /// Serves another Engine.IO server at its own path. Not owned; must outlive this or be asked no more.
    void add(engineio::Server &engine);
    /// Serves plain WebSockets at a path; `messageLimit` in bytes.
    void addWebSocket(const QByteArray &path, qint64 messageLimit, WebSocketHandler handler);

    /// Listens on this address too, so several may be listened on one after the other. The port that was
    /// taken (0 picks one), or why not, in the system's words.
    Result<quint16, QString> listen(const QHostAddress &address, quint16 port);
    /// Stops listening and tells every client; what is on its way out still goes.
    void close();

private:
    class Parts;

    std::unique_ptr<Parts> m_parts;
};

} // namespace confab::socketio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/decoder.h"
#include "server/engineio/server.h"
#include "server/socketio/namespace.h"

#include <QString>

#include <chrono>
#include <memory>
#include <unordered_map>

namespace confab::socketio {

class Client;

/// How packets are written; clients must have the same parser.
enum class Parser : quint8 {
    Json, ///< what every client has
    MessagePack ///< npm's socket.io-msgpack-parser
};

struct Config
{
    Parser parser = Parser::Json;
    /// A connection that has joined no namespace by then is closed.
    std::chrono::milliseconds connectTimeout{45000};
    /// A packet whose attachments have not all come by then closes the connection.
    std::chrono::milliseconds attachmentTimeout{30000};
    DecoderLimits decoder;
};

/// A Socket.IO server (protocols 3 to 5) over an Engine.IO server; a library of its own, the chat is only its
/// first user:
///
///     engineio::Server engine(timers);
///     socketio::Server io(engine);
///     io.onConnection([&io](Socket &socket) {
///         socket.on(u"message"_s, [&io, id = socket.id()](const QCborArray &args, Ack ack) {
///             io.of(u"/"_s).except(id).emitEvent(u"message"_s, args);
///             ack.answer();
///         });
///     });
///
/// Thread: the engine's. The engine must outlive it.
class Server
{
public:
    explicit Server(engineio::Server &engine, Config config = {});
    ~Server();
    Q_DISABLE_COPY_MOVE(Server)

    /// The namespace of that name ("/" or "/admin"), made if it does not exist. A client that asks for one
    /// that was never made is refused ("Invalid namespace").
    Namespace &of(const QString &name);
    /// Shorthands for of("/").
    void onConnection(Namespace::ConnectionHandler handler);
    void use(Namespace::Middleware middleware);

private:
    friend class Client;

    [[nodiscard]] Namespace *find(const QString &name) const;
    void sessionOpened(engineio::Session &session);
    void remove(Client &client);

    engineio::Server &m_engine;
    const Config m_config;
    std::unordered_map<QString, std::unique_ptr<Namespace>> m_namespaces;
    std::unordered_map<const Client *, std::shared_ptr<Client>> m_clients;
};

} // namespace confab::socketio

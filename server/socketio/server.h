// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/decoder.h"
#include "server/engineio/server.h"
#include "server/socketio/namespace.h"
#include "server/socketio/parentnamespace.h"
#include "server/socketio/recovery.h"

#include <QRegularExpression>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

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
    /// Off by default, as in node's server. Not for clients of Socket.IO 1 to 4.5, which do not ask for it.
    std::optional<RecoveryConfig> recovery;
    /// Whether namespaces of a ParentNamespace go when their last socket leaves.
    bool removeEmptyChildren = false;
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
    /// Namespaces by a pattern, which must match the whole name, or by a predicate; asked in the order of
    /// making when no namespace of that name exists.
    ParentNamespace &ofMatching(const QRegularExpression &pattern);
    ParentNamespace &ofMatching(ParentNamespace::Predicate predicate);
    /// Ends the connections of all clients.
    void disconnectAll();
    /// Shorthands for of("/").
    void onConnection(Namespace::ConnectionHandler handler);
    void use(Namespace::Middleware middleware);

private:
    friend class Client;

    [[nodiscard]] Namespace *find(const QString &name) const;
    /// The same, made by a parent if need be.
    [[nodiscard]] Namespace *findOrMake(const QString &name, const QCborMap &auth);
    [[nodiscard]] std::unique_ptr<Namespace> make(const QString &name, bool isChild);
    void removeEmptyChildren();
    void sessionOpened(engineio::Session &session);
    void remove(Client &client);

    engineio::Server &m_engine;
    const Config m_config;
    std::unordered_map<QString, std::unique_ptr<Namespace>> m_namespaces;
    std::vector<std::unique_ptr<ParentNamespace>> m_parents;
    net::Deadline m_removal; ///< of empty children: not at once, their code may be on the stack
    std::unordered_map<const Client *, std::shared_ptr<Client>> m_clients;
};

} // namespace confab::socketio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/socketio/broadcast.h"
#include "server/socketio/recovery.h"
#include "server/socketio/rooms.h"
#include "server/socketio/socket.h"

#include <QHash>
#include <QList>

#include <functional>
#include <memory>
#include <optional>

namespace confab::socketio {

/// Why a client may not enter a namespace; it gets both in connect_error.
struct Refusal
{
    QString message;
    QCborValue data = QCborValue(QCborValue::Undefined);
};

/// A separate channel of the same connections: its own middleware, handlers, rooms and acknowledgement
/// numbers. Made and owned by Server::of. Thread: the server's.
class Namespace
{
public:
    using ConnectionHandler = std::function<void(Socket &socket)>;
    using Middleware = std::function<std::optional<Refusal>(Socket &socket)>;

    ~Namespace();
    Q_DISABLE_COPY_MOVE(Namespace)

    [[nodiscard]] const QString &name() const { return m_name; }

    /// Asked before a socket is connected, in the order of adding; the first refusal counts. The socket has
    /// its id and handshake, may get data and handlers, and can neither send nor join yet.
    void use(Middleware middleware) { m_middleware.append(std::move(middleware)); }
    /// Recovers connections (Config::recovery) by way of this store, before clients come. `skipMiddleware`:
    /// see RecoveryConfig.
    void recoverWith(std::unique_ptr<RecoveryStore> store, bool skipMiddleware);
    /// Called for every socket once it is connected. One handler; a second replaces the first.
    void onConnection(ConnectionHandler handler);

    /// Whether its clients' connections are recovered.
    [[nodiscard]] bool isRecovered() const { return m_recovery != nullptr; }
    /// The connected socket of that id, null when there is none (any more). Valid in this turn.
    [[nodiscard]] Socket *find(const QString &socketId) const;
    [[nodiscard]] qsizetype socketCount() const { return m_sockets.size(); }
    /// How many sockets are in a room.
    [[nodiscard]] qsizetype roomSize(const QString &room) const { return m_rooms.size(room); }

    /// Sends an event to every socket.
    void emitEvent(const QString &event, const QCborArray &args = {});
    /// See Broadcast::emitVolatile.
    void emitVolatile(const QString &event, const QCborArray &args = {}) { all().emitVolatile(event, args); }
    [[nodiscard]] Broadcast to(const QString &room) { return Broadcast(*this).to(room); }
    [[nodiscard]] Broadcast except(const QString &room) { return Broadcast(*this).except(room); }
    [[nodiscard]] Broadcast all() { return Broadcast(*this); }

private:
    friend class Broadcast;
    friend class Client;
    friend class Server;
    friend class Socket;

    /// `emptied` is called when the last socket has left.
    Namespace(QString name, std::function<void()> emptied);

    [[nodiscard]] std::optional<Refusal> ask(Socket &socket);
    void add(const std::shared_ptr<Socket> &socket);
    void remove(Socket &socket);
    void announce(Socket &socket);
    [[nodiscard]] qint64 nextAckId() { return ++m_lastAckId; }
    [[nodiscard]] std::vector<Socket *> select(const QStringList &rooms, const QStringList &except) const;

    const QString m_name;
    std::unique_ptr<RecoveryStore> m_recovery; ///< null when connections are not recovered
    bool m_skipMiddleware = true; ///< for who was recovered
    const std::function<void()> m_emptied;
    QList<Middleware> m_middleware;
    std::shared_ptr<const ConnectionHandler> m_onConnection; ///< shared: it may replace itself
    QHash<QString, std::shared_ptr<Socket>> m_sockets;
    Rooms m_rooms;
    qint64 m_lastAckId = 0;
};

} // namespace confab::socketio

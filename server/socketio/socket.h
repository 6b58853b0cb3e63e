// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "protocol/http/urlquery.h"
#include "protocol/result.h"
#include "protocol/socketio/packet.h"
#include "server/engineio/session.h"
#include "server/net/peer.h"
#include "server/socketio/ack.h"
#include "server/socketio/broadcast.h"
#include "server/socketio/disconnectreason.h"
#include "server/socketio/recovery.h"
#include "server/socketio/value.h"

#include <QSet>

#include <any>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace confab::socketio {

class Client;
class Namespace;
class PendingAcks;

/// How the client introduced itself.
struct Handshake
{
    QCborMap auth; ///< what it sent with CONNECT; empty when nothing
    http::RequestHead request; ///< that opened the Engine.IO session
    http::QueryParameters query; ///< of that request
    net::Peer peer; ///< where that request came from
};

enum class AckError : quint8 { TimedOut, Disconnected };

/// One client in one namespace, what node calls a Socket.
///
/// Lifetime: a socket exists while it is connected and while one of its handlers is running; keep its id (and
/// ask Namespace::find) or a weak_ptr (weak_from_this), never the pointer. Handlers may do anything:
/// disconnect this or any other socket, replace themselves, emit. On a socket that is no longer connected
/// every method is harmless and sends nothing; one kept beyond the Server has no namespace to ask for or to
/// broadcast in. Thread: the server's.
class Socket : public std::enable_shared_from_this<Socket>
{
public:
    using EventHandler = std::function<void(const QCborArray &args, Ack ack)>;
    using AnyHandler = std::function<void(const QString &event, const QCborArray &args)>;
    using UnknownHandler = std::function<void(const QString &event, const QCborArray &args, Ack ack)>;
    using DisconnectHandler = std::function<void(DisconnectReason reason)>;
    using AckCallback = std::function<void(const Result<QCborArray, AckError> &answer)>;

    ~Socket();
    Q_DISABLE_COPY_MOVE(Socket)

    /// Public: other clients may know it. But of a client of Socket.IO 1 or 2 it is made of the
    /// Engine.IO sid, with which others could speak for it: do not show that one around.
    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] Namespace &nsp() const { return m_namespace; }
    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] const Handshake &handshake() const { return m_handshake; }
    /// Whether it is one that lost its connection and came back, with its id, rooms and data; the events that
    /// it missed are on their way (RecoveryConfig).
    [[nodiscard]] bool recovered() const { return m_recovery.recovered; }
    /// The secret by which its client comes back after a lost connection; empty when it cannot.
    [[nodiscard]] const QString &pid() const { return m_recovery.pid; }
    /// Of the connection underneath; nothing once disconnected.
    [[nodiscard]] std::optional<engineio::SessionStats> stats() const;

    /// Called for every such event of the client; one handler per event, a second replaces the first. An
    /// event named by a number has it as decimal text.
    void on(const QString &event, EventHandler handler);
    void off(const QString &event) { m_handlers.erase(event); }
    /// Called for every event, before its handler.
    void onAny(AnyHandler handler);
    /// Called for events without a handler (their acknowledgement would otherwise never be given).
    void onUnknown(UnknownHandler handler);
    /// Called once, when the connection has ended but the socket is still in its rooms.
    void onDisconnecting(DisconnectHandler handler) { m_onDisconnecting = std::move(handler); }
    /// Called once, when the socket is no longer connected and in no room; not when the Server is destroyed.
    void onDisconnect(DisconnectHandler handler) { m_onDisconnect = std::move(handler); }

    /// Sends an event. A reserved name (see isReservedEvent) is a bug of the caller and sends nothing.
    void emitEvent(const QString &event, const QCborArray &args = {});
    /// Several in this order, of this namespace, which is not asked to record them.
    void emitEvents(const QList<SharedEvent> &events);
    /// Sends an event that may be lost: it is dropped when it cannot go out at once (between two polls, or
    /// when the client reads slowly), and not recovered.
    void emitVolatile(const QString &event, const QCborArray &args = {});
    /// Sends an event and calls back exactly once: with the client's answer, after `timeout`, or at the
    /// disconnect (at once when not connected). Not when the Server is destroyed.
    void emitWithAck(const QString &event, const QCborArray &args, std::chrono::milliseconds timeout,
                     AckCallback callback);

    void join(const QString &room);
    void leave(const QString &room);
    /// Its own id among them while connected.
    [[nodiscard]] QSet<QString> rooms() const { return {m_rooms.begin(), m_rooms.end()}; }
    /// Everybody in the namespace but this socket.
    [[nodiscard]] Broadcast broadcast() const;
    /// Everybody in the room but this socket.
    [[nodiscard]] Broadcast to(const QString &room) const;

    /// Leaves the namespace; with `close` ends the whole connection, all its namespaces included.
    /// onDisconnect handlers run before this returns.
    void disconnect(bool close = false);

    /// Whatever the application wants to keep with the socket.
    void setData(std::any data) { m_data = std::move(data); }
    template <typename T> [[nodiscard]] T *data() { return std::any_cast<T>(&m_data); }

private:
    friend class Ack;
    friend class Broadcast;
    friend class Client;
    friend class Namespace;

    Socket(QString id, Namespace &nsp, Client &client, Handshake handshake);

    struct RecoveryState
    {
        QString pid; ///< empty when it cannot be recovered
        bool recovered = false;
        QList<MissedEvent> missed; ///< to send once connected
        QStringList rooms; ///< to be in again
    };

    /// The socket of a client that came back.
    [[nodiscard]] static std::shared_ptr<Socket> restore(RestoredSession restored, Namespace &nsp,
                                                         Client &client, Handshake handshake);

    /// Before send(), see net::prefetch.
    void prefetch(std::size_t step) const;
    static constexpr std::size_t prefetchSteps = 2 + engineio::Session::prefetchSteps;

    void send(const Packet &packet);
    /// The answer to an event that has been or will be sent with that id.
    void awaitAck(qint64 id, std::chrono::milliseconds timeout, AckCallback callback);
    void keepForRecovery(DisconnectReason reason);
    void packetReceived(const Packet &packet);
    void eventReceived(const Packet &packet);
    void ackReceived(const Packet &packet);
    /// The end: no client, no rooms, no handlers any more.
    void disconnected(DisconnectReason reason);
    /// The end without a word to anybody.
    void abandon();

    const QString m_id;
    Namespace &m_namespace;
    Client *m_client; ///< null once disconnected
    const Handshake m_handshake;
    bool m_connected = false;
    // Trees: the smallest hash table takes a kilobyte, and most sockets have two rooms and few handlers.
    std::set<QString> m_rooms;
    // Shared, so that a handler survives being replaced by itself.
    std::map<QString, std::shared_ptr<const EventHandler>> m_handlers;
    std::shared_ptr<const AnyHandler> m_onAny;
    std::shared_ptr<const UnknownHandler> m_onUnknown;
    DisconnectHandler m_onDisconnecting;
    DisconnectHandler m_onDisconnect;
    std::unique_ptr<PendingAcks> m_acks; ///< made with the first emitWithAck
    std::any m_data;
    RecoveryState m_recovery;
};

} // namespace confab::socketio

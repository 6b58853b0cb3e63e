// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/problem.h"
#include "client/net/timers.h"
#include "protocol/socketio/packet.h"

#include <QCborArray>
#include <QCborMap>
#include <QList>
#include <QObject>

#include <functional>
#include <map>
#include <memory>

namespace confab::client {

class SocketIoClient;

/// What to do with the answer to an event. One that comes after its time is still given to `answered`: the
/// server did what was asked. When the connection ends nothing is called, SocketIoClient::ended() says it
/// all.
struct AckHandler
{
    std::function<void(const QCborArray &args)> answered;
    std::function<void()> timedOut;
    std::chrono::milliseconds timeout{5000};
};

/// Answers an event of the server; null when it wants no answer. Once, later ones do nothing, and neither
/// does one to a connection that is gone.
using AckReply = std::function<void(const QCborArray &args)>;

/// What a server with connection state recovery needs to give us what we missed (Socket.IO protocol 5,
/// "Connection state recovery").
struct RecoveryState
{
    QString pid; ///< the session's secret; empty without one
    QString offset; ///< of the last event
};

/// One namespace of a SocketIoClient, which owns it ("Socket" in the JavaScript library). Thread: the
/// client's.
class SocketIoNamespace : public QObject
{
    Q_OBJECT

public:
    /// Until the server's answer to CONNECT.
    static constexpr std::chrono::seconds connectTimeout{10};

    ~SocketIoNamespace() override;

    [[nodiscard]] const QString &name() const { return m_name; }

    /// Connects, now or as soon as the client is open, and again whenever it is opened again. An empty `auth`
    /// is not sent. Servers of Socket.IO 1 and 2 get it as the namespace's query, but for "/" not at all.
    void open(const QCborMap &auth = {});
    /// Leaves; there are no signals and no answers afterwards until the next open().
    void close();

    /// False when it is not connected, or the event is larger than the server takes; then nothing was sent.
    /// Byte arrays, wherever they stand, go as binary attachments.
    bool sendEvent(const QString &name, const QCborArray &args);
    bool sendEvent(const QString &name, const QCborArray &args, AckHandler handler);

    [[nodiscard]] bool isConnected() const { return m_state == State::Connected; }
    /// The server's name for us here.
    [[nodiscard]] const QString &id() const { return m_id; }
    /// Whether this connection goes on where the one before it ended: what was missed has come or will.
    [[nodiscard]] bool recovered() const { return m_recovered; }
    /// To go on in another client or after a restart of the program; kept by itself when the client is opened
    /// again.
    [[nodiscard]] const RecoveryState &recoveryState() const { return m_recovery; }
    void setRecoveryState(const RecoveryState &state) { m_recovery = state; }

Q_SIGNALS:
    void connected();
    /// RejectedByServer with the server's words and what it sent along, or TimedOut.
    void connectFailed(confab::client::Problem problem, const QString &message, const QCborValue &data);
    void eventReceived(const QString &name, const QCborArray &args, const confab::client::AckReply &reply);
    /// The server ended it. (The end of the whole connection is told by the client.)
    void disconnectedByServer();

private:
    friend class SocketIoClient;
    enum class State {
        Closed,
        Waiting, ///< for the client to be open
        Connecting,
        Connected
    };

    struct PendingAck
    {
        AckHandler handler;
        std::unique_ptr<Deadline> deadline;
    };

    SocketIoNamespace(SocketIoClient *client, QString name);

    /// The client is open: CONNECT.
    void clientOpened();
    /// The connection is gone; wants the next one.
    void clientEnded();
    void receive(const socketio::Packet &packet);

    void receiveConnect(const socketio::Packet &packet);
    [[nodiscard]] QString oldId() const;
    void receiveConnectError(const socketio::Packet &packet);
    void receiveEvent(const socketio::Packet &packet);
    void receiveAck(const socketio::Packet &packet);
    [[nodiscard]] AckReply replyTo(qint64 id);
    void leave(State next);

    SocketIoClient *m_client;
    const QString m_name;
    QCborMap m_auth;
    State m_state = State::Closed;
    Deadline m_deadline; ///< of the answer to CONNECT
    QString m_id;
    bool m_recovered = false;
    RecoveryState m_recovery;
    QList<socketio::Packet> m_early; ///< events that came before the answer to CONNECT
    quint64 m_connection = 0; ///< counts them, so that no reply goes to another one
    qint64 m_nextAck = 0;
    std::map<qint64, PendingAck> m_acks;
};

} // namespace confab::client

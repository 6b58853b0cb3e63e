// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/engineioclient.h"
#include "protocol/socketio/decoder.h"

#include <QCborArray>
#include <QCborMap>

#include <functional>
#include <map>

namespace confab::client {

/// What to do with the answer to an event. One that comes after its time is still given to `answered`: the
/// server did what was asked. When the connection ends nothing is called, ended() says it all.
struct AckHandler
{
    std::function<void(const QCborArray &args)> answered;
    std::function<void()> timedOut;
    std::chrono::milliseconds timeout{5000};
};

/// The client's side of one connection to the namespace "/" of a Socket.IO server, protocol 5. Thread: the
/// one it lives in.
class SocketIoClient : public QObject
{
    Q_OBJECT

public:
    /// Until the server's answer to CONNECT.
    static constexpr std::chrono::seconds connectTimeout{10};

    SocketIoClient(std::unique_ptr<Transport> transport, Timers &timers, QObject *parent = nullptr);
    ~SocketIoClient() override;

    /// An empty `auth` is not sent.
    void open(const QUrl &url, const QCborMap &auth);
    /// False when it is larger than the server takes; then nothing was sent. Only while connected.
    [[nodiscard]] bool sendEvent(const QString &name, const QCborArray &args);
    [[nodiscard]] bool sendEvent(const QString &name, const QCborArray &args, AckHandler handler);
    /// Ends the connection from our side; there are no signals and no answers afterwards.
    void close();

    [[nodiscard]] bool isConnected() const { return m_connected; }

Q_SIGNALS:
    void connected();
    void eventReceived(const QString &name, const QCborArray &args);
    /// The last signal, once. ServerClosed and RejectedByServer are the server's will, all else is fate.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    struct PendingAck
    {
        AckHandler handler;
        std::unique_ptr<Deadline> deadline;
    };

    void sendConnect();
    bool send(const socketio::Packet &packet);
    void receive(const socketio::Decoder::Outcome &outcome);
    void receivePacket(const socketio::Packet &packet);
    void receiveConnectError(const socketio::Packet &packet);
    void receiveEvent(const socketio::Packet &packet);
    void receiveAck(const socketio::Packet &packet);
    void end(Problem problem, const QString &detail);

    Timers &m_timers;
    EngineIoClient m_engine;
    Deadline m_deadline; ///< of the answer to CONNECT
    socketio::Decoder m_decoder;
    QCborMap m_auth;
    bool m_connected = false;
    bool m_ended = false;
    qint64 m_nextAck = 0;
    std::map<qint64, PendingAck> m_acks;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/engineio/heartbeat.h"
#include "client/engineio/transport.h"
#include "client/net/network.h"
#include "client/net/timers.h"

#include <memory>
#include <optional>

namespace confab::client {

class PollingTransport;
class TransportUpgrade;
class WebSocketTransport;

/// Which ways of an Engine.IO session a client takes.
enum class Transports : quint8 {
    Automatic, ///< a WebSocket, and long polling when none passes
    WebSocket,
    Polling,
    PollingFirst ///< then a WebSocket if the server has one
};

struct EngineIoOptions
{
    Transports transports = Transports::Automatic;
    /// Found out when it is not given: that takes revisionWait() with servers of Socket.IO before 4.5.
    std::optional<engineio::Revision> revision;
};

/// The client's side of one Engine.IO session of revision 3 or 4: handshake, transports, heartbeat, messages.
/// Opened once. Thread: the one it lives in.
class EngineIoClient : public QObject
{
    Q_OBJECT

public:
    /// Until the server's open packet.
    static constexpr std::chrono::seconds connectTimeout{10};
    /// Until we no longer believe that a WebSocket passes and try long polling.
    static constexpr std::chrono::seconds webSocketPatience{3};
    /// A server of revision 3 speaks first, right behind its open packet.
    static constexpr std::chrono::milliseconds revisionWait{300};

    EngineIoClient(Network network, Timers &timers, QObject *parent = nullptr);
    ~EngineIoClient() override;

    /// `endpoint` is http or https, with the path and a query of one's own.
    void open(const QUrl &endpoint, EngineIoOptions options = {});
    void sendText(const QByteArray &utf8);
    void sendBinary(const QByteArray &data);
    /// Ends the session from our side; there are no signals afterwards.
    void close();

    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    /// What the server said; once open.
    [[nodiscard]] const engineio::Handshake &handshake() const { return m_handshake; }
    [[nodiscard]] engineio::Revision revision() const;
    /// Whether messages go over a WebSocket now.
    [[nodiscard]] bool isWebSocket() const { return m_webSocket != nullptr; }

Q_SIGNALS:
    void opened();
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &data);
    /// From long polling to a WebSocket.
    void upgraded();
    /// The last signal, once.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    enum class State { Idle, Opening, LearningRevision, Open, Ended };

    void openWebSocket();
    void openPolling();
    void use(std::unique_ptr<Transport> transport);
    void transportEnded(Problem problem, const QString &detail);
    [[nodiscard]] bool canFallBack(Problem problem) const;

    void receive(const engineio::Packet &packet);
    void receiveOpen(const engineio::Packet &packet);
    void learnRevision(const engineio::Packet &packet);
    void becomeOpen(engineio::Revision revision);
    void receiveInSession(const engineio::Packet &packet);

    void startUpgrade();
    void finishUpgrade();
    void send(const engineio::Packet &packet);
    void end(Problem problem, const QString &detail);

    Network m_network;
    Timers &m_timers;
    QUrl m_endpoint;
    EngineIoOptions m_options;
    State m_state = State::Idle;
    std::unique_ptr<Transport> m_transport;
    PollingTransport *m_polling = nullptr; ///< m_transport if it is one
    WebSocketTransport *m_webSocket = nullptr; ///< m_transport if it is one
    std::unique_ptr<TransportUpgrade> m_upgrade;
    bool m_isHolding = false; ///< the upgrade is about to change the transport
    QList<engineio::Packet> m_held;
    Deadline m_deadline; ///< of the open packet, or of what tells the revision
    Heartbeat m_heartbeat;
    engineio::Handshake m_handshake;
};

} // namespace confab::client

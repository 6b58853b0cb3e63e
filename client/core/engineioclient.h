// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/timers.h"
#include "client/core/transport.h"
#include "protocol/engineio/handshake.h"
#include "protocol/engineio/packet.h"

#include <memory>

namespace confab::client {

/// The client's side of one Engine.IO session, protocol 4, over a WebSocket from the start: open packet,
/// heartbeat, messages. Thread: the one it lives in.
class EngineIoClient : public QObject
{
    Q_OBJECT

public:
    /// Until the server's open packet.
    static constexpr std::chrono::seconds connectTimeout{10};

    EngineIoClient(std::unique_ptr<Transport> transport, Timers &timers, QObject *parent = nullptr);
    ~EngineIoClient() override;

    /// `url` is complete: ws or wss, path and query.
    void open(const QUrl &url);
    void sendText(const QByteArray &utf8);
    void sendBinary(const QByteArray &data);
    /// Ends the session from our side; there are no signals afterwards.
    void close();

    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    /// What the server said; once open.
    [[nodiscard]] const engineio::Handshake &handshake() const { return m_handshake; }

Q_SIGNALS:
    void opened();
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &data);
    /// The last signal, once.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    enum class State { Opening, Open, Ended };

    void receiveText(const QByteArray &utf8);
    void receiveBinary(const QByteArray &data);
    void receiveOpen(const engineio::Packet &packet);
    void awaitHeartbeat();
    void end(Problem problem, const QString &detail);

    std::unique_ptr<Transport> m_transport;
    Deadline m_deadline; ///< of the open packet, then of the next heartbeat
    State m_state = State::Opening;
    engineio::Handshake m_handshake;
};

} // namespace confab::client

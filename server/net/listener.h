// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/connection.h"
#include "server/net/limits.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>
#include <optional>
#include <unordered_set>

namespace confab::net {

class StreamBase;
class StreamTurn;

/// Accepts on one address and port and keeps the connections until they end or upgrade. Thread: the shard's.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    /// All of these outlive the listener, and `traffic` the connections that upgraded.
    Listener(RequestHandler &handler, WebSocketGateway &webSockets, Timers &timers, const Limits &limits,
             Traffic &traffic, QObject *parent = nullptr);
    ~Listener() override;

    /// Speaks TLS as well, from the next connection on; requests in plain text are then redirected to it.
    void setTls(const QSslConfiguration &configuration);
    /// Plain connections use QTcpSocket, as they do on systems without DescriptorStream.
    void useQtSockets() { m_turn.reset(); }
    /// Listens with a backlog that survives a thousand clients at once. On failure serverError() tells why.
    [[nodiscard]] bool open(const QHostAddress &address, quint16 port);
    /// Stops accepting; connections that wait for a request are closed, the others after their answer.
    void shutDown();
    [[nodiscard]] qsizetype connectionCount() const { return static_cast<qsizetype>(m_connections.size()); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void remove(Connection *connection);
    void acceptLater();
    [[nodiscard]] std::unique_ptr<StreamBase> makeStream(qintptr descriptor);

    Connection::Services m_services;
    Traffic &m_traffic;
    std::shared_ptr<StreamTurn> m_turn; ///< null: QTcpSocket
    std::optional<QSslConfiguration> m_tls;
    std::unordered_set<Connection *> m_connections;
    Deadline m_acceptPause;
};

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/connection.h"
#include "server/net/handoff.h"
#include "server/net/limits.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>
#include <optional>
#include <unordered_set>

namespace confab::net {

/// Accepts on one address and port and keeps the connections until they end or upgrade. One that shares a
/// Dealer passes on what it accepts, or, where it is never opened, serves only what others pass on. Thread:
/// the shard's.
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
    /// Shares what is accepted with the listeners at the other places. To be called before anything comes.
    void setDealer(Dealer &dealer, size_t place);
    /// Plain connections use QTcpSocket, as they do on systems without DescriptorStream.
    void useQtSockets() { m_home.turn.reset(); }
    /// What a turn writes on plain connections to many leaves with one system call for all of them. False
    /// where the system cannot: there it stays a call for each.
    bool sendTogether();
    /// Listens with a backlog that survives a thousand clients at once. On failure serverError() tells why.
    [[nodiscard]] bool open(const QHostAddress &address, quint16 port);
    /// Serves what the dealer had for this place.
    void take(Handoff handoff);
    /// Stops accepting, also from the dealer; connections that wait for a request are closed, the others
    /// after their answer.
    void shutDown();
    [[nodiscard]] qsizetype connectionCount() const { return static_cast<qsizetype>(m_connections.size()); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void serve(AcceptedConnection accepted);
    void serve(MovedConnection moved);
    void add(std::unique_ptr<Connection> connection);
    void remove(Connection *connection);
    [[nodiscard]] bool isFull() const;
    void acceptLater();
    [[nodiscard]] std::unique_ptr<StreamBase> makeStream(qintptr descriptor);

    Connection::Services m_services;
    StreamHome m_home; ///< its turn is null: QTcpSocket
    size_t m_place = 0; ///< at the dealer
    bool m_isShutDown = false;
    std::optional<QSslConfiguration> m_tls;
    std::unordered_set<Connection *> m_connections;
    Deadline m_acceptPause;
};

} // namespace confab::net

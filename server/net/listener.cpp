// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/listener.h"

#include "server/net/tcpstream.h"

#include <atomic>

namespace confab::net {

namespace {
/// Qt's default of 50 makes 1000 simultaneous clients wait for seconds.
constexpr int backlog = 4096;

quint64 nextConnectionId()
{
    static std::atomic<quint64> last{0};
    return ++last;
}
} // namespace

Listener::Listener(RequestHandler &handler, WebSocketGateway &webSockets, Timers &timers,
                   const Limits &limits, Traffic &traffic, QObject *parent)
    : QTcpServer(parent)
    , m_services{handler, webSockets, timers, limits}
    , m_traffic(traffic)
{
    setListenBacklogSize(backlog);
}

Listener::~Listener()
{
    for (Connection *connection : m_connections) {
        connection->disconnect(this);
        delete connection;
    }
}

bool Listener::open(const QHostAddress &address, quint16 port) { return listen(address, port); }

void Listener::shutDown()
{
    close();
    const auto connections = m_connections; // closing removes
    for (Connection *connection : connections)
        connection->shutDown();
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto stream = std::make_unique<TcpStream>(descriptor, nextConnectionId(), m_traffic);
    if (!stream->isOpen())
        return;
    const bool full = connectionCount() >= m_services.limits.connections;
    auto *connection = new Connection(std::move(stream), m_services, full);
    m_connections.insert(connection);
    connect(connection, &Connection::finished, this, [this, connection] { remove(connection); });
}

void Listener::remove(Connection *connection)
{
    if (m_connections.erase(connection) > 0)
        connection->deleteLater();
}

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/listener.h"

#include "server/net/tlsstream.h"
#ifdef Q_OS_LINUX
#include "server/net/descriptorstream.h"
#include "server/net/streamturn.h"
#endif

#include <QLoggingCategory>
#include <QThread>

#include <atomic>

namespace confab::net {

namespace {
/// Qt's default of 50 makes 1000 simultaneous clients wait for seconds.
constexpr int backlog = 4096;
constexpr std::chrono::milliseconds acceptPause{100};

Q_LOGGING_CATEGORY(logListener, "confab.net.listener", QtInfoMsg)

quint64 nextConnectionId()
{
    static std::atomic<quint64> last{0};
    return ++last;
}
} // namespace

Listener::Listener(RequestHandler &handler, WebSocketGateway &webSockets, Timers &timers,
                   const Limits &limits, Traffic &traffic, QObject *parent)
    : QTcpServer(parent)
    , m_services{handler, webSockets, timers, limits, false}
    , m_traffic(traffic)
    , m_acceptPause(timers)
{
#ifdef Q_OS_LINUX
    m_turn = std::make_shared<StreamTurn>();
#endif
    setListenBacklogSize(backlog);
    connect(this, &QTcpServer::acceptError, this, &Listener::acceptLater);
}

Listener::~Listener()
{
    for (Connection *connection : m_connections) {
        connection->disconnect(this);
        delete connection;
    }
}

void Listener::setTls(const QSslConfiguration &configuration)
{
    m_tls = configuration;
    m_services.isTlsOnly = true;
}

bool Listener::open(const QHostAddress &address, quint16 port)
{
    Q_ASSERT(thread() == QThread::currentThread());
    return listen(address, port);
}

void Listener::shutDown()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_acceptPause.cancel();
    close();
    const auto connections = m_connections; // closing removes
    for (Connection *connection : connections)
        connection->shutDown();
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto stream = makeStream(descriptor);
    if (!stream->isOpen())
        return;
    const bool full = connectionCount() >= m_services.limits.connections;
    auto *connection = new Connection(std::move(stream), m_services, full);
    m_connections.insert(connection);
    connect(connection, &Connection::finished, this, [this, connection] { remove(connection); });
}

std::unique_ptr<StreamBase> Listener::makeStream(qintptr descriptor)
{
    if (m_tls)
        return std::make_unique<TlsStream>(descriptor, nextConnectionId(), m_traffic, *m_tls);
#ifdef Q_OS_LINUX
    if (m_turn)
        return std::make_unique<DescriptorStream>(descriptor, nextConnectionId(), m_traffic, m_turn);
#endif
    return std::make_unique<TcpStream>(descriptor, nextConnectionId(), m_traffic);
}

// Without a free descriptor QTcpServer pauses for good: whoever waits in the backlog is let in once others
// left.
void Listener::acceptLater()
{
    if (m_acceptPause.isActive())
        return;
    qCWarning(logListener) << "Cannot accept at the moment:" << errorString() << "-" << connectionCount()
                           << "connections before their upgrade";
    m_acceptPause.set(acceptPause, [this] { resumeAccepting(); });
}

void Listener::remove(Connection *connection)
{
    if (m_connections.erase(connection) > 0)
        connection->deleteLater();
}

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/listener.h"

#include "server/net/batchsender.h"
#include "server/net/dealer.h"
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
    , m_services{handler, webSockets, timers, limits, false, nullptr}
    , m_home{traffic, nullptr}
    , m_acceptPause(timers)
{
#ifdef Q_OS_LINUX
    m_home.turn = std::make_shared<StreamTurn>();
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

void Listener::setDealer(Dealer &dealer, size_t place)
{
    m_services.dealer = &dealer;
    m_place = place;
}

bool Listener::sendTogether()
{
    auto sender = makeBatchSender();
    if (!sender)
        return false;
#ifdef Q_OS_LINUX
    if (m_home.turn)
        m_home.turn->setBatchSender(std::move(sender));
#endif
    return true;
}

bool Listener::open(const QHostAddress &address, quint16 port)
{
    Q_ASSERT(thread() == QThread::currentThread());
    return listen(address, port);
}

void Listener::shutDown()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_isShutDown = true;
    m_acceptPause.cancel();
    close();
    const auto connections = m_connections; // closing removes
    for (Connection *connection : connections)
        connection->shutDown();
}

bool Listener::isFull() const
{
    const qsizetype count = m_services.dealer ? m_services.dealer->connections().count() : connectionCount();
    return count >= m_services.limits.connections;
}

void Listener::incomingConnection(qintptr descriptor)
{
    AcceptedConnection accepted{AcceptedDescriptor(descriptor), isFull(), {}};
    Dealer *dealer = m_services.dealer;
    if (!dealer) {
        serve(std::move(accepted));
        return;
    }
    const size_t place = dealer->choose();
    accepted.shares = {Tally::Share(dealer->connections()), Tally::Share(dealer->load(place))};
    if (place == m_place)
        serve(std::move(accepted));
    else if (!dealer->deal(place, std::move(accepted)))
        qCWarning(logListener) << "Thread" << place << "does not come to its connections: one was closed";
}

void Listener::take(Handoff handoff)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_isShutDown)
        return; // which closes it
    std::visit([this](auto &&connection) { serve(std::move(connection)); }, std::move(handoff));
}

void Listener::serve(AcceptedConnection accepted)
{
    auto stream = makeStream(accepted.descriptor.release());
    if (!stream->isOpen())
        return;
    stream->setLoad(std::move(accepted.shares.load));
    add(std::make_unique<Connection>(std::move(stream), m_services, accepted.isFull,
                                     std::move(accepted.shares.connection)));
}

void Listener::serve(MovedConnection moved)
{
    auto stream = moved.stream.arrive(m_home);
    stream->setLoad(std::move(moved.shares.load));
    auto connection = std::make_unique<Connection>(std::move(stream), m_services, std::move(moved));
    Connection &added = *connection;
    add(std::move(connection));
    added.resume();
}

void Listener::add(std::unique_ptr<Connection> connection)
{
    Connection *added = connection.release();
    m_connections.insert(added);
    connect(added, &Connection::finished, this, [this, added] { remove(added); });
}

std::unique_ptr<StreamBase> Listener::makeStream(qintptr descriptor)
{
    if (m_tls)
        return std::make_unique<TlsStream>(descriptor, nextConnectionId(), m_home.traffic, *m_tls);
#ifdef Q_OS_LINUX
    if (m_home.turn)
        return std::make_unique<DescriptorStream>(descriptor, nextConnectionId(), m_home.traffic,
                                                  m_home.turn);
#endif
    return std::make_unique<TcpStream>(descriptor, nextConnectionId(), m_home.traffic);
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

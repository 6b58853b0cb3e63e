// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/engineioclient.h"

#include "client/engineio/pollingtransport.h"
#include "client/engineio/transportupgrade.h"
#include "client/engineio/urls.h"
#include "client/engineio/websockettransport.h"

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::Packet;
using engineio::PacketType;
using engineio::Revision;

namespace {

/// Destroys it later: we may be inside one of its signals. With its owner at the latest.
template <typename Object> void retireLater(std::unique_ptr<Object> &object, QObject *owner)
{
    if (!object)
        return;
    object->setParent(owner);
    object.release()->deleteLater();
}

} // namespace

EngineIoClient::EngineIoClient(Network network, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
    , m_timers(timers)
    , m_deadline(timers)
    , m_heartbeat(timers)
{ }

EngineIoClient::~EngineIoClient() = default;

Revision EngineIoClient::revision() const
{
    return m_transport ? m_transport->revision() : m_options.revision.value_or(Revision::V4);
}

void EngineIoClient::open(const QUrl &endpoint, EngineIoOptions options)
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Opening;
    m_endpoint = endpoint;
    m_options = options;
    const bool startsWithWebSocket =
        options.transports == Transports::WebSocket || options.transports == Transports::Automatic;
    if (startsWithWebSocket || !m_network.makeHttp)
        openWebSocket();
    else
        openPolling();
}

void EngineIoClient::openWebSocket()
{
    auto transport = std::make_unique<WebSocketTransport>(m_network.makeWebSocket());
    m_webSocket = transport.get();
    use(std::move(transport));
    const bool mayFallBack = canFallBack(Problem::TimedOut);
    m_deadline.set(mayFallBack ? webSocketPatience : connectTimeout, [this] {
        m_transport->close();
        transportEnded(Problem::TimedOut, u"no open packet"_s);
    });
    m_transport->open(webSocketUrl(m_endpoint, revision(), {}));
}

void EngineIoClient::openPolling()
{
    auto transport = std::make_unique<PollingTransport>(m_network.makeHttp());
    m_polling = transport.get();
    m_webSocket = nullptr;
    use(std::move(transport));
    m_deadline.set(connectTimeout, [this] { end(Problem::TimedOut, u"no open packet"_s); });
    m_transport->open(pollingUrl(m_endpoint, revision(), {}));
}

void EngineIoClient::use(std::unique_ptr<Transport> transport)
{
    const Revision current = revision();
    retireLater(m_transport, this);
    m_transport = std::move(transport);
    m_transport->setRevision(current);
    connect(m_transport.get(), &Transport::packetReceived, this, &EngineIoClient::receive);
    connect(m_transport.get(), &Transport::ended, this, &EngineIoClient::transportEnded);
}

void EngineIoClient::transportEnded(Problem problem, const QString &detail)
{
    if (m_state == State::Opening && m_webSocket && canFallBack(problem))
        openPolling();
    else
        end(problem, detail);
}

/// Whether what ended the WebSocket may have been something on the way that lets HTTP pass.
bool EngineIoClient::canFallBack(Problem problem) const
{
    if (m_options.transports != Transports::Automatic || !m_network.makeHttp)
        return false;
    switch (problem) {
    case Problem::TimedOut:
    case Problem::NotASocketIoServer:
    case Problem::TurnedAway:
    case Problem::HungUp:
    case Problem::Dropped:
        return true;
    default:
        return false;
    }
}

void EngineIoClient::close()
{
    m_state = State::Ended;
    m_deadline.cancel();
    m_heartbeat.stop();
    m_held.clear();
    if (m_upgrade) {
        disconnect(m_upgrade.get(), nullptr, this, nullptr);
        m_upgrade->cancel();
    }
    if (m_transport) {
        disconnect(m_transport.get(), nullptr, this, nullptr);
        m_transport->close();
    }
}

void EngineIoClient::receive(const Packet &packet)
{
    switch (m_state) {
    case State::Opening:
        return receiveOpen(packet);
    case State::LearningRevision:
        return learnRevision(packet);
    case State::Open:
        return receiveInSession(packet);
    default:
        return;
    }
}

void EngineIoClient::receiveOpen(const Packet &packet)
{
    const auto handshake =
        packet.type == PacketType::Open ? engineio::handshakeFromJson(packet.data) : std::nullopt;
    if (!handshake) {
        m_transport->close();
        return transportEnded(Problem::NotASocketIoServer, u"no open packet"_s);
    }
    m_handshake = *handshake;
    if (m_polling)
        m_polling->setSession(pollingUrl(m_endpoint, revision(), m_handshake.sid), m_handshake.maxPayload);
    // Servers that say maxPayload speak revision 4, and a poll's answer shows the revision by its form.
    if (m_polling || m_options.revision || m_handshake.maxPayload > 0)
        return becomeOpen(revision());
    m_state = State::LearningRevision;
    m_deadline.set(revisionWait, [this] { becomeOpen(Revision::V4); });
}

/// The first packet after open: servers of Socket.IO 1 and 2 connect us to "/" unasked, 3 and later wait for
/// us.
void EngineIoClient::learnRevision(const Packet &packet)
{
    const bool isUnaskedConnect =
        packet.type == PacketType::Message && !packet.binary && packet.data.startsWith('0');
    becomeOpen(isUnaskedConnect ? Revision::V3 : Revision::V4);
    receive(packet);
}

void EngineIoClient::becomeOpen(Revision revision)
{
    m_deadline.cancel();
    m_transport->setRevision(revision);
    m_state = State::Open;
    m_heartbeat.start(
        revision, m_handshake,
        [this] {
            send({PacketType::Ping, {}, false});
        },
        [this] { end(Problem::Dropped, u"ping timeout"_s); });
    const bool mayUpgrade = m_polling && m_options.transports == Transports::PollingFirst
        && m_handshake.upgrades.contains("websocket");
    if (mayUpgrade)
        startUpgrade();
    Q_EMIT opened();
}

void EngineIoClient::receiveInSession(const Packet &packet)
{
    m_heartbeat.packetReceived();
    switch (packet.type) {
    case PacketType::Ping:
        return send({PacketType::Pong, packet.data, false});
    case PacketType::Message:
        if (packet.binary)
            Q_EMIT binaryReceived(packet.data);
        else
            Q_EMIT textReceived(packet.data);
        return;
    case PacketType::Close:
        return end(Problem::Dropped, u"closed by the server"_s);
    default:
        return; // as the library does
    }
}

void EngineIoClient::startUpgrade()
{
    m_upgrade = std::make_unique<TransportUpgrade>(
        m_polling, std::make_unique<WebSocketTransport>(m_network.makeWebSocket()), m_timers);
    connect(m_upgrade.get(), &TransportUpgrade::probed, this, [this] { m_isHolding = true; });
    connect(m_upgrade.get(), &TransportUpgrade::succeeded, this, &EngineIoClient::finishUpgrade);
    connect(m_upgrade.get(), &TransportUpgrade::failed, this, [this] {
        m_isHolding = false;
        retireLater(m_upgrade, this);
        m_polling->send(std::exchange(m_held, {}));
    });
    m_upgrade->start(webSocketUrl(m_endpoint, revision(), m_handshake.sid));
}

void EngineIoClient::finishUpgrade()
{
    std::unique_ptr<WebSocketTransport> webSocket = m_upgrade->take();
    retireLater(m_upgrade, this);
    m_polling->retire();
    m_polling = nullptr;
    m_webSocket = webSocket.get();
    use(std::move(webSocket));
    m_isHolding = false;
    m_transport->send(std::exchange(m_held, {}));
    Q_EMIT upgraded();
}

void EngineIoClient::sendText(const QByteArray &utf8)
{
    if (isOpen())
        send({PacketType::Message, utf8, false});
}

void EngineIoClient::sendBinary(const QByteArray &data)
{
    if (isOpen())
        send({PacketType::Message, data, true});
}

void EngineIoClient::send(const Packet &packet)
{
    if (m_isHolding)
        m_held.append(packet);
    else
        m_transport->send({packet});
}

void EngineIoClient::end(Problem problem, const QString &detail)
{
    if (m_state == State::Ended)
        return;
    close();
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client

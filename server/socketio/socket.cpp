// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/socket.h"

#include "server/net/prefetch.h"
#include "server/socketio/client.h"
#include "server/socketio/namespace.h"
#include "server/socketio/pendingacks.h"

namespace confab::socketio {

namespace {

QString eventName(const QCborValue &name)
{
    if (name.isInteger())
        return QString::number(name.toInteger());
    return name.isDouble() ? QString::number(name.toDouble()) : name.toString();
}

} // namespace

Socket::Socket(QString id, Namespace &nsp, Client &client, Handshake handshake)
    : m_id(std::move(id))
    , m_namespace(nsp)
    , m_client(&client)
    , m_handshake(std::move(handshake))
{ }

Socket::~Socket() = default;

std::optional<engineio::SessionStats> Socket::stats() const
{
    if (!m_connected || !m_client->session())
        return std::nullopt;
    return m_client->session()->stats();
}

void Socket::on(const QString &event, EventHandler handler)
{
    m_handlers.insert_or_assign(event, std::make_shared<const EventHandler>(std::move(handler)));
}

void Socket::onAny(AnyHandler handler) { m_onAny = std::make_shared<const AnyHandler>(std::move(handler)); }

void Socket::onUnknown(UnknownHandler handler)
{
    m_onUnknown = std::make_shared<const UnknownHandler>(std::move(handler));
}

void Socket::emitEvent(const QString &event, const QCborArray &args)
{
    Q_ASSERT(!isReservedEvent(event));
    if (!m_connected || isReservedEvent(event))
        return;
    Packet packet = Packet::event(m_namespace.name(), event, args);
    QString offset;
    if (m_namespace.m_recovery)
        offset = m_namespace.m_recovery->record(packet.data.toArray(), {m_id}, {});
    m_client->send(SharedPacket(std::move(packet), std::move(offset)));
}

void Socket::emitEvents(const QList<SharedEvent> &events)
{
    if (m_connected)
        m_client->send(SharedPackets(events));
}

void Socket::emitVolatile(const QString &event, const QCborArray &args)
{
    Q_ASSERT(!isReservedEvent(event));
    if (m_connected && !isReservedEvent(event) && m_client->isWritable())
        send(Packet::event(m_namespace.name(), event, args));
}

void Socket::emitWithAck(const QString &event, const QCborArray &args, std::chrono::milliseconds timeout,
                         AckCallback callback)
{
    Q_ASSERT(!isReservedEvent(event));
    if (!m_connected || isReservedEvent(event)) {
        callback(Failure{AckError::Disconnected});
        return;
    }
    const qint64 id = m_namespace.nextAckId();
    awaitAck(id, timeout, std::move(callback));
    send(Packet::event(m_namespace.name(), event, args, id));
}

void Socket::awaitAck(qint64 id, std::chrono::milliseconds timeout, AckCallback callback)
{
    if (!m_acks)
        m_acks = std::make_unique<PendingAcks>(m_client->timers());
    m_acks->add(id, timeout, std::move(callback));
}

std::shared_ptr<Socket> Socket::restore(RestoredSession restored, Namespace &nsp, Client &client,
                                        Handshake handshake)
{
    std::shared_ptr<Socket> socket(new Socket(restored.session.id, nsp, client, std::move(handshake)));
    socket->m_data = std::move(restored.session.data);
    socket->m_recovery = {restored.session.pid, true, std::move(restored.missed), restored.session.rooms};
    return socket;
}

void Socket::keepForRecovery(DisconnectReason reason)
{
    if (m_recovery.pid.isEmpty())
        return;
    // Whoever left, or was sent away, or broke the protocol, starts anew.
    const bool isLost = reason == DisconnectReason::TransportClose
        || reason == DisconnectReason::TransportError || reason == DisconnectReason::PingTimeout
        || reason == DisconnectReason::ServerShuttingDown || reason == DisconnectReason::ForcedServerClose;
    if (isLost)
        m_namespace.m_recovery->lost(
            {m_id, m_recovery.pid, QStringList(m_rooms.begin(), m_rooms.end()), m_data});
    else
        m_namespace.m_recovery->left(m_recovery.pid);
}

void Socket::prefetch(std::size_t step) const
{
    if (step == 0)
        net::prefetch(m_client);
    else if (step == 1)
        m_client->prefetch();
    else if (const engineio::Session *session = m_client->session())
        session->prefetch(step - 2);
}

void Socket::send(const Packet &packet)
{
    if (m_connected)
        m_client->send(packet);
}

void Socket::join(const QString &room)
{
    if (!m_connected)
        return;
    m_rooms.insert(room);
    m_namespace.m_rooms.add(room, this);
}

void Socket::leave(const QString &room)
{
    if (m_rooms.erase(room) > 0)
        m_namespace.m_rooms.remove(room, this);
}

Broadcast Socket::broadcast() const { return Broadcast(m_namespace).except(m_id); }

Broadcast Socket::to(const QString &room) const { return broadcast().to(room); }

void Socket::disconnect(bool close)
{
    if (!m_connected)
        return;
    if (close) {
        m_client->disconnectAll();
        return;
    }
    const auto keep = shared_from_this();
    send(Packet{PacketType::Disconnect, m_namespace.name(), {}, QCborValue(QCborValue::Undefined)});
    m_client->remove(*this, DisconnectReason::ServerNamespaceDisconnect);
}

void Socket::packetReceived(const Packet &packet)
{
    const auto keep = shared_from_this(); // handlers may disconnect this socket
    if (packet.type == PacketType::Event)
        eventReceived(packet);
    else if (packet.type == PacketType::Ack)
        ackReceived(packet);
}

void Socket::eventReceived(const Packet &packet)
{
    QCborArray args = packet.data.toArray();
    const QString event = eventName(args.takeFirst());
    if (const auto any = m_onAny; any && *any)
        (*any)(event, args);
    if (!m_connected)
        return;
    Ack ack = packet.id ? Ack(weak_from_this(), *packet.id) : Ack();
    const auto known = m_handlers.find(event);
    if (const auto handler = known == m_handlers.end() ? nullptr : known->second; handler && *handler)
        (*handler)(args, std::move(ack));
    else if (const auto unknown = m_onUnknown; unknown && *unknown)
        (*unknown)(event, args, std::move(ack));
}

void Socket::ackReceived(const Packet &packet)
{
    if (!m_acks || !packet.id)
        return;
    if (const AckCallback callback = m_acks->take(*packet.id)) // a client may answer what nobody asked
        callback(packet.data.toArray());
}

void Socket::disconnected(DisconnectReason reason)
{
    if (!m_connected)
        return;
    const auto keep = shared_from_this();
    if (const DisconnectHandler handler = std::exchange(m_onDisconnecting, nullptr)) {
        handler(reason);
        if (!m_connected) // by the handler
            return;
    }
    keepForRecovery(reason);
    m_namespace.remove(*this);
    const DisconnectHandler handler = std::exchange(m_onDisconnect, nullptr);
    const auto acks = m_acks ? m_acks->takeAll() : QList<AckCallback>();
    abandon();
    if (handler)
        handler(reason);
    for (const AckCallback &callback : acks)
        callback(Failure{AckError::Disconnected});
}

void Socket::abandon()
{
    m_connected = false;
    m_client = nullptr;
    // Handlers that hold the socket would keep it for ever.
    m_handlers.clear();
    m_onAny.reset();
    m_onUnknown.reset();
    m_onDisconnecting = nullptr;
    m_onDisconnect = nullptr;
    m_acks.reset();
}

} // namespace confab::socketio

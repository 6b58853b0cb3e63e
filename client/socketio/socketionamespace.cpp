// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/socketio/socketionamespace.h"

#include "client/socketio/socketioclient.h"
#include "protocol/socketio/json.h"

#include <QPointer>

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;
using socketio::Packet;
using socketio::PacketType;

SocketIoNamespace::SocketIoNamespace(SocketIoClient *client, QString name)
    : QObject(client)
    , m_client(client)
    , m_name(std::move(name))
    , m_deadline(client->m_timers)
{ }

SocketIoNamespace::~SocketIoNamespace() = default;

void SocketIoNamespace::open(const QCborMap &auth)
{
    m_auth = auth;
    if (m_state == State::Connecting || m_state == State::Connected)
        return;
    m_state = State::Waiting;
    if (m_client->isOpen())
        clientOpened();
}

void SocketIoNamespace::close()
{
    if (m_state == State::Connecting || m_state == State::Connected)
        m_client->send({PacketType::Disconnect, m_name, {}, QCborValue(QCborValue::Undefined)});
    leave(State::Closed);
}

void SocketIoNamespace::leave(State next)
{
    m_state = next;
    m_deadline.cancel();
    m_acks.clear();
    m_early.clear();
    ++m_connection;
}

void SocketIoNamespace::clientOpened()
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Connecting;
    m_deadline.set(connectTimeout, [this] {
        leave(State::Closed);
        Q_EMIT connectFailed(Problem::TimedOut, u"no answer to CONNECT"_s, {});
    });
    QCborMap data = m_auth;
    if (!m_recovery.pid.isEmpty()) {
        data[u"pid"_s] = m_recovery.pid;
        if (!m_recovery.offset.isEmpty())
            data[u"offset"_s] = m_recovery.offset;
    }
    m_client->sendConnect(m_name, data);
}

void SocketIoNamespace::clientEnded()
{
    if (m_state != State::Closed)
        leave(State::Waiting);
}

bool SocketIoNamespace::sendEvent(const QString &name, const QCborArray &args)
{
    return isConnected() && m_client->send(Packet::event(m_name, name, args));
}

bool SocketIoNamespace::sendEvent(const QString &name, const QCborArray &args, AckHandler handler)
{
    const qint64 id = m_nextAck;
    if (!isConnected() || !m_client->send(Packet::event(m_name, name, args, id)))
        return false;
    ++m_nextAck;
    PendingAck &pending = m_acks[id];
    pending.handler = std::move(handler);
    pending.deadline = std::make_unique<Deadline>(m_client->m_timers);
    if (pending.handler.timedOut) {
        const auto timedOut = pending.handler.timedOut;
        pending.deadline->set(pending.handler.timeout, timedOut);
    }
    return true;
}

void SocketIoNamespace::receive(const Packet &packet)
{
    switch (packet.type) {
    case PacketType::Connect:
        return receiveConnect(packet);
    case PacketType::ConnectError:
        return receiveConnectError(packet);
    case PacketType::Disconnect:
        if (m_state != State::Connecting && m_state != State::Connected)
            return;
        leave(State::Closed);
        Q_EMIT disconnectedByServer();
        return;
    case PacketType::Event:
        return receiveEvent(packet);
    case PacketType::Ack:
        return receiveAck(packet);
    default:
        return;
    }
}

void SocketIoNamespace::receiveConnect(const Packet &packet)
{
    if (m_state != State::Connecting)
        return;
    const QCborMap data = packet.data.toMap();
    const QString pid = data.value("pid"_L1).toString();
    m_id = m_client->revision() == engineio::Revision::V4 ? data.value("sid"_L1).toString() : oldId();
    m_recovered = !pid.isEmpty() && pid == m_recovery.pid;
    if (!m_recovered)
        m_recovery = {pid, {}};
    m_deadline.cancel();
    m_state = State::Connected;
    const quint64 connection = m_connection;
    const QList<Packet> early = std::exchange(m_early, {});
    Q_EMIT connected();
    for (const Packet &event : early) {
        if (m_connection == connection)
            receiveEvent(event);
    }
}

/// As clients of Socket.IO 1 and 2 make it.
QString SocketIoNamespace::oldId() const
{
    const QString sid = QString::fromUtf8(m_client->sid());
    return m_name == "/"_L1 ? sid : m_name + u'#' + sid;
}

void SocketIoNamespace::receiveConnectError(const Packet &packet)
{
    if (m_state != State::Connecting)
        return;
    leave(State::Closed);
    // Protocol 5 sends {message,data}; before it, the message or what the middleware likes.
    const QCborMap error = packet.data.toMap();
    const bool hasMessage = error.value("message"_L1).isString();
    if (packet.data.isString())
        Q_EMIT connectFailed(Problem::RejectedByServer, packet.data.toString(), {});
    else if (hasMessage)
        Q_EMIT connectFailed(Problem::RejectedByServer, error.value("message"_L1).toString(),
                             error.value("data"_L1));
    else
        Q_EMIT connectFailed(Problem::RejectedByServer, QString::fromUtf8(socketio::toJson(packet.data)),
                             packet.data);
}

void SocketIoNamespace::receiveEvent(const Packet &packet)
{
    if (m_state == State::Connecting) // node's server gives us what we missed before it answers CONNECT
        m_early.append(packet);
    QCborArray args = packet.data.toArray();
    if (!isConnected() || args.isEmpty())
        return;
    const QString name = args.takeFirst().toString();
    if (!m_recovery.pid.isEmpty() && !args.isEmpty() && args.last().isString())
        m_recovery.offset = args.last().toString();
    Q_EMIT eventReceived(name, args, packet.id ? replyTo(*packet.id) : AckReply());
}

AckReply SocketIoNamespace::replyTo(qint64 id)
{
    const auto isAnswered = std::make_shared<bool>(false);
    return [isAnswered, id, self = QPointer(this), connection = m_connection](const QCborArray &args) {
        if (std::exchange(*isAnswered, true) || !self || !self->isConnected()
            || self->m_connection != connection)
            return;
        self->m_client->send(Packet::ack(self->m_name, id, args));
    };
}

void SocketIoNamespace::receiveAck(const Packet &packet)
{
    const auto found = m_acks.find(packet.id.value_or(-1));
    if (found == m_acks.end())
        return;
    const auto answered = found->second.handler.answered; // it may close us
    m_acks.erase(found);
    if (answered)
        answered(packet.data.toArray());
}

} // namespace confab::client

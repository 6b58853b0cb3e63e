// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/socketioclient.h"

#include "protocol/socketio/encoder.h"

namespace confab::client {

using namespace Qt::StringLiterals;
using socketio::PacketType;

SocketIoClient::SocketIoClient(std::unique_ptr<Transport> transport, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_timers(timers)
    , m_engine(std::move(transport), timers)
    , m_deadline(timers)
{
    connect(&m_engine, &EngineIoClient::opened, this, &SocketIoClient::sendConnect);
    connect(&m_engine, &EngineIoClient::textReceived, this,
            [this](const QByteArray &utf8) { receive(m_decoder.addText(utf8)); });
    connect(&m_engine, &EngineIoClient::binaryReceived, this,
            [this](const QByteArray &data) { receive(m_decoder.addBinary(data)); });
    connect(&m_engine, &EngineIoClient::ended, this, &SocketIoClient::end);
}

SocketIoClient::~SocketIoClient() = default;

void SocketIoClient::open(const QUrl &url, const QCborMap &auth)
{
    m_auth = auth;
    m_engine.open(url);
}

bool SocketIoClient::sendEvent(const QString &name, const QCborArray &args)
{
    return send(socketio::Packet::event(u"/"_s, name, args));
}

bool SocketIoClient::sendEvent(const QString &name, const QCborArray &args, AckHandler handler)
{
    const qint64 id = m_nextAck;
    if (!send(socketio::Packet::event(u"/"_s, name, args, id)))
        return false;
    ++m_nextAck;
    PendingAck &pending = m_acks[id];
    pending.handler = std::move(handler);
    pending.deadline = std::make_unique<Deadline>(m_timers);
    if (pending.handler.timedOut) {
        const auto timedOut = pending.handler.timedOut;
        pending.deadline->set(pending.handler.timeout, timedOut);
    }
    return true;
}

void SocketIoClient::close()
{
    m_ended = true;
    m_connected = false;
    m_deadline.cancel();
    m_acks.clear();
    disconnect(&m_engine, nullptr, this, nullptr);
    m_engine.close();
}

void SocketIoClient::sendConnect()
{
    socketio::Packet packet;
    packet.type = PacketType::Connect;
    if (!m_auth.isEmpty())
        packet.data = m_auth;
    m_deadline.set(connectTimeout, [this] { end(Problem::TimedOut, u"no answer to CONNECT"_s); });
    m_engine.sendText(socketio::encode(packet).text);
}

bool SocketIoClient::send(const socketio::Packet &packet)
{
    Q_ASSERT(m_connected);
    const socketio::EncodedPacket encoded = socketio::encode(packet);
    const qint64 limit = m_engine.handshake().maxPayload; // 0: the server did not say
    const qint64 size = 1 + encoded.text.size(); // with Engine.IO's type
    if (limit > 0 && size > limit)
        return false;
    m_engine.sendText(encoded.text);
    for (const QByteArray &attachment : encoded.attachments)
        m_engine.sendBinary(attachment);
    return true;
}

void SocketIoClient::receive(const socketio::Decoder::Outcome &outcome)
{
    if (!outcome)
        end(m_connected ? Problem::Dropped : Problem::NotASocketIoServer, u"malformed packet"_s);
    else if (*outcome && (*outcome)->nsp == "/"_L1)
        receivePacket(**outcome);
}

void SocketIoClient::receivePacket(const socketio::Packet &packet)
{
    switch (packet.type) {
    case PacketType::Connect:
        if (m_connected)
            return;
        if (!packet.data.toMap().contains("sid"_L1)) // a server of protocol 4 or older
            return end(Problem::NotASocketIoServer, u"unsupported protocol revision"_s);
        m_deadline.cancel();
        m_connected = true;
        Q_EMIT connected();
        return;
    case PacketType::ConnectError:
        return receiveConnectError(packet);
    case PacketType::Disconnect:
        return end(Problem::ServerClosed, {});
    case PacketType::Event:
        return receiveEvent(packet);
    case PacketType::Ack:
        return receiveAck(packet);
    default:
        return;
    }
}

void SocketIoClient::receiveConnectError(const socketio::Packet &packet)
{
    const QString message =
        packet.data.isString() ? packet.data.toString() : packet.data.toMap().value("message"_L1).toString();
    end(Problem::RejectedByServer, message);
}

void SocketIoClient::receiveEvent(const socketio::Packet &packet)
{
    QCborArray args = packet.data.toArray();
    if (!m_connected || args.isEmpty())
        return;
    const QString name = args.takeFirst().toString();
    Q_EMIT eventReceived(name, args);
}

void SocketIoClient::receiveAck(const socketio::Packet &packet)
{
    const auto found = m_acks.find(packet.id.value_or(-1));
    if (found == m_acks.end())
        return;
    const auto answered = found->second.handler.answered; // it may close us
    m_acks.erase(found);
    if (answered)
        answered(packet.data.toArray());
}

void SocketIoClient::end(Problem problem, const QString &detail)
{
    if (m_ended)
        return;
    close();
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/engineioclient.h"

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::PacketType;

EngineIoClient::EngineIoClient(std::unique_ptr<Transport> transport, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_deadline(timers)
{
    connect(m_transport.get(), &Transport::textReceived, this, &EngineIoClient::receiveText);
    connect(m_transport.get(), &Transport::binaryReceived, this, &EngineIoClient::receiveBinary);
    connect(m_transport.get(), &Transport::ended, this, &EngineIoClient::end);
}

EngineIoClient::~EngineIoClient() = default;

void EngineIoClient::open(const QUrl &url)
{
    m_deadline.set(connectTimeout, [this] { end(Problem::TimedOut, u"no open packet"_s); });
    m_transport->open(url);
}

void EngineIoClient::sendText(const QByteArray &utf8)
{
    if (isOpen())
        m_transport->sendText(engineio::encodeText(PacketType::Message, utf8));
}

void EngineIoClient::sendBinary(const QByteArray &data)
{
    if (isOpen())
        m_transport->sendBinary(data);
}

void EngineIoClient::close()
{
    m_state = State::Ended;
    m_deadline.cancel();
    disconnect(m_transport.get(), nullptr, this, nullptr);
    m_transport->close();
}

void EngineIoClient::receiveText(const QByteArray &utf8)
{
    const auto packet = engineio::decodeText(utf8);
    if (m_state == State::Opening) {
        if (packet && packet->type == PacketType::Open)
            receiveOpen(*packet);
        else
            end(Problem::NotASocketIoServer, u"no open packet"_s);
        return;
    }
    if (!packet)
        return end(Problem::Dropped, u"malformed packet"_s);
    awaitHeartbeat();
    switch (packet->type) {
    case PacketType::Ping:
        m_transport->sendText(engineio::encodeText(PacketType::Pong, packet->data));
        break;
    case PacketType::Message:
        Q_EMIT textReceived(packet->data);
        break;
    case PacketType::Close:
        end(Problem::Dropped, u"closed by the server"_s);
        break;
    default:
        break; // as the library does
    }
}

void EngineIoClient::receiveBinary(const QByteArray &data)
{
    if (m_state == State::Opening)
        return end(Problem::NotASocketIoServer, u"no open packet"_s);
    awaitHeartbeat();
    Q_EMIT binaryReceived(data);
}

void EngineIoClient::receiveOpen(const engineio::Packet &packet)
{
    const auto handshake = engineio::handshakeFromJson(packet.data);
    if (!handshake)
        return end(Problem::NotASocketIoServer, u"malformed open packet"_s);
    m_handshake = *handshake;
    m_state = State::Open;
    awaitHeartbeat();
    Q_EMIT opened();
}

void EngineIoClient::awaitHeartbeat()
{
    // Anything that comes shows that the server lives.
    m_deadline.set(m_handshake.pingInterval + m_handshake.pingTimeout,
                   [this] { end(Problem::Dropped, u"ping timeout"_s); });
}

void EngineIoClient::end(Problem problem, const QString &detail)
{
    if (m_state == State::Ended)
        return;
    close();
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client

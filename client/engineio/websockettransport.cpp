// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/websockettransport.h"

#include "protocol/engineio/payloadrevision3.h"

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::Packet;
using engineio::PacketType;
using engineio::Revision;

WebSocketTransport::WebSocketTransport(std::unique_ptr<WebSocketChannel> channel, QObject *parent)
    : Transport(parent)
    , m_channel(std::move(channel))
{
    connect(m_channel.get(), &WebSocketChannel::opened, this, &WebSocketTransport::opened);
    connect(m_channel.get(), &WebSocketChannel::textReceived, this, &WebSocketTransport::receiveText);
    connect(m_channel.get(), &WebSocketChannel::binaryReceived, this, &WebSocketTransport::receiveBinary);
    connect(m_channel.get(), &WebSocketChannel::ended, this, &WebSocketTransport::end);
}

WebSocketTransport::~WebSocketTransport() = default;

void WebSocketTransport::open(const QUrl &url) { m_channel->open(url); }

void WebSocketTransport::send(const QList<Packet> &packets)
{
    for (const Packet &packet : packets) {
        if (!packet.binary)
            m_channel->sendText(engineio::encodeText(packet.type, packet.data));
        else if (revision() == Revision::V3)
            m_channel->sendBinary(engineio::revision3::encodeBinaryFrame(packet.data));
        else
            m_channel->sendBinary(packet.data);
    }
}

void WebSocketTransport::close()
{
    disconnect(m_channel.get(), nullptr, this, nullptr);
    m_channel->close();
}

void WebSocketTransport::receiveText(const QByteArray &utf8) { receive(engineio::decodeText(utf8)); }

void WebSocketTransport::receiveBinary(const QByteArray &data)
{
    if (revision() == Revision::V3)
        receive(engineio::revision3::decodeBinaryFrame(data));
    else
        receive(Packet{PacketType::Message, data, true});
}

void WebSocketTransport::receive(const std::optional<Packet> &packet)
{
    const bool isFirst = std::exchange(m_isFirst, false);
    if (packet)
        Q_EMIT packetReceived(*packet);
    else
        end(isFirst ? Problem::NotASocketIoServer : Problem::Dropped, u"malformed packet"_s);
}

void WebSocketTransport::end(Problem problem, const QString &detail)
{
    close();
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client

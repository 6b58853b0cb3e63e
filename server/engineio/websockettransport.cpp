// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/websockettransport.h"

#include "protocol/engineio/payloadrevision3.h"
#include "server/engineio/lingeringchannels.h"
#include "server/engineio/pollformat.h"
#include "server/net/prefetch.h"

namespace confab::engineio {

namespace {

// RFC 6455 7.4.1.
quint16 closeCode(CloseReason reason)
{
    switch (reason) {
    case CloseReason::ShuttingDown:
        return 1001;
    case CloseReason::ParseError:
    case CloseReason::TransportError:
        return 1002;
    default:
        return 1000;
    }
}

} // namespace

WebSocketTransport::WebSocketTransport(TransportListener &listener,
                                       std::unique_ptr<net::WebSocketChannel> channel,
                                       LingeringChannels &lingering, Revision revision)
    : m_listener(listener)
    , m_channel(std::move(channel))
    , m_lingering(lingering)
    , m_revision(revision)
    , m_base64(wantsBase64(http::parseQuery(m_channel->handshake().query())))
{
    m_channel->setReceiver(this);
}

WebSocketTransport::~WebSocketTransport() = default;

void WebSocketTransport::send(const OutgoingBatch &batch)
{
    for (const QByteArray &piece : batch.frames(m_revision, m_base64))
        m_channel->sendEncoded(piece);
}

void WebSocketTransport::prefetch(std::size_t step) const
{
    if (!m_channel)
        return;
    if (step == 0)
        net::prefetch(*m_channel);
    else
        m_channel->prefetch(step - 1);
}

void WebSocketTransport::close(CloseReason reason)
{
    if (m_channel)
        m_lingering.close(std::move(m_channel), closeCode(reason));
}

void WebSocketTransport::pause(std::chrono::milliseconds duration)
{
    if (m_channel)
        m_channel->pauseReading(duration);
}

void WebSocketTransport::textReceived(const QByteArray &utf8)
{
    if (const auto packet =
            m_revision == Revision::V3 ? revision3::decodeTextFrame(utf8) : decodePayloadPacket(utf8))
        m_listener.packetReceived(*packet);
    else
        m_listener.transportFailed(CloseReason::ParseError);
}

void WebSocketTransport::binaryReceived(const QByteArray &data)
{
    const auto packet = m_revision == Revision::V3 ? revision3::decodeBinaryFrame(data)
                                                   : std::optional(Packet{PacketType::Message, data, true});
    if (packet)
        m_listener.packetReceived(*packet);
    else
        m_listener.transportFailed(CloseReason::ParseError);
}

void WebSocketTransport::closed(quint16, const QByteArray &)
{
    const auto gone = std::move(m_channel);
    m_listener.transportFailed(CloseReason::TransportClose);
}

} // namespace confab::engineio

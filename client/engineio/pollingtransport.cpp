// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/pollingtransport.h"

#include "client/engineio/refusal.h"
#include "client/engineio/urls.h"
#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloadrevision3.h"

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::Packet;
using engineio::PacketType;
using engineio::Revision;

namespace {

/// Of a server that did not say: what node's takes.
constexpr qint64 usualMaxPayload = 1'000'000;

bool isBinaryPayload(const HttpAnswer &answer)
{
    return answer.contentType.startsWith("application/octet-stream");
}

/// Revision 3 starts with a length, 4 with the packet's type and JSON.
bool isRevision3(const HttpAnswer &answer)
{
    return isBinaryPayload(answer) || !answer.body.startsWith("0{");
}

} // namespace

PollingTransport::PollingTransport(std::unique_ptr<HttpChannel> channel, QObject *parent)
    : Transport(parent)
    , m_channel(std::move(channel))
{
    connect(m_channel.get(), &HttpChannel::getAnswered, this, &PollingTransport::receivePoll);
    connect(m_channel.get(), &HttpChannel::postAnswered, this, &PollingTransport::receivePosted);
}

PollingTransport::~PollingTransport() = default;

void PollingTransport::open(const QUrl &url)
{
    m_url = url;
    poll();
}

void PollingTransport::setSession(const QUrl &url, qint64 maxPayload)
{
    m_url = url;
    m_maxPayload = maxPayload > 0 ? maxPayload : usualMaxPayload;
    m_isOpen = true;
}

void PollingTransport::send(const QList<Packet> &packets)
{
    m_queue.append(packets);
    postQueue();
}

void PollingTransport::close()
{
    if (m_isOpen && !m_ended) {
        m_queue.append({PacketType::Close, {}, false});
        m_maxPayload = std::numeric_limits<qint64>::max(); // it is the last one
        const QByteArray last = takeBatch();
        retire();
        m_channel->close(withTimestamp(m_url, ++m_requests), last);
    } else {
        retire();
        m_channel->close({}, {});
    }
}

void PollingTransport::pause()
{
    m_isPaused = true;
    tellIfPaused();
}

void PollingTransport::resume()
{
    m_isPaused = false;
    if (!m_isPolling)
        poll();
}

void PollingTransport::retire()
{
    m_ended = true;
    disconnect(m_channel.get(), nullptr, this, nullptr);
}

void PollingTransport::poll()
{
    m_isPolling = true;
    m_channel->get(withTimestamp(m_url, ++m_requests));
}

void PollingTransport::postQueue()
{
    if (m_queue.isEmpty() || m_isPosting || !m_isOpen || m_ended)
        return;
    m_isPosting = true;
    m_channel->post(withTimestamp(m_url, ++m_requests), takeBatch());
}

/// As many packets as the server takes at once, at least one.
QByteArray PollingTransport::takeBatch()
{
    QByteArray body;
    while (!m_queue.isEmpty()) {
        const Packet &next = m_queue.constFirst();
        QByteArray encoded;
        if (revision() == Revision::V3) {
            encoded = engineio::revision3::encodeTextPacket(next);
        } else {
            encoded = engineio::encodePayloadPacket(next);
            if (!body.isEmpty())
                encoded.prepend('\x1e');
        }
        if (!body.isEmpty() && body.size() + encoded.size() > m_maxPayload)
            break;
        body.append(encoded);
        m_queue.removeFirst();
    }
    return body;
}

std::optional<QList<Packet>> PollingTransport::decode(const HttpAnswer &answer)
{
    if (!m_isOpen && isRevision3(answer))
        setRevision(Revision::V3);
    if (revision() == Revision::V4) {
        auto packets = engineio::decodePayload(answer.body);
        return packets ? std::optional(std::move(*packets)) : std::nullopt;
    }
    const bool isBinary = isBinaryPayload(answer);
    auto packets = isBinary ? engineio::revision3::decodeBinaryPayload(answer.body)
                            : engineio::revision3::decodeTextPayload(answer.body);
    if (!packets)
        return std::nullopt;
    if (!isBinary) {
        for (Packet &packet : *packets) {
            if (!packet.binary)
                packet.data = m_doubleEncoding.undo(std::move(packet.data));
        }
    }
    return std::move(*packets);
}

void PollingTransport::receivePoll(const HttpAnswer &answer)
{
    m_isPolling = false;
    if (answer.problem != Problem::None || answer.status != 200) {
        const Refusal refusal = refusalOf(answer, m_isOpen);
        return end(refusal.problem, refusal.detail);
    }
    const bool wasOpen = m_isOpen;
    const auto packets = decode(answer);
    if (!packets)
        return end(wasOpen ? Problem::Dropped : Problem::NotASocketIoServer, u"malformed payload"_s);
    for (const Packet &packet : *packets) {
        Q_EMIT packetReceived(packet);
        if (m_ended)
            return;
    }
    if (!m_isOpen)
        return end(Problem::NotASocketIoServer, u"no open packet"_s);
    if (m_isPaused)
        tellIfPaused();
    else if (!m_isPolling)
        poll();
}

void PollingTransport::receivePosted(const HttpAnswer &answer)
{
    m_isPosting = false;
    if (answer.problem != Problem::None || answer.status != 200) {
        const Refusal refusal = refusalOf(answer, true);
        return end(refusal.problem, refusal.detail);
    }
    postQueue();
    tellIfPaused();
}

void PollingTransport::tellIfPaused()
{
    if (m_isPaused && !m_isPolling && !m_isPosting && !m_ended)
        Q_EMIT paused();
}

void PollingTransport::end(Problem problem, const QString &detail)
{
    retire();
    m_channel->close({}, {});
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client

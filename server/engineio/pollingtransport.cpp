// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/pollingtransport.h"

#include "protocol/engineio/payload.h"

#include <utility>

namespace confab::engineio {

namespace {

http::Response answer(int status, QByteArray contentType = {}, QByteArray body = {})
{
    http::Response response{status, {{"Cache-Control", "no-store"}}, std::move(body)};
    if (!contentType.isEmpty())
        response.headers.add("Content-Type", std::move(contentType));
    return response;
}

http::Response pollAnswer(QByteArray payload)
{
    return answer(200, "text/plain; charset=UTF-8", std::move(payload));
}

bool hasBinaryBody(const http::RequestHead &head)
{
    const QByteArray mediaType = head.headers.value("Content-Type").split(';').constFirst().trimmed();
    return mediaType.compare("application/octet-stream", Qt::CaseInsensitive) == 0;
}

} // namespace

PollingTransport::PollingTransport(TransportListener &listener, qint64 maxPayload)
    : m_listener(listener)
    , m_maxPayload(maxPayload)
{ }

PollingTransport::~PollingTransport() = default;

void PollingTransport::handle(std::unique_ptr<net::HttpExchange> exchange)
{
    const QByteArray method = exchange->request().head.method;
    if (method == "GET") {
        handlePoll(std::move(exchange));
    } else if (method == "POST") {
        handlePost(*exchange);
    } else {
        http::Response response = answer(405);
        response.headers.add("Allow", "GET, POST");
        exchange->respond(std::move(response));
    }
}

void PollingTransport::handlePoll(std::unique_ptr<net::HttpExchange> exchange)
{
    if (m_poll) { // the session is over, and closing it answers the first poll
        m_listener.transportFailed(CloseReason::TransportError);
        exchange->respond(answer(400));
        return;
    }
    m_poll = std::move(exchange);
    m_poll->setAbortHandler([this] {
        const auto gone = std::move(m_poll);
        m_listener.transportFailed(CloseReason::TransportError);
    });
    m_listener.transportReady();
}

void PollingTransport::handlePost(net::HttpExchange &exchange)
{
    const http::Request &request = exchange.request();
    if (request.body.size() > m_maxPayload) { // node lets the session live
        exchange.respond(answer(413));
        return;
    }
    m_bytesIn += static_cast<quint64>(request.body.size());
    const int status = receive(request);
    exchange.respond(status == 200 ? answer(200, "text/html", "ok") : answer(status));
}

int PollingTransport::receive(const http::Request &request)
{
    if (hasBinaryBody(request.head)) { // revision 3 only
        m_listener.transportFailed(CloseReason::TransportError);
        return 400;
    }
    const auto packets = decodePayload(request.body);
    if (!packets) {
        m_listener.transportFailed(CloseReason::ParseError);
        return 400;
    }
    for (const Packet &packet : *packets) {
        switch (m_listener.packetReceived(packet)) {
        case Verdict::Accepted:
            break;
        case Verdict::Ended:
            return 200;
        case Verdict::Refused:
            return 400;
        }
    }
    return 200;
}

void PollingTransport::send(const QList<OutgoingPacketPtr> &packets)
{
    Q_ASSERT(m_poll && !packets.isEmpty());
    QByteArray payload = packets.first()->payloadForm();
    for (qsizetype i = 1; i < packets.size(); ++i) {
        payload.append('\x1e');
        payload.append(packets.at(i)->payloadForm());
    }
    m_bytesOut += static_cast<quint64>(payload.size());
    std::exchange(m_poll, nullptr)->respond(pollAnswer(std::move(payload)));
}

void PollingTransport::releasePoll()
{
    if (m_poll)
        send({OutgoingPacket::control(PacketType::Noop)});
}

void PollingTransport::close(CloseReason reason)
{
    if (!m_poll)
        return;
    // A client that closed by itself gets its poll back without a packet that closes.
    if (reason == CloseReason::TransportClose)
        releasePoll();
    else
        send({OutgoingPacket::control(PacketType::Close)});
}

} // namespace confab::engineio

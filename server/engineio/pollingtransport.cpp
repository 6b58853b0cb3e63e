// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/pollingtransport.h"

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

} // namespace

PollingTransport::PollingTransport(TransportListener &listener, Revision revision, qint64 maxPayload,
                                   net::Timers &timers)
    : m_listener(listener)
    , m_revision(revision)
    , m_maxPayload(maxPayload)
    , m_pause(timers)
{ }

PollingTransport::~PollingTransport() { answerHeldPost(); }

void PollingTransport::handle(std::unique_ptr<net::HttpExchange> exchange, PollFormat format)
{
    const QByteArray method = exchange->request().head.method;
    if (method == "GET") {
        handlePoll(std::move(exchange), std::move(format));
    } else if (method == "POST") {
        handlePost(std::move(exchange), format);
    } else {
        http::Response response = answer(405);
        response.headers.add("Allow", "GET, POST");
        exchange->respond(std::move(response));
    }
}

void PollingTransport::handlePoll(std::unique_ptr<net::HttpExchange> exchange, PollFormat format)
{
    if (m_poll) { // the session is over, and closing it answers the first poll
        m_listener.transportFailed(CloseReason::TransportError);
        exchange->respond(answer(400));
        return;
    }
    m_poll.emplace(Poll{std::move(exchange), std::move(format)});
    m_poll->exchange->setAbortHandler([this] {
        const auto gone = std::exchange(m_poll, std::nullopt);
        m_listener.transportFailed(CloseReason::TransportError);
    });
    m_listener.transportReady();
}

void PollingTransport::handlePost(std::unique_ptr<net::HttpExchange> exchange, const PollFormat &format)
{
    const http::Request &request = exchange->request();
    if (isPaused()) { // like any other POST before the answer to the last one
        m_listener.transportFailed(CloseReason::TransportError);
        exchange->respond(answer(400));
        return;
    }
    if (request.body.size() > m_maxPayload) { // node lets the session live
        exchange->respond(answer(413));
        return;
    }
    m_bytesIn += static_cast<quint64>(request.body.size());
    const int status = receive(request, format);
    if (status != 200) {
        exchange->respond(answer(status));
        return;
    }
    m_heldPost = std::move(exchange);
    if (isPaused()) // not resumed early when its client hangs up: it may come back with the next POST
        m_heldPost->setAbortHandler([this] { const auto gone = std::move(m_heldPost); });
    else
        answerHeldPost();
}

void PollingTransport::pause(std::chrono::milliseconds duration)
{
    m_pause.set(duration, [this] { answerHeldPost(); });
}

void PollingTransport::answerHeldPost()
{
    if (const auto post = std::move(m_heldPost))
        post->respond(answer(200, "text/html", "ok"));
}

int PollingTransport::receive(const http::Request &request, const PollFormat &format)
{
    if (m_revision == Revision::V4 && hasBinaryBody(request.head)) {
        m_listener.transportFailed(CloseReason::TransportError);
        return 400;
    }
    auto packets = format.read(request);
    if (!packets) {
        m_listener.transportFailed(CloseReason::ParseError);
        return 400;
    }
    const bool mayBeEncodedTwice = m_revision == Revision::V3 && !hasBinaryBody(request.head);
    for (Packet &packet : *packets) {
        if (mayBeEncodedTwice && !packet.binary)
            packet.data = m_doubleEncoding.undo(std::move(packet.data));
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

void PollingTransport::send(const OutgoingBatch &batch)
{
    Q_ASSERT(m_poll && !batch.isEmpty());
    const auto poll = std::exchange(m_poll, std::nullopt);
    http::Response response = poll->format.answer(batch.packets());
    m_bytesOut += static_cast<quint64>(response.body.size());
    poll->exchange->respond(std::move(response));
}

void PollingTransport::releasePoll()
{
    if (m_poll)
        send({OutgoingPacket::control(PacketType::Noop)});
}

void PollingTransport::close(CloseReason reason)
{
    m_pause.cancel();
    answerHeldPost();
    if (!m_poll)
        return;
    // A client that closed by itself gets its poll back without a packet that closes.
    if (reason == CloseReason::TransportClose)
        releasePoll();
    else
        send({OutgoingPacket::control(PacketType::Close)});
}

} // namespace confab::engineio

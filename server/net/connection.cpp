// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/connection.h"

#include "protocol/http/responsewriter.h"
#include "protocol/websocket/handshake.h"
#include "server/net/connectionexchange.h"
#include "server/net/tlsredirect.h"
#include "server/net/tlsstream.h"
#include "server/net/websocketconnection.h"

#include <QLoggingCategory>

#include <algorithm>

namespace confab::net {

namespace {
Q_LOGGING_CATEGORY(logConnection, "confab.net.connection", QtInfoMsg)
constexpr qint64 readChunkBytes = 64 * 1024;
/// Pipelined requests are answered without a pause while no more than this waits for the peer to read.
constexpr qint64 sendAheadBytes = 64 * 1024;
} // namespace

Connection::Connection(std::unique_ptr<StreamBase> stream, Services services, bool full, Tally::Share share)
    : m_services(services)
    , m_stream(std::move(stream))
    , m_share(std::move(share))
    , m_full(full)
    , m_deadline(services.timers)
    , m_output(services.timers, services.limits, [this] { dropSlowReader(); })
{
    m_stream->setListener(this);
    startHeadClock(); // from the accept on: a peer that says nothing is not waited for
}

Connection::~Connection()
{
    abandonUpgrade();
    abortBody();
    if (m_exchange)
        std::exchange(m_exchange, nullptr)->abort();
}

void Connection::shutDown()
{
    m_shuttingDown = true;
    abandonUpgrade();
    if (m_phase == Phase::Reading || m_phase == Phase::Sending || m_phase == Phase::Upgrading
        || m_phase == Phase::Leaving)
        close();
}

void Connection::readable()
{
    if (m_phase == Phase::Lingering || m_phase == Phase::Closing || m_phase == Phase::Streaming) {
        while (m_stream->bytesAvailable() > 0)
            (void)m_stream->read(readChunkBytes);
        return;
    }
    process();
}

void Connection::drained()
{
    if (m_phase == Phase::Sending) {
        awaitRequest();
        process();
    } else if (m_phase == Phase::Leaving) {
        leaveSoon();
    } else if (m_phase == Phase::Lingering) {
        if (m_peerFinished)
            close();
        else
            m_deadline.set(m_services.limits.closeGrace, [this] { close(); });
    }
}

void Connection::peerFinished()
{
    m_peerFinished = true;
    if (m_phase == Phase::Reading) {
        process();
    } else if (m_phase == Phase::Answering || m_phase == Phase::Streaming) {
        abortIfHeld();
    } else if (m_phase == Phase::Lingering && m_stream->bytesQueued() == 0) {
        close();
    }
}

/// A browser that leaves a long poll looks like a peer that has finished: whoever holds one is told.
void Connection::abortIfHeld()
{
    if (!m_exchange || !m_exchange->isWatched())
        return;
    std::exchange(m_exchange, nullptr)->abort();
    close();
}

bool Connection::nothingFollows() const
{
    return m_peerFinished && m_buffer.isEmpty() && m_stream->bytesAvailable() == 0;
}

void Connection::endOfRequests()
{
    if (m_parser.isIdle())
        close();
    else
        refuse(400, QByteArrayLiteral("The request ends too early"));
}

void Connection::disconnected()
{
    abortBody();
    if (m_exchange)
        std::exchange(m_exchange, nullptr)->abort();
    finish();
}

void Connection::process()
{
    if (std::exchange(m_processing, true))
        return; // a handler answered at once: the loop below goes on
    while (m_phase == Phase::Reading) {
        if (!readStep())
            break;
    }
    m_processing = false;
    if (m_phase == Phase::Reading && nothingFollows())
        endOfRequests();
}

bool Connection::readStep()
{
    if (m_stream->bytesAvailable() > 0 && m_buffer.size() < readChunkBytes)
        m_buffer += m_stream->read(readChunkBytes);
    if ((m_buffer.isEmpty() && m_parser.isIdle()) || refuseTls())
        return false;
    const qsizetype before = m_buffer.size();
    switch (m_parser.feed(m_buffer)) {
    case http::RequestParser::Progress::NeedMore:
        if (!m_headClockRuns && !m_parser.isIdle())
            startHeadClock();
        return m_stream->bytesAvailable() > 0
            && (m_buffer.size() < before || m_buffer.size() < readChunkBytes);
    case http::RequestParser::Progress::HeadComplete:
        headArrived();
        return true;
    case http::RequestParser::Progress::RequestComplete:
        requestArrived();
        return true;
    case http::RequestParser::Progress::Failed:
        refuse(m_parser.error().status, m_parser.error().detail);
        return false;
    }
    return false;
}

void Connection::headArrived()
{
    m_head = m_parser.head();
    m_peer = m_services.handler.identify(m_head, m_stream->peer());
    if (m_full) {
        refuse(503, QByteArrayLiteral("This server is full, try again later"));
        return;
    }
    if (m_services.isTlsOnly && !m_stream->peer().secure) {
        refuse(redirectToTls(m_head));
        return;
    }
    if (const auto home = m_services.dealer ? m_services.handler.homeOf(m_head) : std::nullopt) {
        leaveFor(*home);
        return;
    }
    if (m_head.isWebSocketUpgrade()) {
        beginUpgrade();
        return;
    }
    const qint64 limit = m_services.handler.bodyLimit(m_head);
    m_parser.setBodyLimit(limit);
    if (m_parser.hasBody()) {
        if (!beginBody())
            return;
        const qint64 length = m_parser.contentLength();
        m_bodyBegan = m_services.timers.now();
        watchBody(m_services.limits.transferDeadline(std::clamp<qint64>(length, 0, limit)));
        if (m_parser.expectsContinue() && length <= limit)
            m_stream->write(QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n"));
    }
}

/// A peer that speaks TLS would not understand an answer.
bool Connection::refuseTls()
{
    if (m_stream->peer().secure || !m_parser.isIdle() || m_buffer.isEmpty() || !beginsTls(m_buffer.front()))
        return false;
    qCInfo(logConnection) << "client" << m_stream->peer().connectionId
                          << "wants TLS (https), and this port speaks plain http only";
    linger();
    return true;
}

void Connection::watchBody(std::chrono::milliseconds time)
{
    m_deadline.set(m_bodyBegan + time - m_services.timers.now(), [this, time] {
        // Chunks announce no size: what has come of them says how long they may take.
        const auto earned = m_services.limits.transferDeadline(m_parser.bodyBytes());
        if (earned > time)
            watchBody(earned);
        else
            refuse(408, QByteArrayLiteral("The body took too long"));
    });
}

bool Connection::beginBody()
{
    BodyDecision decision = m_services.handler.bodyBegins(m_head, m_peer);
    if (decision.refusal) {
        refuse(*decision.refusal);
        return false;
    }
    m_body = std::move(decision.pending);
    return true;
}

void Connection::abortBody()
{
    if (const auto body = std::move(m_body))
        body->aborted();
}

void Connection::requestArrived()
{
    m_body.reset();
    m_phase = Phase::Answering;
    m_deadline.cancel();
    auto exchange = std::make_unique<Exchange>(this, m_parser.takeRequest(), m_peer);
    m_exchange = exchange.get();
    m_services.handler.handleRequest(std::move(exchange));
    if (m_peerFinished && m_phase == Phase::Answering)
        abortIfHeld();
}

void Connection::beginUpgrade()
{
    m_deadline.cancel();
    if (m_parser.hasBody()) { // what follows the head would be a body to one reader and frames to another
        refuse(400, QByteArrayLiteral("An upgrade to a WebSocket has no body"));
        return;
    }
    auto refusal = m_services.handler.refuseUpgrade(m_head, m_peer);
    if (!refusal)
        refusal = websocket::refuseHandshake(m_head);
    if (refusal) {
        m_phase = Phase::Answering;
        answer(*refusal);
        return;
    }
    m_phase = Phase::Upgrading;
    m_upgrade =
        m_services.webSockets.negotiate(m_head, m_stream->peer(), [this](WebSocketGateway::Outcome outcome) {
            finishUpgrade(std::move(outcome));
        });
}

void Connection::abandonUpgrade()
{
    if (m_upgrade != 0)
        m_services.webSockets.abandon(std::exchange(m_upgrade, 0));
}

void Connection::finishUpgrade(WebSocketGateway::Outcome outcome)
{
    m_upgrade = 0;
    Q_ASSERT(m_phase == Phase::Upgrading);
    if (!outcome.identity) {
        m_phase = Phase::Answering;
        answer(outcome.response);
        return;
    }
    m_stream->write(http::serialize(outcome.response, m_head.method, m_head.minorVersion, true));
    m_phase = Phase::Over;
    m_stream->setListener(nullptr);
    const qint64 messageLimit = m_services.handler.messageLimit(m_head);
    auto channel = std::make_unique<WebSocketConnection>(
        std::move(m_stream), m_peer, std::move(outcome.identity), std::move(m_head),
        std::exchange(m_buffer, {}), messageLimit, m_services.timers, m_services.limits);
    m_services.handler.handleWebSocket(std::move(channel));
    Q_EMIT finished();
}

void Connection::answer(const http::Response &response)
{
    if (m_phase != Phase::Answering)
        return;
    // A refused upgrade leaves unknown bytes behind the head: that connection is not used again.
    const bool keepAlive =
        m_head.keepAlive() && !m_shuttingDown && !m_head.isWebSocketUpgrade() && !nothingFollows();
    m_stream->write(http::serialize(response, m_head.method, m_head.minorVersion, keepAlive));
    if (!keepAlive) {
        linger();
        return;
    }
    if (const qint64 queued = m_stream->bytesQueued(); queued > sendAheadBytes) {
        m_phase = Phase::Sending;
        m_deadline.set(m_services.limits.transferDeadline(queued), [this] { close(); });
        return;
    }
    awaitRequest();
    if (!m_processing && (!m_buffer.isEmpty() || m_stream->bytesAvailable() > 0))
        QMetaObject::invokeMethod(
            this, [this] { process(); }, Qt::QueuedConnection);
}

void Connection::beginStream(const http::Response &response)
{
    if (m_phase != Phase::Answering)
        return;
    m_phase = Phase::Streaming;
    m_buffer.clear(); // the connection ends with this answer
    m_output.write(*m_stream, http::serializeStreamed(response, m_head.method));
    readable();
}

void Connection::writeStream(const QByteArray &bytes)
{
    if (m_phase == Phase::Streaming && m_head.method != "HEAD")
        m_output.write(*m_stream, bytes);
}

void Connection::dropSlowReader()
{
    qCInfo(logConnection) << "client" << m_stream->peer().connectionId << "dropped: it reads too slowly,"
                          << m_stream->bytesQueued() << "bytes wait";
    disconnected();
}

void Connection::awaitRequest()
{
    m_phase = Phase::Reading;
    m_parser = http::RequestParser();
    m_head = {};
    m_headClockRuns = false;
    m_deadline.set(m_services.limits.idleDeadline, [this] { close(); });
}

void Connection::refuse(int status, const QByteArray &detail)
{
    qCInfo(logConnection) << "client" << m_stream->peer().connectionId << "refused:" << status << detail;
    if (status == 413) // a rule of ours, not the end of the client: it may send less
        m_body.reset();
    abortBody();
    refuse({status, {{"Content-Type", "text/plain; charset=utf-8"}}, detail + '\n'});
}

void Connection::refuse(const http::Response &response)
{
    m_stream->write(http::serialize(response, m_head.method, 1, false));
    linger();
}

void Connection::linger()
{
    m_phase = Phase::Lingering;
    m_buffer.clear();
    m_stream->finishWriting();
    // The grace time begins when the answer is out; a slow peer has its time to read that.
    const qint64 queued = m_stream->bytesQueued();
    m_deadline.set(queued > sendAheadBytes ? m_services.limits.transferDeadline(queued)
                                           : m_services.limits.closeGrace,
                   [this] { close(); });
    readable();
    if (m_peerFinished && queued == 0)
        close();
}

void Connection::close()
{
    if (m_phase == Phase::Over)
        return;
    abortBody();
    m_phase = Phase::Closing;
    m_output.cancel();
    m_stream->closeWhenWritten();
    // disconnected() follows; a peer that reads nothing is dropped after the grace time.
    m_deadline.set(m_services.limits.closeGrace, [this] { finish(); });
}

void Connection::finish()
{
    if (m_phase == Phase::Over)
        return;
    m_phase = Phase::Over;
    m_deadline.cancel();
    m_output.cancel();
    m_stream->setListener(nullptr);
    abandonUpgrade(); // a handshake that comes to its end now would make a client out of a dead stream
    Q_EMIT finished();
}

void Connection::startHeadClock()
{
    m_headClockRuns = true;
    m_deadline.set(m_services.limits.headDeadline, [this] {
        if (m_parser.isIdle() && m_buffer.isEmpty())
            close();
        else
            refuse(408, QByteArrayLiteral("The request took too long"));
    });
}

} // namespace confab::net

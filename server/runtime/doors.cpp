// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/doors.h"

#include "server/runtime/textresponse.h"

namespace confab::runtime {

namespace {

constexpr QByteArrayView plainPath = "/ws";
constexpr QByteArrayView messagesPath = "/messages";
constexpr QByteArrayView eventsPath = "/events";
constexpr QByteArrayView metricsPath = "/metrics";
/// The client's files lie below Engine.IO's path: socket.io.js, socket.io.min.js, socket.io.esm.min.js.map,
/// ...
constexpr QByteArrayView clientFiles = "/socket.io/socket.io.";
/// Nothing that QHttpServer serves takes a body; a form's worth is read so that the refusal can be.
constexpr qint64 pageBodyLimit = 64 * 1024;

} // namespace

Doors::Doors(Targets targets, size_t homes)
    : m_targets(std::move(targets))
    , m_homes(homes)
{ }

std::optional<size_t> Doors::homeOf(const http::RequestHead &head) const
{
    const auto home = m_targets.engine.homeOf(head);
    // A session of a shard that there is not is as unknown here as anywhere.
    return home && *home < m_homes && *home != m_targets.engine.config().home ? home : std::nullopt;
}

qint64 Doors::bodyLimit(const http::RequestHead &head) const
{
    const QByteArray path = head.path();
    if (path == messagesPath)
        return chat::MessagesDoor::bodyLimit;
    return isForEngine(path) ? m_targets.engine.bodyLimit() : pageBodyLimit;
}

bool Doors::isForEngine(QByteArrayView path) const
{
    return m_targets.engine.handlesPath(path) && !path.startsWith(clientFiles);
}

net::BodyDecision Doors::bodyBegins(const http::RequestHead &head, const net::Peer &)
{
    return isForEngine(head.path()) ? m_targets.engine.bodyBegins(head) : net::BodyDecision();
}

void Doors::handleRequest(std::unique_ptr<net::HttpExchange> exchange)
{
    const QByteArray path = exchange->request().head.path();
    if (m_isClosed && !exchange->request().head.query().contains("sid=")) {
        exchange->respond(textResponse(503, "This server is stopping."));
    } else if (isForEngine(path)) {
        m_targets.engine.handleRequest(std::move(exchange));
    } else if (path == plainPath) {
        http::Response response = textResponse(426, "This address is a WebSocket.");
        response.headers.add("Upgrade", "websocket");
        exchange->respond(std::move(response));
    } else if (path == messagesPath || path == eventsPath || path == metricsPath) {
        answerScript(std::move(exchange), path);
    } else {
        m_targets.pages.handle(std::move(exchange));
    }
}

void Doors::answerScript(std::unique_ptr<net::HttpExchange> exchange, const QByteArray &path)
{
    if (path == messagesPath) {
        m_targets.messages.handle(std::move(exchange));
    } else if (path == metricsPath) {
        m_targets.metrics.handle(std::move(exchange));
    } else if (isFull()) {
        exchange->respond(textResponse(503, "This server is full, try again later."));
    } else {
        m_targets.events.handle(std::move(exchange));
    }
}

bool Doors::opensStream(QByteArrayView path) { return path == eventsPath; }

std::optional<http::Response> Doors::refuseUpgrade(const http::RequestHead &head, const net::Peer &peer)
{
    if (m_isClosed)
        return textResponse(503, "This server is stopping.");
    const QByteArray path = head.path();
    if (m_targets.engine.handlesPath(path))
        return m_targets.engine.refuseUpgrade(head, peer);
    if (path != plainPath)
        return textResponse(404, "There is no WebSocket at this address. Try /ws");
    if (isFull())
        return textResponse(503, "This server is full, try again later.");
    return std::nullopt;
}

qint64 Doors::messageLimit(const http::RequestHead &head) const
{
    const qint64 most = m_targets.engine.config().maxPayload;
    return head.path() == plainPath ? chat::PlainDoor::messageLimit(head, most) : most;
}

void Doors::handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel)
{
    if (m_isClosed)
        return; // let in before the stop, negotiated after it: dropped
    if (channel->handshake().path() == plainPath)
        m_targets.plain.accept(std::move(channel));
    else
        m_targets.engine.handleWebSocket(std::move(channel));
}

} // namespace confab::runtime

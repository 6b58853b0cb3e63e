// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/guardeddoors.h"

#include "protocol/engineio/errors.h"
#include "protocol/http/urlquery.h"
#include "server/engineio/cors.h"
#include "server/engineio/decoratedexchange.h"
#include "server/runtime/pinanswers.h"
#include "server/runtime/textresponse.h"

namespace confab::runtime {

namespace {

constexpr QByteArrayView pinPath = "/pin";
constexpr quint16 tryAgainLater = 1013;
const QByteArray full = "The server is full, try again later";
const QByteArray crowded = "Too many clients at your address, try again later";

/// As the engine itself refuses.
http::Response engineResponse(int status, const QByteArray &reason = {})
{
    return {status,
            {{"Content-Type", "application/json"}},
            engineio::errorJson(engineio::Error::Forbidden, reason)};
}

http::Response foreignHost()
{
    return textResponse(403,
                        "This server does not know itself by the name in the address. Use its IP address, or "
                        "start it with --allow-host and this name.");
}

http::Response foreignOrigin()
{
    return textResponse(403,
                        "Pages of this origin may not talk to this server. Start it with --allow-origin and "
                        "the origin to let them.");
}

bool namesSession(const http::RequestHead &head)
{
    return !http::parseQuery(head.query()).value("sid").isEmpty();
}

/// What only reads is harmless from whatever page: without CORS that page does not see the answer.
bool onlyReads(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

} // namespace

GuardedDoors::GuardedDoors(Doors &doors, engineio::Server &engine, guard::Guard &guard)
    : m_doors(doors)
    , m_engine(engine)
    , m_guard(guard)
{
    // Asked by the engine in its own order, for everything that opens a session.
    engine.setAllowRequest(
        [&doors, &guard](const http::RequestHead &head, const net::Peer &peer) -> std::optional<QByteArray> {
            if (doors.isFull())
                return full;
            return guard.allowsOrigin(head, peer) ? std::nullopt : std::optional(QByteArray());
        });
}

net::Peer GuardedDoors::identify(const http::RequestHead &head, const net::Peer &peer) const
{
    return m_guard.identify(head, peer);
}

// Whoever it is, and whatever they may do: that is asked where it is answered.
std::optional<size_t> GuardedDoors::homeOf(const http::RequestHead &head) const
{
    return m_doors.homeOf(head);
}

qint64 GuardedDoors::bodyLimit(const http::RequestHead &head) const { return m_doors.bodyLimit(head); }

net::BodyDecision GuardedDoors::bodyBegins(const http::RequestHead &head, const net::Peer &peer)
{
    return m_doors.bodyBegins(head, peer);
}

qint64 GuardedDoors::messageLimit(const http::RequestHead &head) const { return m_doors.messageLimit(head); }

std::optional<http::Response> GuardedDoors::refusalOfEngine(const http::RequestHead &head,
                                                            const net::Peer &peer)
{
    if (namesSession(head))
        return m_guard.allowsOrigin(head, peer) ? std::nullopt : std::optional(engineResponse(403));
    // A preflight opens nothing.
    return head.method == "OPTIONS" || m_guard.hasRoom(peer) ? std::nullopt
                                                             : std::optional(engineResponse(429, crowded));
}

std::optional<http::Response> GuardedDoors::refusal(const http::RequestHead &head, const net::Peer &peer)
{
    if (!m_guard.allowsHost(head, peer))
        return foreignHost();
    const QByteArray path = head.path();
    if (m_doors.isForEngine(path))
        return refusalOfEngine(head, peer);
    if (!onlyReads(head.method) && !m_guard.allowsOrigin(head, peer))
        return foreignOrigin();
    if (m_guard.asksForPin() && !isOpenToAll(path) && path != pinPath) {
        const guard::PinVerdict verdict = m_guard.checkCredentials(head, peer);
        if (verdict.kind != guard::PinVerdict::Kind::Granted)
            return pinRefusal(verdict, head);
    }
    return Doors::opensStream(path) && !m_guard.hasRoom(peer) ? std::optional(textResponse(429, crowded))
                                                              : std::nullopt;
}

void GuardedDoors::handleRequest(std::unique_ptr<net::HttpExchange> exchange)
{
    const http::Request &request = exchange->request();
    if (auto refused = refusal(request.head, exchange->peer())) {
        // Pages of an allowed origin are to see why.
        if (m_doors.isForEngine(request.head.path()) && m_engine.config().cors)
            exchange = std::make_unique<engineio::DecoratedExchange>(
                std::move(exchange), engineio::corsHeaders(*m_engine.config().cors, request.head));
        exchange->respond(*std::move(refused));
    } else if (m_guard.asksForPin() && request.head.path() == pinPath) {
        exchange->respond(takePin(request, exchange->peer()));
    } else {
        m_doors.handleRequest(std::move(exchange));
    }
}

http::Response GuardedDoors::takePin(const http::Request &request, const net::Peer &peer)
{
    if (request.head.method != "POST") {
        http::Response response = textResponse(405, "The PIN comes by POST.");
        response.headers.add("Allow", "POST");
        return response;
    }
    const QByteArray pin = pinOfBody(request);
    const guard::PinVerdict verdict =
        pin.isEmpty() ? guard::PinVerdict{guard::PinVerdict::Kind::Missing, {}} : m_guard.checkPin(pin, peer);
    if (verdict.kind != guard::PinVerdict::Kind::Granted)
        return pinRefusal(verdict, request.head);
    const http::Headers headers{{"Set-Cookie", m_guard.pinCookie(peer)}, {"Cache-Control", "no-store"}};
    // A form without scripts goes on to the page.
    const QByteArray type = request.head.headers.value("Content-Type").toLower();
    http::Response response{200, headers, R"({"ok":true})"};
    if (type.startsWith("application/x-www-form-urlencoded")) {
        response.status = 303;
        response.headers.add("Location", "/");
    }
    response.headers.add("Content-Type", "application/json");
    return response;
}

std::optional<http::Response> GuardedDoors::refusalOfUpgrade(const http::RequestHead &head,
                                                             const net::Peer &peer)
{
    if (!m_guard.allowsHost(head, peer))
        return foreignHost();
    if (m_engine.handlesPath(head.path())) {
        const bool isKnown = namesSession(head);
        if (isKnown && !m_guard.allowsOrigin(head, peer))
            return textResponse(400, engineio::errorMessage(engineio::Error::Forbidden));
        return isKnown || m_guard.hasRoom(peer) ? std::nullopt : std::optional(textResponse(429, crowded));
    }
    if (!m_guard.allowsOrigin(head, peer))
        return foreignOrigin();
    const guard::PinVerdict verdict = m_guard.checkCredentials(head, peer);
    if (verdict.kind != guard::PinVerdict::Kind::Granted)
        return pinRefusal(verdict, head);
    return m_guard.hasRoom(peer) ? std::nullopt : std::optional(textResponse(429, crowded));
}

std::optional<http::Response> GuardedDoors::refuseUpgrade(const http::RequestHead &head,
                                                          const net::Peer &peer)
{
    if (auto refused = refusalOfUpgrade(head, peer))
        return refused;
    return m_doors.refuseUpgrade(head, peer);
}

void GuardedDoors::handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel)
{
    const http::RequestHead &head = channel->handshake();
    const bool isKnown = m_engine.handlesPath(head.path()) && namesSession(head);
    // Asked again: many may have been accepted at once.
    if (!isKnown && (m_doors.isFull() || !m_guard.hasRoom(channel->peer())))
        m_lingering.close(std::move(channel), tryAgainLater, m_doors.isFull() ? full : crowded);
    else
        m_doors.handleWebSocket(std::move(channel));
}

} // namespace confab::runtime

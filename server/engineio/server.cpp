// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/server.h"

#include "server/engineio/decoratedexchange.h"
#include "server/engineio/pollformat.h"
#include "server/engineio/sessionid.h"

#include <QLoggingCategory>

#include <algorithm>
#include <atomic>

namespace confab::engineio {

namespace {

Q_LOGGING_CATEGORY(logServer, "confab.engineio.server", QtInfoMsg)

/// For how long a poll that was under way when its client closed is answered, and one of a client between two
/// polls when the server goes away.
constexpr std::chrono::milliseconds lateGetTime{100};
constexpr std::chrono::milliseconds lastGetTime{500};

/// Bytes that no header value may hold (RFC 9110 5.5).
bool holdsIllegalBytes(const QByteArray &value)
{
    return std::any_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

/// Said once: behind a balancer every request of a session must come to the server that opened it, and this
/// is what goes wrong otherwise.
void hintAtBalancers(Error error)
{
    static std::atomic_flag isSaid = ATOMIC_FLAG_INIT;
    if (error == Error::UnknownSid && !isSaid.test_and_set())
        qCInfo(logServer)
            << "A client named a session that is not known here. It may have ended; if this goes on "
               "behind a load balancer, that needs sticky sessions.";
}

} // namespace

Server::Server(net::Timers &timers, Config config)
    : m_timers(timers)
    , m_config(std::move(config))
    , m_burial(timers)
{
    Q_ASSERT(m_config.path.endsWith('/'));
}

Server::~Server()
{
    for (const auto &[sid, session] : m_sessions)
        session->setHandler(nullptr);
}

bool Server::handlesPath(QByteArrayView path) const { return path.startsWith(m_config.path); }

std::optional<size_t> Server::homeOf(const http::RequestHead &head) const
{
    if (!handlesPath(head.path()))
        return std::nullopt;
    return homeOfSession(http::parseQuery(head.query()).value("sid"));
}

Server::Request Server::parse(const http::RequestHead &head, bool upgrade)
{
    Request request;
    request.query = http::parseQuery(head.query());
    request.transport = request.query.value("transport");
    request.sid = request.query.value("sid");
    request.upgrade = upgrade;
    const QByteArray revision = request.query.value("EIO");
    if (revision == "4")
        request.revision = Revision::V4;
    else if (revision == "3")
        request.revision = Revision::V3;
    return request;
}

/// Until the body of a POST is there.
class Server::PendingPost final : public net::PendingBody
{
public:
    PendingPost(Server &server, QByteArray sid)
        : m_server(server)
        , m_sid(std::move(sid))
    { }
    ~PendingPost() override
    {
        if (Session *session = m_server.find(m_sid))
            session->endPost();
    }

    void aborted() override
    {
        if (Session *session = m_server.find(m_sid))
            session->abortPost();
    }

private:
    Server &m_server;
    const QByteArray m_sid;
};

std::optional<Error> Server::verifyKnown(const Session &session, const Request &request) const
{
    const bool isWebSocket = request.transport == "websocket";
    const bool isOnPolling = session.transportKind() == TransportKind::Polling;
    if (isWebSocket != request.upgrade || (!request.upgrade && !isOnPolling)
        || request.revision != session.revision())
        return Error::BadRequest;
    return std::nullopt;
}

// The order is node's.
std::optional<Server::Refusal> Server::verify(const http::RequestHead &head, const Request &request,
                                              const net::Peer &peer) const
{
    const bool isWebSocket = request.transport == "websocket" && m_config.allowWebSocket;
    if (!isWebSocket && !(request.transport == "polling" && m_config.allowPolling))
        return Refusal{Error::UnknownTransport, {}};
    if (holdsIllegalBytes(head.headers.value("Origin")))
        return Refusal{Error::BadRequest, {}};
    if (!request.sid.isEmpty()) {
        const Session *session = find(request.sid);
        if (!session)
            return Refusal{Error::UnknownSid, {}};
        const auto error = verifyKnown(*session, request);
        return error ? std::optional(Refusal{*error, {}}) : std::nullopt;
    }
    if (head.method != "GET")
        return Refusal{Error::BadHandshakeMethod, {}};
    if (isWebSocket != request.upgrade)
        return Refusal{Error::BadRequest, {}};
    if (m_config.maxSessions > 0 && sessionCount() >= m_config.maxSessions)
        return Refusal{Error::Forbidden, "The server is full, try again later"};
    if (const auto reason = m_allowRequest ? m_allowRequest(head, peer) : std::nullopt)
        return Refusal{Error::Forbidden, *reason};
    if (!request.revision || (*request.revision == Revision::V3 && !m_config.allowRevision3))
        return Refusal{Error::UnsupportedProtocolVersion, {}};
    return std::nullopt;
}

net::BodyDecision Server::bodyBegins(const http::RequestHead &head)
{
    const Request request = parse(head, false);
    Session *session = find(request.sid);
    if (!session || head.method != "POST" || request.transport != "polling" || verifyKnown(*session, request))
        return {};
    const http::Headers cors = m_config.cors ? corsHeaders(*m_config.cors, head) : http::Headers();
    if (!session->beginPost())
        return {http::Response{400, cors, {}}, nullptr};
    auto pending = std::make_unique<PendingPost>(*this, request.sid);
    // The connection would refuse it as well, but knows no CORS: a page could not tell why.
    if (head.headers.value("Content-Length").toLongLong() > m_config.maxPayload) {
        qCInfo(logServer) << "connection" << session->request().peer.connectionId
                          << "refused: a POST is larger than the limit of" << m_config.maxPayload << "bytes";
        return {http::Response{413, cors, {}}, nullptr};
    }
    return {std::nullopt, std::move(pending)};
}

void Server::handleRequest(std::unique_ptr<net::HttpExchange> exchange)
{
    if (m_config.cors) {
        const http::RequestHead &head = exchange->request().head;
        if (auto preflight = corsPreflight(*m_config.cors, head)) {
            exchange->respond(*std::move(preflight));
            return;
        }
        exchange =
            std::make_unique<DecoratedExchange>(std::move(exchange), corsHeaders(*m_config.cors, head));
    }
    handle(std::move(exchange));
}

void Server::handle(std::unique_ptr<net::HttpExchange> exchange)
{
    const http::RequestHead &head = exchange->request().head;
    Request request = parse(head, false);
    if (answerLateGet(request, *exchange))
        return;
    // Not for a POST, which may bring the pong.
    if (Session *session = find(request.sid); session && head.method == "GET")
        session->expire();
    if (const auto refusal = verify(head, request, exchange->peer())) {
        qCDebug(logServer) << "connection" << exchange->peer().connectionId
                           << "refused:" << errorMessage(refusal->error);
        hintAtBalancers(refusal->error);
        exchange->respond({errorStatus(refusal->error),
                           {{"Content-Type", "application/json"}},
                           errorJson(refusal->error, refusal->reason)});
        return;
    }
    if (!request.sid.isEmpty())
        find(request.sid)
            ->handlePollingRequest(std::move(exchange), PollFormat(*request.revision, request.query));
    else
        open(std::move(exchange), std::move(request));
}

void Server::open(std::unique_ptr<net::HttpExchange> exchange, Request request)
{
    const PollFormat format(*request.revision, request.query);
    Session &session =
        addSession({exchange->request().head, std::move(request.query), exchange->peer(), *request.revision});
    if (m_config.cookie) {
        CookieConfig cookie = *m_config.cookie;
        cookie.secure = cookie.secure || exchange->peer().secure;
        exchange = std::make_unique<DecoratedExchange>(
            std::move(exchange), http::Headers{{"Set-Cookie", toSetCookie(cookie, session.sid())}});
    }
    session.openPolling(std::move(exchange), format);
    announce(session);
}

bool Server::answerLateGet(const Request &request, net::HttpExchange &exchange)
{
    if (request.transport != "polling" || exchange.request().head.method != "GET")
        return false;
    const auto late = m_lateGets.extract(request.sid);
    if (late.empty())
        return false;
    const PollFormat format(request.revision.value_or(Revision::V4), request.query);
    exchange.respond(format.answer({OutgoingPacket::control(late.mapped().answer)}));
    return true;
}

std::optional<http::Response> Server::refuseUpgrade(const http::RequestHead &head,
                                                    const net::Peer &peer) const
{
    const auto refusal = verify(head, parse(head, true), peer);
    if (!refusal)
        return std::nullopt;
    qCDebug(logServer) << "connection" << peer.connectionId
                       << "refused to upgrade:" << errorMessage(refusal->error);
    hintAtBalancers(refusal->error);
    return http::Response{400,
                          {{"Content-Type", "text/html"}},
                          refusal->reason.isEmpty() ? errorMessage(refusal->error) : refusal->reason};
}

void Server::handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel)
{
    const http::RequestHead &head = channel->handshake();
    Request request = parse(head, true);
    if (request.sid.isEmpty()) {
        Session &session = addSession({head, std::move(request.query), channel->peer(), *request.revision});
        session.openWebSocket(std::move(channel));
        announce(session);
        return;
    }
    Session *session = find(request.sid);
    if (session && session->transportKind() == TransportKind::Polling && !session->isUpgrading())
        session->startUpgrade(std::move(channel));
    else // a second one, or the session ended while this was accepted
        m_lingering.close(std::move(channel), 1000);
}

Session &Server::addSession(SessionRequest request)
{
    QByteArray sid = newSessionId(m_config.home);
    Session::Owner &owner = *this;
    auto admission = m_admit ? m_admit(request.peer) : nullptr;
    auto session = std::make_unique<Session>(sid, std::move(request), m_config, m_timers, m_lingering, owner);
    session->setAdmission(std::move(admission));
    return *m_sessions.emplace(std::move(sid), std::move(session)).first->second;
}

void Server::announce(Session &session)
{
    if (session.isOpen() && m_sessionOpened)
        m_sessionOpened(session);
}

Session *Server::find(const QByteArray &sid) const
{
    const auto found = m_sessions.find(sid);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void Server::sessionEnded(Session &session, std::optional<PacketType> lateGet)
{
    const auto found = m_sessions.find(session.sid());
    Q_ASSERT(found != m_sessions.end());
    m_graveyard.push_back(std::move(found->second));
    m_sessions.erase(found);
    m_burial.set(std::chrono::milliseconds(0), [this] { m_graveyard.clear(); });

    if (lateGet) {
        LateGet late{*lateGet, std::make_unique<net::Deadline>(m_timers)};
        late.deadline->set(*lateGet == PacketType::Close ? lastGetTime : lateGetTime,
                           [this, sid = session.sid()] { m_lateGets.erase(sid); });
        m_lateGets.emplace(session.sid(), std::move(late));
    }
}

void Server::closeAll()
{
    // Handlers may close other sessions meanwhile.
    while (!m_sessions.empty())
        m_sessions.begin()->second->shutDown();
}

} // namespace confab::engineio

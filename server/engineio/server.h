// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/errors.h"
#include "protocol/http/urlquery.h"
#include "server/engineio/config.h"
#include "server/engineio/lingeringchannels.h"
#include "server/engineio/session.h"
#include "server/net/httpexchange.h"
#include "server/net/pendingbody.h"
#include "server/net/timers.h"
#include "server/net/websocketchannel.h"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace confab::engineio {

/// An Engine.IO server (revisions 3 and 4) over HTTP exchanges and WebSocket channels that somebody else
/// accepts; behaves towards clients as node's. What is above it learns of sessions through setSessionHandler.
/// Thread: the shard's.
class Server final : private Session::Owner
{
public:
    using SessionOpened = std::function<void(Session &)>;
    /// The reason why a request may not open a session; nothing when it may.
    using AllowRequest =
        std::function<std::optional<QByteArray>(const http::RequestHead &head, const net::Peer &peer)>;

    /// `timers` must outlive the server.
    explicit Server(net::Timers &timers, Config config = {});
    ~Server() override;
    Q_DISABLE_COPY_MOVE(Server)

    [[nodiscard]] const Config &config() const { return m_config; }
    [[nodiscard]] net::Timers &timers() { return m_timers; }
    /// Called for every new session, which is open and has said so to its client; sets the session's handler.
    void setSessionOpened(SessionOpened handler) { m_sessionOpened = std::move(handler); }

    /// Asked for every request that would open a session; a refusal is "Forbidden" (403, code 4) with its
    /// reason, which must be ASCII without quotes. (Node's allowRequest.)
    void setAllowRequest(AllowRequest allow) { m_allowRequest = std::move(allow); }

    /// Makes the admission of a new session's client, null for one without limits.
    using Admit = std::function<std::unique_ptr<net::Admission>(const net::Peer &peer)>;
    void setAdmit(Admit admit) { m_admit = std::move(admit); }

    /// Whether a request with this path (no query) is for this server.
    [[nodiscard]] bool handlesPath(QByteArrayView path) const;
    /// Which server has the session that a request names: another one than this (see Config::home), perhaps
    /// one that there is not. Nothing for a request without a session.
    [[nodiscard]] std::optional<size_t> homeOf(const http::RequestHead &head) const;
    /// How many bytes of body a request to this server may have (413 above).
    [[nodiscard]] qint64 bodyLimit() const { return m_config.maxPayload; }
    /// A request to this server has a head and its body is to come: of one session only one POST may be under
    /// way.
    [[nodiscard]] net::BodyDecision bodyBegins(const http::RequestHead &head);
    /// Answers a request that is no upgrade, now or later.
    void handleRequest(std::unique_ptr<net::HttpExchange> exchange);
    /// The answer to an upgrade request that must not be upgraded, to be asked before the 101.
    [[nodiscard]] std::optional<http::Response> refuseUpgrade(const http::RequestHead &head,
                                                              const net::Peer &peer) const;
    /// Takes an accepted WebSocket whose handshake was not refused.
    void handleWebSocket(std::unique_ptr<net::WebSocketChannel> channel);

    /// Ends every session: polls are answered, WebSockets get a Close frame with 1001. Handlers are told
    /// ShuttingDown.
    void closeAll();

    [[nodiscard]] qsizetype sessionCount() const { return qsizetype(m_sessions.size()); }
    /// Whether a Close frame is still under way on some WebSocket.
    [[nodiscard]] bool isClosing() const { return !m_lingering.isEmpty(); }

private:
    /// A poll that may still come for a session that has ended.
    struct LateGet
    {
        PacketType answer;
        std::unique_ptr<net::Deadline> deadline;
    };
    /// Why a request is refused.
    struct Refusal
    {
        Error error;
        QByteArray reason; ///< instead of the error's usual words
    };
    class PendingPost;
    struct Request
    {
        http::QueryParameters query;
        QByteArray transport;
        QByteArray sid;
        std::optional<Revision> revision; ///< nothing for one that does not exist
        bool upgrade = false;
    };

    void sessionEnded(Session &session, std::optional<PacketType> lateGet) override;

    [[nodiscard]] static Request parse(const http::RequestHead &head, bool upgrade);
    [[nodiscard]] std::optional<Refusal> verify(const http::RequestHead &head, const Request &request,
                                                const net::Peer &peer) const;
    [[nodiscard]] std::optional<Error> verifyKnown(const Session &session, const Request &request) const;
    void handle(std::unique_ptr<net::HttpExchange> exchange);
    void open(std::unique_ptr<net::HttpExchange> exchange, Request request);
    [[nodiscard]] Session *find(const QByteArray &sid) const;
    Session &addSession(SessionRequest request);
    [[nodiscard]] bool answerLateGet(const Request &request, net::HttpExchange &exchange);
    void announce(Session &session);

    net::Timers &m_timers;
    const Config m_config;
    SessionOpened m_sessionOpened;
    AllowRequest m_allowRequest;
    Admit m_admit;
    LingeringChannels m_lingering;
    std::unordered_map<QByteArray, std::unique_ptr<Session>> m_sessions;
    std::unordered_map<QByteArray, LateGet> m_lateGets; ///< sids that one more GET may name
    std::vector<std::unique_ptr<Session>> m_graveyard; ///< closed sessions that may still be on the stack
    net::Deadline m_burial;
};

} // namespace confab::engineio

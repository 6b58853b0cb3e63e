// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a server may be told beside its times and sizes: CORS, cookie, who may come, which transports; and two
// POSTs of one session at once. How a connection tells of bodies is covered by tst_connection.

#include "tests/support/engineiowire.h"
#include "tests/support/recordingsessions.h"

#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace std::chrono_literals;
using confab::testing::EngineIoWire;
using confab::testing::RecordingSessions;

namespace {

const QByteArray handshake("EIO=4&transport=polling");
const QByteArray page("https://page.example");

Config withCors(const CorsConfig &cors)
{
    Config config;
    config.cors = cors;
    return config;
}

QByteArray header(const EngineIoWire::Http &http, const char *name)
{
    return http->response->headers.value(name);
}

} // namespace

class TestEngineIoOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noCorsByDefault();
    void corsForAll();
    void corsForSome();
    void corsOnErrorsPollsAndPosts();
    void preflight();
    void preflightWithEverything();
    void noCookieByDefault();
    void cookieInTheHandshakeOnly();
    void cookieWithEverything();
    void asksWhoMayCome();
    void doesNotAskForAKnownSession();
    void pollingOnly();
    void webSocketOnly();
    void withoutUpgrades();
    void twoPostsAtOnceEndTheSession();
    void aPostBehindAnotherIsFine();
    void aPostThatBreaksOffEndsTheSession();
    void aPostThatOutlivesItsSessionIsHarmless();
    void corsOnPostsThatAreRefusedByTheirHead();
    void postsOfNobodyAreNotWatched();
};

void TestEngineIoOptions::noCorsByDefault()
{
    EngineIoWire wire;
    const auto answer = wire.request("GET", handshake, {}, {{"Origin", page}});
    QCOMPARE(answer->status(), 200);
    for (const http::Header &field : answer->response->headers.fields()) {
        const QByteArray name = field.name.toLower();
        QVERIFY2(!name.startsWith("access-control") && name != "vary", name.constData());
    }
    QCOMPARE(wire.request("OPTIONS", handshake)->body(), errorJson(Error::BadHandshakeMethod));
}

void TestEngineIoOptions::corsForAll()
{
    EngineIoWire wire(withCors({.origins = {"*"}}));
    const auto answer = wire.request("GET", handshake, {}, {{"Origin", page}});
    QCOMPARE(header(answer, "Access-Control-Allow-Origin"), QByteArray("*"));
    QVERIFY(!answer->response->headers.contains("Access-Control-Allow-Credentials"));
}

void TestEngineIoOptions::corsForSome()
{
    EngineIoWire wire(withCors({.origins = {"https://other.example", page}, .credentials = true}));
    const auto answer = wire.request("GET", handshake, {}, {{"Origin", page}});
    QCOMPARE(header(answer, "Access-Control-Allow-Origin"), page);
    QCOMPARE(header(answer, "Access-Control-Allow-Credentials"), QByteArray("true"));
    QCOMPARE(header(answer, "Vary"), QByteArray("Origin"));
    const auto stranger = wire.request("GET", handshake, {}, {{"Origin", "https://page.example.evil"}});
    QVERIFY(!stranger->response->headers.contains("Access-Control-Allow-Origin"));
    QCOMPARE(header(stranger, "Vary"), QByteArray("Origin"));
}

void TestEngineIoOptions::corsOnErrorsPollsAndPosts()
{
    EngineIoWire wire(withCors({.origins = {page}}));
    RecordingSessions sessions(wire.server);
    const http::Headers origin{{"Origin", page}};
    const QByteArray sid = wire.openPolling();
    const auto poll = wire.request("GET", handshake + "&sid=" + sid, {}, origin);
    sessions.last().send("late");
    for (const auto &answer : {wire.request("GET", "EIO=4", {}, origin), poll,
                               wire.request("POST", handshake + "&sid=" + sid, "4a", origin),
                               wire.request("POST", handshake + "&sid=" + sid, "bad", origin)})
        QCOMPARE(header(answer, "Access-Control-Allow-Origin"), page);
    QCOMPARE(poll->body(), QByteArray("4late"));
}

void TestEngineIoOptions::preflight()
{
    EngineIoWire wire(withCors({.origins = {page}}));
    const auto answer =
        wire.request("OPTIONS", handshake, {},
                     {{"Origin", page}, {"Access-Control-Request-Headers", "content-type,x-own"}});
    QCOMPARE(answer->status(), 204);
    QCOMPARE(header(answer, "Access-Control-Allow-Origin"), page);
    QCOMPARE(header(answer, "Access-Control-Allow-Methods"), QByteArray("GET,HEAD,PUT,PATCH,POST,DELETE"));
    QCOMPARE(header(answer, "Access-Control-Allow-Headers"), QByteArray("content-type,x-own"));
    QCOMPARE(answer->response->headers.count("Vary"), 2);
    QCOMPARE(wire.server.sessionCount(), 0);
}

void TestEngineIoOptions::preflightWithEverything()
{
    EngineIoWire wire(withCors({.origins = {"*"},
                                .methods = {"GET", "POST"},
                                .allowedHeaders = {"x-a", "x-b"},
                                .exposedHeaders = {"x-c"},
                                .maxAge = 60s}));
    const auto answer =
        wire.request("OPTIONS", handshake, {}, {{"Access-Control-Request-Headers", "x-evil"}});
    QCOMPARE(header(answer, "Access-Control-Allow-Methods"), QByteArray("GET,POST"));
    QCOMPARE(header(answer, "Access-Control-Allow-Headers"), QByteArray("x-a,x-b"));
    QCOMPARE(header(answer, "Access-Control-Expose-Headers"), QByteArray("x-c"));
    QCOMPARE(header(answer, "Access-Control-Max-Age"), QByteArray("60"));
}

void TestEngineIoOptions::noCookieByDefault()
{
    EngineIoWire wire;
    QVERIFY(!wire.request("GET", handshake)->response->headers.contains("Set-Cookie"));
}

void TestEngineIoOptions::cookieInTheHandshakeOnly()
{
    Config config;
    config.cookie.emplace();
    EngineIoWire wire(config);
    RecordingSessions sessions(wire.server);
    const auto open = wire.request("GET", handshake);
    const QByteArray sid = EngineIoWire::sidOf(open->body());
    QCOMPARE(header(open, "Set-Cookie"), "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
    sessions.last().send("a");
    QVERIFY(!wire.poll(sid)->response->headers.contains("Set-Cookie"));
    QVERIFY(!wire.post(sid, "4a")->response->headers.contains("Set-Cookie"));
}

void TestEngineIoOptions::cookieWithEverything()
{
    const CookieConfig config{"sticky", "/chat", false, "", true, 3600s};
    QCOMPARE(toSetCookie(config, "abc"), QByteArray("sticky=abc; Max-Age=3600; Path=/chat; Secure"));
}

void TestEngineIoOptions::asksWhoMayCome()
{
    EngineIoWire wire;
    QByteArrayList asked;
    wire.server.setAllowRequest([&asked](const http::RequestHead &head, const net::Peer &) {
        asked.append(head.target);
        return head.query().contains("key=1") ? std::nullopt : std::optional<QByteArray>("no key");
    });
    const auto refused = wire.request("GET", handshake);
    QCOMPARE(refused->status(), 403);
    QCOMPARE(refused->body(), QByteArray(R"({"code":4,"message":"no key"})"));
    const auto upgrade = wire.refusal("EIO=4&transport=websocket");
    QVERIFY(upgrade);
    QCOMPARE(upgrade->status, 400);
    QCOMPARE(upgrade->body, QByteArray("no key"));
    QCOMPARE(wire.server.sessionCount(), 0);
    QCOMPARE(wire.request("GET", handshake + "&key=1")->status(), 200);
    QVERIFY(!wire.refusal("EIO=4&transport=websocket&key=1"));
    // Asked after what is wrong in any case, before the revision: the order is node's.
    const qsizetype before = asked.size();
    QCOMPARE(wire.request("POST", handshake)->body(), errorJson(Error::BadHandshakeMethod));
    QCOMPARE(asked.size(), before);
    QCOMPARE(wire.request("GET", "EIO=5&transport=polling")->status(), 403);
}

void TestEngineIoOptions::doesNotAskForAKnownSession()
{
    EngineIoWire wire;
    const QByteArray sid = wire.openPolling();
    wire.server.setAllowRequest(
        [](const auto &, const auto &) { return std::optional<QByteArray>("nobody"); });
    QCOMPARE(wire.post(sid, "4a")->status(), 200);
    QVERIFY(!wire.refusal("EIO=4&transport=websocket&sid=" + sid));
}

void TestEngineIoOptions::pollingOnly()
{
    Config config;
    config.allowWebSocket = false;
    EngineIoWire wire(config);
    QVERIFY(wire.request("GET", handshake)->body().contains("\"upgrades\":[]"));
    QCOMPARE(wire.refusal("EIO=4&transport=websocket")->body, QByteArray("Transport unknown"));
}

void TestEngineIoOptions::webSocketOnly()
{
    Config config;
    config.allowPolling = false;
    EngineIoWire wire(config);
    QCOMPARE(wire.request("GET", handshake)->body(), errorJson(Error::UnknownTransport));
    QVERIFY(!wire.refusal("EIO=4&transport=websocket"));
}

void TestEngineIoOptions::withoutUpgrades()
{
    Config config;
    config.allowUpgrades = false;
    EngineIoWire wire(config);
    QVERIFY(wire.request("GET", handshake)->body().contains("\"upgrades\":[]"));
    QVERIFY(!wire.refusal("EIO=4&transport=websocket"));
}

void TestEngineIoOptions::twoPostsAtOnceEndTheSession()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    const http::RequestHead head{"POST", "/socket.io/?" + handshake + "&sid=" + sid, 1, {}};
    const auto first = wire.server.bodyBegins(head);
    QVERIFY(!first.refusal && first.pending);
    const auto second = wire.server.bodyBegins(head);
    QVERIFY(second.refusal && !second.pending);
    QCOMPARE(second.refusal->status, 400);
    QVERIFY(second.refusal->body.isEmpty());
    QCOMPARE(sessions.last().reasons, QList<CloseReason>{CloseReason::TransportError});
    QCOMPARE(wire.poll(sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoOptions::aPostBehindAnotherIsFine()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    const http::RequestHead head{"POST", "/socket.io/?" + handshake + "&sid=" + sid, 1, {}};
    for (int i = 0; i < 3; ++i) {
        auto body = wire.server.bodyBegins(head);
        QVERIFY(!body.refusal && body.pending);
        body.pending.reset(); // it is there
        QCOMPARE(wire.post(sid, "4a")->status(), 200);
    }
    QCOMPARE(sessions.last().texts.size(), 3);
}

void TestEngineIoOptions::aPostThatBreaksOffEndsTheSession()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    const auto body = wire.server.bodyBegins({"POST", "/socket.io/?" + handshake + "&sid=" + sid, 1, {}});
    body.pending->aborted();
    QCOMPARE(sessions.last().reasons, QList<CloseReason>{CloseReason::TransportError});
}

void TestEngineIoOptions::aPostThatOutlivesItsSessionIsHarmless()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    const auto body = wire.server.bodyBegins({"POST", "/socket.io/?" + handshake + "&sid=" + sid, 1, {}});
    sessions.last().session->shutDown();
    body.pending->aborted();
    QCOMPARE(sessions.last().reasons, QList<CloseReason>{CloseReason::ShuttingDown});
}

void TestEngineIoOptions::corsOnPostsThatAreRefusedByTheirHead()
{
    EngineIoWire wire(withCors({.origins = {"*"}}));
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    http::RequestHead head{
        "POST", "/socket.io/?" + handshake + "&sid=" + sid, 1, {{"Content-Length", "1000001"}}};
    for (int i = 0; i < 2; ++i) { // the session lives, and it is no POST under way
        const auto large = wire.server.bodyBegins(head);
        QVERIFY(large.refusal && !large.pending);
        QCOMPARE(large.refusal->status, 413);
        QCOMPARE(large.refusal->headers.value("Access-Control-Allow-Origin"), QByteArray("*"));
    }
    head.headers = {{"Content-Length", "1000000"}};
    const auto first = wire.server.bodyBegins(head);
    QVERIFY(!first.refusal && first.pending);
    const auto second = wire.server.bodyBegins(head);
    QVERIFY(second.refusal);
    QCOMPARE(second.refusal->headers.value("Access-Control-Allow-Origin"), QByteArray("*"));
}

void TestEngineIoOptions::postsOfNobodyAreNotWatched()
{
    EngineIoWire wire;
    for (const char *query :
         {"EIO=4&transport=polling", "EIO=4&transport=polling&sid=x", "", "transport=websocket"}) {
        const auto body = wire.server.bodyBegins({"POST", QByteArray("/socket.io/?") + query, 1, {}});
        QVERIFY(!body.refusal && !body.pending);
    }
}

QTEST_GUILESS_MAIN(TestEngineIoOptions)
#include "tst_engineiooptions.moc"

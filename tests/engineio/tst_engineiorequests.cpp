// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which requests are refused and how, on HTTP and before an upgrade, and the handshake of those that are not.

#include "tests/support/engineiowire.h"
#include "tests/support/recordingsessions.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::EngineIoWire;
using confab::testing::RecordingSessions;

class TestEngineIoRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesHttp_data();
    void refusesHttp();
    void refusesUpgrades_data();
    void refusesUpgrades();
    void refusesOtherTransportsForASession();
    void refusesWhenFull();
    void pollingHandshake();
    void webSocketHandshake();
    void sidsAreLongAndDiffer();
    void handlesItsPathOnly();
    void keepsTheRequestOfTheHandshake();
};

void TestEngineIoRequests::refusesHttp_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<Error>("error");
    QTest::newRow("nothing") << QByteArray("GET") << QByteArray() << Error::UnknownTransport;
    QTest::newRow("no transport") << QByteArray("GET") << QByteArray("EIO=4") << Error::UnknownTransport;
    QTest::newRow("unknown transport")
        << QByteArray("GET") << QByteArray("EIO=4&transport=tobi") << Error::UnknownTransport;
    QTest::newRow("a method of objects as transport")
        << QByteArray("GET") << QByteArray("EIO=4&transport=constructor") << Error::UnknownTransport;
    QTest::newRow("transport in capitals")
        << QByteArray("GET") << QByteArray("EIO=4&transport=Polling") << Error::UnknownTransport;
    QTest::newRow("webtransport") << QByteArray("GET") << QByteArray("EIO=4&transport=webtransport")
                                  << Error::UnknownTransport;
    QTest::newRow("unknown sid") << QByteArray("GET") << QByteArray("EIO=4&transport=polling&sid=test")
                                 << Error::UnknownSid;
    QTest::newRow("POST to an unknown sid")
        << QByteArray("POST") << QByteArray("EIO=4&transport=polling&sid=__proto__") << Error::UnknownSid;
    QTest::newRow("unknown sid before bad EIO")
        << QByteArray("GET") << QByteArray("EIO=9&transport=polling&sid=x") << Error::UnknownSid;
    QTest::newRow("handshake by POST")
        << QByteArray("POST") << QByteArray("EIO=4&transport=polling") << Error::BadHandshakeMethod;
    QTest::newRow("handshake by OPTIONS")
        << QByteArray("OPTIONS") << QByteArray("EIO=4&transport=polling") << Error::BadHandshakeMethod;
    QTest::newRow("method before EIO")
        << QByteArray("PUT") << QByteArray("transport=polling") << Error::BadHandshakeMethod;
    QTest::newRow("websocket without upgrade")
        << QByteArray("GET") << QByteArray("EIO=4&transport=websocket") << Error::BadRequest;
    QTest::newRow("no EIO") << QByteArray("GET") << QByteArray("transport=polling")
                            << Error::UnsupportedProtocolVersion;
    for (const char *eio : {"33", "2", "5", "", "04", "4.0", "4x", "%344"})
        QTest::newRow(qPrintable(u"EIO=%1"_s.arg(QLatin1String(eio))))
            << QByteArray("GET") << "transport=polling&EIO=" + QByteArray(eio)
            << Error::UnsupportedProtocolVersion;
}

void TestEngineIoRequests::refusesHttp()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, query);
    QFETCH(Error, error);
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const auto answer = wire.request(method, query);
    QCOMPARE(answer->status(), 400);
    QCOMPARE(answer->body(), errorJson(error));
    QCOMPARE(answer->response->headers.value("Content-Type"), QByteArray("application/json"));
    QVERIFY(sessions.handlers.empty());
    QCOMPARE(wire.server.sessionCount(), 0);
}

void TestEngineIoRequests::refusesUpgrades_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray() << QByteArray("Transport unknown");
    QTest::newRow("unknown transport")
        << QByteArray("EIO=4&transport=tobi") << QByteArray("Transport unknown");
    QTest::newRow("unknown sid") << QByteArray("EIO=4&transport=websocket&sid=x")
                                 << QByteArray("Session ID unknown");
    QTest::newRow("polling") << QByteArray("EIO=4&transport=polling") << QByteArray("Bad request");
    QTest::newRow("no EIO") << QByteArray("transport=websocket")
                            << QByteArray("Unsupported protocol version");
    QTest::newRow("EIO=5") << QByteArray("EIO=5&transport=websocket")
                           << QByteArray("Unsupported protocol version");
}

void TestEngineIoRequests::refusesUpgrades()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    EngineIoWire wire;
    const auto refusal = wire.refusal(query);
    QVERIFY(refusal.has_value());
    QCOMPARE(refusal->status, 400);
    QCOMPARE(refusal->body, body);
    QVERIFY(!wire.refusal("EIO=4&transport=websocket"));
}

void TestEngineIoRequests::refusesOtherTransportsForASession()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    const QByteArray badRequest = errorJson(Error::BadRequest);
    QCOMPARE(wire.request("GET", "EIO=4&transport=websocket&sid=" + sid)->body(), badRequest);
    QCOMPARE(wire.request("GET", "EIO=3&transport=polling&sid=" + sid)->body(), badRequest);
    QCOMPARE(wire.request("GET", "transport=polling&sid=" + sid)->body(), badRequest);
    QVERIFY(wire.refusal("EIO=4&transport=polling&sid=" + sid));
    QVERIFY(wire.refusal("EIO=3&transport=websocket&sid=" + sid));
    QVERIFY(!wire.refusal("EIO=4&transport=websocket&sid=" + sid));

    wire.openWebSocket();
    QCOMPARE(wire.request("GET", "EIO=4&transport=websocket&sid=" + wire.lastSid)->body(), badRequest);
    QCOMPARE(wire.poll(wire.lastSid)->body(), badRequest);
    QCOMPARE(wire.post(wire.lastSid, "4a")->body(), badRequest);

    const http::Headers origin{{"Origin",
                                QByteArray("http://a\x01"
                                           "b")}};
    QCOMPARE(wire.request("GET", "EIO=4&transport=polling", {}, origin)->body(), badRequest);
    QVERIFY(wire.refusal("EIO=4&transport=websocket", origin));
    QVERIFY(sessions.handlers.at(0)->reasons.isEmpty()); // none of it harmed anybody
    QVERIFY(sessions.handlers.at(1)->reasons.isEmpty());
}

void TestEngineIoRequests::refusesWhenFull()
{
    Config config;
    config.maxSessions = 2;
    EngineIoWire wire(config);
    const QByteArray sid = wire.openPolling();
    wire.openWebSocket();
    const auto refused = wire.request("GET", "EIO=4&transport=polling");
    QCOMPARE(refused->status(), 403);
    QCOMPARE(refused->body(), QByteArray(R"({"code":4,"message":"The server is full, try again later"})"));
    const auto upgrade = wire.refusal("EIO=4&transport=websocket");
    QVERIFY(upgrade);
    QCOMPARE(upgrade->status, 400);
    QCOMPARE(upgrade->body, QByteArray("The server is full, try again later"));
    QVERIFY(!wire.refusal("EIO=4&transport=websocket&sid=" + sid)); // a session's own upgrade is no new one
    wire.post(sid, "1");
    QCOMPARE(wire.request("GET", "EIO=4&transport=polling")->status(), 200);
}

void TestEngineIoRequests::pollingHandshake()
{
    Config config;
    config.pingInterval = 300ms;
    config.pingTimeout = 200ms;
    config.maxPayload = 1234;
    EngineIoWire wire(config);
    RecordingSessions sessions(wire.server);
    const auto answer = wire.request("GET", "EIO=4&transport=polling&t=abc&b64=1");
    QCOMPARE(answer->status(), 200);
    QCOMPARE(answer->response->headers.value("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
    QCOMPARE(answer->response->headers.value("Cache-Control"), QByteArray("no-store"));
    QVERIFY(!answer->response->headers.contains("Set-Cookie"));
    QVERIFY(!answer->response->headers.contains("Access-Control-Allow-Origin"));
    QVERIFY(answer->body().startsWith('0'));
    const QJsonObject open = QJsonDocument::fromJson(answer->body().mid(1)).object();
    QCOMPARE(open.size(), 5);
    QCOMPARE(open.value("upgrades"_L1).toArray(), QJsonArray{u"websocket"_s});
    QCOMPARE(open.value("pingInterval"_L1).toInt(), 300);
    QCOMPARE(open.value("pingTimeout"_L1).toInt(), 200);
    QCOMPARE(open.value("maxPayload"_L1).toInt(), 1234);
    QCOMPARE(sessions.handlers.size(), std::size_t(1));
    QCOMPARE(sessions.last().session->sid(), open.value("sid"_L1).toString().toUtf8());
}

void TestEngineIoRequests::webSocketHandshake()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    const auto socket = wire.webSocket("EIO=4&transport=websocket");
    const QJsonObject open = QJsonDocument::fromJson(socket->takeText().mid(1)).object();
    QCOMPARE(open.size(), 5);
    QCOMPARE(open.value("upgrades"_L1).toArray(), QJsonArray());
    QCOMPARE(open.value("pingInterval"_L1).toInt(), 25000);
    QCOMPARE(open.value("pingTimeout"_L1).toInt(), 20000);
    QCOMPARE(open.value("maxPayload"_L1).toInt(), 1000000);
    QVERIFY(socket->texts.isEmpty());
    QCOMPARE(sessions.last().session->stats().transport, TransportKind::WebSocket);
    QVERIFY(!sessions.last().session->stats().upgraded);
}

void TestEngineIoRequests::sidsAreLongAndDiffer()
{
    static const QRegularExpression form(u"^[A-Za-z0-9_-]{20}$"_s);
    EngineIoWire wire;
    QSet<QByteArray> sids;
    for (int i = 0; i < 100; ++i) {
        const QByteArray sid = wire.openPolling();
        QVERIFY(form.match(QString::fromLatin1(sid)).hasMatch());
        sids.insert(sid);
    }
    QCOMPARE(sids.size(), 100);
}

void TestEngineIoRequests::handlesItsPathOnly()
{
    EngineIoWire wire;
    QVERIFY(wire.server.handlesPath("/socket.io/"));
    QVERIFY(wire.server.handlesPath("/socket.io/anything"));
    for (const char *path : {"/", "", "/socket.io", "/socket.iox/", "/Socket.io/", "/a/socket.io/"})
        QVERIFY(!wire.server.handlesPath(path));
}

void TestEngineIoRequests::keepsTheRequestOfTheHandshake()
{
    EngineIoWire wire;
    RecordingSessions sessions(wire.server);
    wire.request("GET", "EIO=4&transport=polling&token=a%20b", {}, {{"User-Agent", "x"}});
    const SessionRequest &request = sessions.last().session->request();
    QCOMPARE(request.query.value("token"), QByteArray("a b"));
    QCOMPARE(request.head.headers.value("user-agent"), QByteArray("x"));
    QCOMPARE(request.peer.connectionId, quint64(1));
}

QTEST_GUILESS_MAIN(TestEngineIoRequests)
#include "tst_engineiorequests.moc"

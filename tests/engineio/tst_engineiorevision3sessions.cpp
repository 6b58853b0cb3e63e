// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whole conversations of revision 3 over a fake wire: the bodies of polls in each form, the heartbeat that
// the client begins, upgrades. The bodies themselves are covered by tst_engineiorevision3, what both
// revisions share by the other tst_engineio programs.

#include "tests/support/engineiowire.h"
#include "tests/support/recordingsessions.h"

#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace std::chrono_literals;
using confab::testing::EngineIoWire;
using confab::testing::RecordingSessions;

namespace {

const QByteArray binaryType("application/octet-stream");
const QByteArray textType("text/plain; charset=UTF-8");

} // namespace

class TestEngineIoRevision3Sessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensOnPolling();
    void opensOnWebSocket();
    void isRefusedWhenNotAllowed();
    void staysInItsRevision();
    void sendsTextTogether();
    void sendsBinaryBodiesWhenSomethingIsBinary();
    void sendsBase64ToThoseWhoWantIt();
    void readsBodies_data();
    void readsBodies();
    void badBodiesEndTheSession_data();
    void badBodiesEndTheSession();
    void undoesDoubleEncodingOfTextOnly();
    void answersPings();
    void aPongEndsTheSession();
    void expiresWithoutPings();
    void otherTrafficIsNoPing();
    void theHeartbeatGoesOnAfterAnUpgrade();
    void speaksJsonp();
    void framesBinaryOnWebSockets();
    void upgrades();
    void closesFromBothSides();
    void tellsTheLateGet();

private:
    EngineIoWire::Http get(const QByteArray &more = {})
    {
        return m_wire->request("GET", "EIO=3&transport=polling&sid=" + m_sid + more);
    }
    EngineIoWire::Http post(const QByteArray &body, const QByteArray &more = {},
                            const http::Headers &headers = {})
    {
        return m_wire->request("POST", "EIO=3&transport=polling&sid=" + m_sid + more, body, headers);
    }

    std::unique_ptr<EngineIoWire> m_wire;
    std::unique_ptr<RecordingSessions> m_sessions;
    QByteArray m_sid;
    RecordingSessions::Handler *m_client = nullptr;
};

void TestEngineIoRevision3Sessions::init()
{
    Config config;
    config.pingInterval = 300ms;
    config.pingTimeout = 200ms;
    m_wire = std::make_unique<EngineIoWire>(config);
    m_sessions = std::make_unique<RecordingSessions>(m_wire->server);
    const QByteArray open = m_wire->request("GET", "EIO=3&transport=polling")->body();
    m_sid = EngineIoWire::sidOf(open.mid(open.indexOf(':') + 1));
    m_client = &m_sessions->last();
}

void TestEngineIoRevision3Sessions::opensOnPolling()
{
    const auto answer = m_wire->request("GET", "EIO=3&transport=polling");
    QCOMPARE(answer->status(), 200);
    QCOMPARE(answer->response->headers.value("Content-Type"), textType);
    QCOMPARE(answer->response->headers.value("Cache-Control"), QByteArray("no-store"));
    const qsizetype colon = answer->body().indexOf(':');
    QCOMPARE(answer->body().left(colon).toLongLong(), answer->body().size() - colon - 1);
    QCOMPARE(answer->body().at(colon + 1), '0');
    const QByteArray sid = EngineIoWire::sidOf(answer->body().mid(colon + 1));
    QCOMPARE(answer->body().mid(colon + 1),
             "0{\"sid\":\"" + sid
                 + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":"
                   "1000000}");
    QCOMPARE(m_sessions->last().session->revision(), Revision::V3);
}

void TestEngineIoRevision3Sessions::opensOnWebSocket()
{
    const auto socket = m_wire->webSocket("EIO=3&transport=websocket");
    QVERIFY(socket->takeText().startsWith("0{\"sid\":"));
    QCOMPARE(m_sessions->last().session->revision(), Revision::V3);
}

void TestEngineIoRevision3Sessions::isRefusedWhenNotAllowed()
{
    Config config;
    config.allowRevision3 = false;
    EngineIoWire wire(config);
    const auto answer = wire.request("GET", "EIO=3&transport=polling");
    QCOMPARE(answer->status(), 400);
    QCOMPARE(answer->body(), errorJson(Error::UnsupportedProtocolVersion));
    QCOMPARE(wire.refusal("EIO=3&transport=websocket")->body, QByteArray("Unsupported protocol version"));
    QCOMPARE(wire.request("GET", "EIO=4&transport=polling")->status(), 200);
}

void TestEngineIoRevision3Sessions::staysInItsRevision()
{
    const QByteArray badRequest = errorJson(Error::BadRequest);
    QCOMPARE(m_wire->poll(m_sid)->body(), badRequest);
    QCOMPARE(m_wire->post(m_sid, "4a")->body(), badRequest);
    QVERIFY(m_wire->refusal("EIO=4&transport=websocket&sid=" + m_sid));
    QVERIFY(!m_wire->refusal("EIO=3&transport=websocket&sid=" + m_sid));
    QVERIFY(get()->isPending()); // it lives
}

void TestEngineIoRevision3Sessions::sendsTextTogether()
{
    m_client->send("hello");
    m_client->send("\xe2\x82\xac");
    const auto poll = get();
    QCOMPARE(poll->body(), QByteArray("6:4hello2:4\xe2\x82\xac"));
    QCOMPARE(poll->response->headers.value("Content-Type"), textType);
}

void TestEngineIoRevision3Sessions::sendsBinaryBodiesWhenSomethingIsBinary()
{
    m_client->send("a");
    m_client->session->send({OutgoingPacket::message("\x01\x02", true)});
    const auto poll = get();
    QCOMPARE(poll->response->headers.value("Content-Type"), binaryType);
    QCOMPARE(poll->body(),
             QByteArray("\x00\x02\xff"
                        "4a\x01\x03\xff\x04\x01\x02",
                        11));
}

void TestEngineIoRevision3Sessions::sendsBase64ToThoseWhoWantIt()
{
    m_client->session->send({OutgoingPacket::message("\x01\x02\x03\x04", true)});
    const auto poll = get("&b64=1");
    QCOMPARE(poll->response->headers.value("Content-Type"), textType);
    QCOMPARE(poll->body(), QByteArray("10:b4AQIDBA=="));
}

void TestEngineIoRevision3Sessions::readsBodies_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("text") << QByteArray("text/plain;charset=UTF-8")
                          << QByteArray("3:4\xe2\x82\xac"
                                        "x10:b4AQIDBA==")
                          << QByteArray();
    QTest::newRow("no type") << QByteArray()
                             << QByteArray("3:4\xe2\x82\xac"
                                           "x10:b4AQIDBA==")
                             << QByteArray();
    QTest::newRow("binary") << binaryType
                            << QByteArray("\x00\x05\xff"
                                          "4\xe2\x82\xac"
                                          "x\x01\x05\xff\x04\x01\x02\x03\x04",
                                          16)
                            << QByteArray();
    QTest::newRow("JSONP") << QByteArray("application/x-www-form-urlencoded")
                           << QByteArray("d=3%3A4%E2%82%ACx10%3Ab4AQIDBA%3D%3D") << QByteArray("&j=0");
}

void TestEngineIoRevision3Sessions::readsBodies()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, more);
    const auto answer = post(body, more, {{"Content-Type", type}});
    QCOMPARE(answer->status(), 200);
    QCOMPARE(answer->body(), QByteArray("ok"));
    QCOMPARE(answer->response->headers.value("Content-Type"), QByteArray("text/html"));
    QCOMPARE(m_client->texts, QList<QByteArray>{"\xe2\x82\xacx"});
    QCOMPARE(m_client->binaries, QList<QByteArray>{"\x01\x02\x03\x04"});
}

void TestEngineIoRevision3Sessions::badBodiesEndTheSession_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("revision 4") << QByteArray() << QByteArray("4hello");
    QTest::newRow("one good, one bad") << QByteArray() << QByteArray("2:4a9:4b");
    QTest::newRow("text as binary") << binaryType << QByteArray("2:4a");
    QTest::newRow("binary as text") << QByteArray()
                                    << QByteArray("\x00\x02\xff"
                                                  "4a",
                                                  5);
}

void TestEngineIoRevision3Sessions::badBodiesEndTheSession()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    const auto poll = get();
    QCOMPARE(post(body, {}, {{"Content-Type", type}})->status(), 400);
    QCOMPARE(poll->body(), QByteArray("1:1"));
    QCOMPARE(m_client->reasons, QList<CloseReason>{CloseReason::ParseError});
    QVERIFY(m_client->texts.isEmpty());
}

void TestEngineIoRevision3Sessions::undoesDoubleEncodingOfTextOnly()
{
    const QByteArray twice = QString::fromLatin1("Grüße").toUtf8(); // seven units, eight with the type
    QCOMPARE(post("8:4" + twice)->status(), 200);
    QCOMPARE(m_client->texts, QList<QByteArray>{"Grüße"});

    // A binary body is never encoded twice, not even by those clients; neither is a WebSocket's text.
    m_client->texts.clear();
    QCOMPARE(
        post(QByteArray("\x00\x01\x02\xff", 4) + '4' + twice, {}, {{"Content-Type", binaryType}})->status(),
        200);
    QCOMPARE(m_client->texts, QList<QByteArray>{twice});
    const auto socket = m_wire->webSocket("EIO=3&transport=websocket");
    socket->text('4' + twice);
    QCOMPARE(m_sessions->last().texts, QList<QByteArray>{twice});
}

void TestEngineIoRevision3Sessions::answersPings()
{
    const auto poll = get();
    QCOMPARE(post("1:2")->body(), QByteArray("ok"));
    QCOMPARE(poll->body(), QByteArray("1:3"));

    const auto socket = m_wire->webSocket("EIO=3&transport=websocket");
    (void)socket->takeText();
    socket->text("2");
    QCOMPARE(socket->takeText(), QByteArray("3"));
    socket->text("2probe");
    QCOMPARE(socket->takeText(), QByteArray("3"));
}

void TestEngineIoRevision3Sessions::aPongEndsTheSession()
{
    QCOMPARE(post("1:3")->status(), 400);
    QCOMPARE(m_client->reasons, QList<CloseReason>{CloseReason::TransportError});
}

void TestEngineIoRevision3Sessions::expiresWithoutPings()
{
    const auto poll = get();
    m_wire->timers.advance(499ms);
    QVERIFY(poll->isPending()); // and the server has sent no ping
    m_wire->timers.advance(1ms);
    QCOMPARE(poll->body(), QByteArray("1:1"));
    QCOMPARE(m_client->reasons, QList<CloseReason>{CloseReason::PingTimeout});
}

void TestEngineIoRevision3Sessions::otherTrafficIsNoPing()
{
    m_wire->timers.advance(400ms);
    QCOMPARE(post("2:4a")->status(), 200);
    m_wire->timers.advance(99ms);
    QVERIFY(m_client->session);
    m_wire->timers.advance(1ms);
    QCOMPARE(m_client->reasons, QList<CloseReason>{CloseReason::PingTimeout});
}

void TestEngineIoRevision3Sessions::theHeartbeatGoesOnAfterAnUpgrade()
{
    const auto socket = m_wire->webSocket("EIO=3&transport=websocket&sid=" + m_sid);
    socket->text("2probe");
    socket->text("5");
    m_wire->timers.advance(450ms);
    socket->text("2");
    m_wire->timers.advance(499ms);
    QVERIFY(m_client->session);
    m_wire->timers.advance(1ms);
    QCOMPARE(m_client->reasons, QList<CloseReason>{CloseReason::PingTimeout});
    QVERIFY(socket->closeCode);
}

void TestEngineIoRevision3Sessions::speaksJsonp()
{
    m_client->send("[\"a\"]");
    m_client->session->send({OutgoingPacket::message("\x01\x02\x03\x04", true)});
    const auto poll = get("&j=7");
    QCOMPARE(poll->body(), QByteArray(R"(___eio[7]("6:4[\"a\"]10:b4AQIDBA==");)"));
    QCOMPARE(poll->response->headers.value("Content-Type"), QByteArray("text/javascript; charset=UTF-8"));
    QCOMPARE(poll->response->headers.value("X-Content-Type-Options"), QByteArray("nosniff"));
    const auto open = m_wire->request("GET", "EIO=3&transport=polling&j=2");
    QVERIFY(open->body().startsWith("___eio[2](\"") && open->body().endsWith("}\");"));
    QCOMPARE(post("x=1", "&j=7")->status(), 200); // as in node: no payload, nothing happens
    QVERIFY(m_client->session);
}

void TestEngineIoRevision3Sessions::framesBinaryOnWebSockets()
{
    const auto socket = m_wire->webSocket("EIO=3&transport=websocket");
    m_sessions->last().session->send({OutgoingPacket::message("\x01\x02", true)});
    QCOMPARE(socket->takeBinary(), QByteArray("\x04\x01\x02"));
    socket->binary("\x04\x03");
    QCOMPARE(m_sessions->last().binaries, QList<QByteArray>{"\x03"});
    socket->binary("\x03");
    QCOMPARE(m_sessions->last().reasons, QList<CloseReason>{CloseReason::ParseError});
}

void TestEngineIoRevision3Sessions::upgrades()
{
    const auto socket = m_wire->webSocket("EIO=3&transport=websocket&sid=" + m_sid);
    socket->text("2probe");
    QCOMPARE(socket->takeText(), QByteArray("3probe"));
    for (int i = 0; i < 3; ++i) { // every poll of the meantime is released
        const auto poll = get();
        QVERIFY(poll->isPending());
        m_wire->timers.advance(100ms);
        QCOMPARE(poll->body(), QByteArray("1:6"));
    }
    m_client->send("late");
    socket->text("5");
    QCOMPARE(socket->takeText(), QByteArray("4late"));
    QCOMPARE(get()->body(), errorJson(Error::BadRequest));
    socket->text("4over");
    QCOMPARE(m_client->texts, QList<QByteArray>{"over"});
}

void TestEngineIoRevision3Sessions::closesFromBothSides()
{
    auto poll = get();
    QCOMPARE(post("1:1")->status(), 200);
    QCOMPARE(poll->body(), QByteArray("1:6"));
    QCOMPARE(m_client->reasons, QList<CloseReason>{CloseReason::TransportClose});

    init();
    poll = get();
    m_client->session->close();
    QCOMPARE(poll->body(), QByteArray("1:1"));
}

void TestEngineIoRevision3Sessions::tellsTheLateGet()
{
    QCOMPARE(post("1:1")->status(), 200);
    QCOMPARE(get()->body(), QByteArray("1:6"));
    QCOMPARE(get()->body(), errorJson(Error::UnknownSid));
}

QTEST_GUILESS_MAIN(TestEngineIoRevision3Sessions)
#include "tst_engineiorevision3sessions.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sessions on HTTP long-polling over a fake wire. Refused requests are in tst_engineiorequests, upgrades in
// tst_engineioupgrade. Two POSTs at once cannot be seen here: an exchange holds a complete request.

#include "tests/support/engineiowire.h"
#include "tests/support/recordingsessions.h"

#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace std::chrono_literals;
using confab::testing::EngineIoWire;
using confab::testing::RecordingSessions;

class TestEngineIoPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void receivesInOrder();
    void postIsAnsweredOk();
    void pollWaitsForData();
    void whatWaitedGoesTogether();
    void sendsBinary();
    void otherMethodsAreHarmless();
    void secondPollEndsTheSession();
    void abortedPollEndsTheSession();
    void badBodiesEndTheSession_data();
    void badBodiesEndTheSession();
    void badBodyDeliversNothing();
    void tooLargeBodyIsHarmless();
    void clientClosesWithAPollPending();
    void clientClosesWithoutPoll();
    void lateGetIsAnsweredOnce();
    void lateGetIsUnknownAfterAWhile();
    void aStoppingServerTellsTheNextGet();
    void nothingIsTakenAfterAClose();
    void serverClosesWithAPollPending();
    void serverClosesBeforeTheNextPoll();
    void serverClosesAndNobodyPolls();
    void handlerMayCloseInTheMiddleOfABody();
    void heartbeatOverPolls();
    void expiresWithoutPong();
    void expiresWithAPollPending();
    void aPollDoesNotFindASessionWhoseTimeIsOver();
    void aPongThatIsJustInTimeSaves();
    void shutsDown();
    void countsBytes();
    void endsASessionThatNeverPolls();
    void keepsOneLargePacketBesideWhatWaits();

private:
    std::unique_ptr<EngineIoWire> m_wire;
    std::unique_ptr<RecordingSessions> m_sessions;
    QByteArray m_sid;
    RecordingSessions::Handler *m_client = nullptr;
};

void TestEngineIoPolling::init()
{
    m_sessions.reset();
    m_wire = std::make_unique<EngineIoWire>();
    m_sessions = std::make_unique<RecordingSessions>(m_wire->server);
    m_sid = m_wire->openPolling();
    m_client = &m_sessions->last();
}

void TestEngineIoPolling::receivesInOrder()
{
    m_wire->post(m_sid,
                 "4one\x1e"
                 "4\x1e"
                 "bAQIDBA==\x1e"
                 "4two");
    m_wire->post(m_sid, "4three");
    QCOMPARE(m_client->texts, (QList<QByteArray>{"one", "", "two", "three"}));
    QCOMPARE(m_client->binaries, (QList<QByteArray>{"\x01\x02\x03\x04"}));
}

void TestEngineIoPolling::postIsAnsweredOk()
{
    const auto post = m_wire->post(m_sid, "4one");
    QCOMPARE(post->status(), 200);
    QCOMPARE(post->body(), QByteArray("ok"));
    QCOMPARE(post->response->headers.value("Content-Type"), QByteArray("text/html"));
    QCOMPARE(post->response->headers.value("Cache-Control"), QByteArray("no-store"));
}

void TestEngineIoPolling::pollWaitsForData()
{
    const auto poll = m_wire->poll(m_sid);
    QVERIFY(poll->isPending());
    m_client->send("hello");
    QCOMPARE(poll->status(), 200);
    QCOMPARE(poll->body(), QByteArray("4hello"));
    QCOMPARE(poll->response->headers.value("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
    QCOMPARE(poll->response->headers.value("Cache-Control"), QByteArray("no-store"));
    QVERIFY(m_wire->poll(m_sid)->isPending());
}

void TestEngineIoPolling::whatWaitedGoesTogether()
{
    m_client->send("one");
    m_client->send("two");
    QCOMPARE(m_client->session->stats().bytesQueued, 6);
    QCOMPARE(m_wire->poll(m_sid)->body(),
             QByteArray("4one\x1e"
                        "4two"));
    QCOMPARE(m_client->session->stats().bytesQueued, 0);
}

void TestEngineIoPolling::sendsBinary()
{
    const auto poll = m_wire->poll(m_sid);
    m_client->session->send(
        {OutgoingPacket::message("text"), OutgoingPacket::message("\x01\x02\x03\x04", true)});
    QCOMPARE(poll->body(),
             QByteArray("4text\x1e"
                        "bAQIDBA=="));
}

void TestEngineIoPolling::otherMethodsAreHarmless()
{
    for (const char *method : {"PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"}) {
        const auto answer = m_wire->request(method, "EIO=4&transport=polling&sid=" + m_sid);
        QCOMPARE(answer->status(), 405);
        QCOMPARE(answer->response->headers.value("Allow"), QByteArray("GET, POST"));
    }
    QVERIFY(m_client->reasons.isEmpty());
    QVERIFY(m_wire->poll(m_sid)->isPending());
}

void TestEngineIoPolling::secondPollEndsTheSession()
{
    const auto first = m_wire->poll(m_sid);
    const auto second = m_wire->poll(m_sid);
    QCOMPARE(first->status(), 200);
    QCOMPARE(first->body(), QByteArray("1"));
    QCOMPARE(second->status(), 400);
    QCOMPARE(second->body(), QByteArray());
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportError});
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::abortedPollEndsTheSession()
{
    const auto poll = m_wire->poll(m_sid);
    poll->abort();
    QVERIFY(poll->destroyed);
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportError});
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::badBodiesEndTheSession_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<CloseReason>("reason");
    const QByteArray text("text/plain;charset=UTF-8");
    QTest::newRow("empty") << QByteArray() << text << CloseReason::ParseError;
    QTest::newRow("no packet") << QByteArray("abc") << text << CloseReason::ParseError;
    QTest::newRow("bad base64") << QByteArray("b*") << text << CloseReason::ParseError;
    QTest::newRow("not UTF-8") << QByteArray("4\xff") << text << CloseReason::ParseError;
    QTest::newRow("a ping, which is the server's") << QByteArray("2") << text << CloseReason::TransportError;
    QTest::newRow("octet-stream") << QByteArray("4a") << QByteArray("application/octet-stream")
                                  << CloseReason::TransportError;
    QTest::newRow("octet-stream with parameters")
        << QByteArray("4a") << QByteArray("Application/Octet-Stream; x=y") << CloseReason::TransportError;
}

void TestEngineIoPolling::badBodiesEndTheSession()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(CloseReason, reason);
    const auto poll = m_wire->poll(m_sid);
    const auto post =
        m_wire->request("POST", "EIO=4&transport=polling&sid=" + m_sid, body, {{"Content-Type", type}});
    QCOMPARE(post->status(), 400);
    QCOMPARE(poll->body(), QByteArray("1"));
    QCOMPARE(m_client->reasons, QList{reason});
    QVERIFY(m_client->texts.isEmpty());
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::badBodyDeliversNothing()
{
    m_wire->post(m_sid,
                 "4one\x1e"
                 "x");
    QVERIFY(m_client->texts.isEmpty());
    QCOMPARE(m_client->reasons, QList{CloseReason::ParseError});
}

void TestEngineIoPolling::tooLargeBodyIsHarmless()
{
    const auto fits = m_wire->post(m_sid, '4' + QByteArray(999999, 'x'));
    QCOMPARE(fits->status(), 200);
    const auto tooLarge = m_wire->post(m_sid, '4' + QByteArray(1000000, 'x'));
    QCOMPARE(tooLarge->status(), 413);
    QCOMPARE(m_client->texts.size(), 1);
    QVERIFY(m_client->reasons.isEmpty());
    QCOMPARE(m_wire->post(m_sid, "4a")->status(), 200);
    QCOMPARE(m_wire->server.bodyLimit(), qint64(1000000));
}

void TestEngineIoPolling::clientClosesWithAPollPending()
{
    const auto poll = m_wire->poll(m_sid);
    const auto post = m_wire->post(m_sid,
                                   "4last\x1e"
                                   "1\x1e"
                                   "4after");
    QCOMPARE(post->status(), 200);
    QCOMPARE(post->body(), QByteArray("ok"));
    QCOMPARE(poll->body(), QByteArray("6"));
    QCOMPARE(m_client->texts, QList<QByteArray>{"last"});
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportClose});
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::clientClosesWithoutPoll()
{
    m_wire->post(m_sid, "1");
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportClose});
    QCOMPARE(m_wire->post(m_sid, "4a")->body(), errorJson(Error::UnknownSid));
    QVERIFY(m_wire->refusal("EIO=4&transport=websocket&sid=" + m_sid));
}

void TestEngineIoPolling::lateGetIsAnsweredOnce()
{
    m_wire->post(m_sid, "1");
    m_wire->timers.advance(99ms);
    const auto late = m_wire->poll(m_sid);
    QCOMPARE(late->status(), 200);
    QCOMPARE(late->body(), QByteArray("6"));
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::aStoppingServerTellsTheNextGet()
{
    m_wire->server.closeAll();
    const auto late = m_wire->poll(m_sid);
    QCOMPARE(late->status(), 200);
    QCOMPARE(late->body(), QByteArray("1"));
    QCOMPARE(m_wire->poll(m_sid)->status(), 400);
}

void TestEngineIoPolling::lateGetIsUnknownAfterAWhile()
{
    m_wire->post(m_sid, "1");
    m_wire->timers.advance(100ms);
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
    QCOMPARE(m_wire->timers.count(), std::size_t(0)); // nothing of the session is left
}

void TestEngineIoPolling::nothingIsTakenAfterAClose()
{
    Session *session = m_client->session;
    m_client->onMessage = [session](const QByteArray &data) {
        if (data == "close") {
            session->close();
            session->send({OutgoingPacket::message("too late")});
            session->close();
        }
    };
    m_wire->post(m_sid, "4close");
    QVERIFY(m_client->reasons.isEmpty()); // it closed by itself
    QCOMPARE(m_wire->poll(m_sid)->body(), QByteArray("1"));
}

void TestEngineIoPolling::serverClosesWithAPollPending()
{
    const auto poll = m_wire->poll(m_sid);
    m_client->session->close();
    QCOMPARE(poll->body(), QByteArray("1"));
    QVERIFY(m_client->reasons.isEmpty());
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::serverClosesBeforeTheNextPoll()
{
    m_client->send("bye");
    m_client->session->close();
    QCOMPARE(m_wire->post(m_sid, "4ignored")->status(), 200);
    QVERIFY(m_client->texts.isEmpty());
    QCOMPARE(m_wire->poll(m_sid)->body(), QByteArray("4bye"));
    QCOMPARE(m_wire->poll(m_sid)->body(), QByteArray("1"));
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::serverClosesAndNobodyPolls()
{
    m_client->session->close();
    m_wire->timers.advance(29999ms);
    QCOMPARE(m_wire->server.sessionCount(), 1);
    m_wire->timers.advance(1ms);
    QCOMPARE(m_wire->server.sessionCount(), 0);
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
    m_wire->timers.turn();
    QCOMPARE(m_wire->timers.count(), std::size_t(0));
}

void TestEngineIoPolling::handlerMayCloseInTheMiddleOfABody()
{
    const auto poll = m_wire->poll(m_sid);
    Session *session = m_client->session;
    m_client->onMessage = [session](const QByteArray &) { session->close(); };
    QCOMPARE(m_wire
                 ->post(m_sid,
                        "4one\x1e"
                        "4two")
                 ->body(),
             QByteArray("ok"));
    QCOMPARE(m_client->texts, QList<QByteArray>{"one"});
    QCOMPARE(poll->body(), QByteArray("1"));
}

void TestEngineIoPolling::heartbeatOverPolls()
{
    for (int round = 0; round < 3; ++round) {
        const auto poll = m_wire->poll(m_sid);
        m_wire->timers.advance(24999ms);
        QVERIFY(poll->isPending());
        m_wire->timers.advance(1ms);
        QCOMPARE(poll->body(), QByteArray("2"));
        m_wire->timers.advance(17ms);
        QCOMPARE(m_wire->post(m_sid, "3")->body(), QByteArray("ok"));
        QCOMPARE(m_client->session->stats().roundTrip->count(), 17);
    }
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoPolling::expiresWithoutPong()
{
    m_wire->timers.advance(44999ms); // nobody polls: the ping waits
    QVERIFY(m_client->reasons.isEmpty());
    m_wire->timers.advance(1ms);
    QCOMPARE(m_client->reasons, QList{CloseReason::PingTimeout});
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoPolling::expiresWithAPollPending()
{
    m_wire->timers.advance(25s);
    QCOMPARE(m_wire->poll(m_sid)->body(), QByteArray("2"));
    const auto poll = m_wire->poll(m_sid);
    m_wire->timers.advance(20s);
    QCOMPARE(poll->body(), QByteArray("1"));
    QCOMPARE(m_client->reasons, QList{CloseReason::PingTimeout});
}

void TestEngineIoPolling::aPollDoesNotFindASessionWhoseTimeIsOver()
{
    m_wire->timers.advance(25s);
    m_wire->timers.pass(20s); // the timer is about to fire
    QCOMPARE(m_wire->poll(m_sid)->body(), errorJson(Error::UnknownSid));
    QCOMPARE(m_client->reasons, QList{CloseReason::PingTimeout});
}

void TestEngineIoPolling::aPongThatIsJustInTimeSaves()
{
    m_wire->timers.advance(25s);
    m_wire->timers.pass(20s);
    QCOMPARE(m_wire->post(m_sid, "3")->status(), 200);
    m_wire->timers.advance(24s);
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoPolling::shutsDown()
{
    const auto poll = m_wire->poll(m_sid);
    m_wire->openPolling();
    m_wire->server.closeAll();
    QCOMPARE(poll->body(), QByteArray("1"));
    QCOMPARE(m_client->reasons, QList{CloseReason::ShuttingDown});
    QCOMPARE(m_sessions->last().reasons, QList{CloseReason::ShuttingDown});
    QCOMPARE(m_wire->server.sessionCount(), 0);
    QVERIFY(!m_wire->server.isClosing());
}

void TestEngineIoPolling::countsBytes()
{
    const auto before = m_client->session->stats();
    m_wire->post(m_sid, "4one");
    m_client->send("hello");
    m_wire->poll(m_sid);
    const auto after = m_client->session->stats();
    QCOMPARE(after.bytesIn - before.bytesIn, quint64(4));
    QCOMPARE(after.bytesOut - before.bytesOut, quint64(6));
}

// It may go on answering pings by POST, and even close from above while it is being given up.
void TestEngineIoPolling::endsASessionThatNeverPolls()
{
    Config config;
    config.maxBuffered = 10000;
    EngineIoWire wire(config);
    RecordingSessions sessions(wire.server);
    wire.openPolling();
    RecordingSessions::Handler &first = sessions.last();
    wire.openPolling();
    RecordingSessions::Handler &second = sessions.last();
    for (int i = 0; i < 200; ++i) {
        first.send(QByteArray(100, 'x'));
        second.send({});
        QVERIFY(first.reasons.isEmpty()); // send() never calls the handler
    }
    QVERIFY(first.session->stats().bytesQueued <= config.maxBuffered);
    wire.timers.advance(0ms);
    QCOMPARE(first.reasons, QList<CloseReason>{CloseReason::TransportError});
    QCOMPARE(second.reasons, QList<CloseReason>{CloseReason::TransportError}); // empty messages cost too
    QCOMPARE(wire.server.sessionCount(), 0);

    wire.openPolling();
    RecordingSessions::Handler &third = sessions.last();
    for (int i = 0; i < 2; ++i)
        third.send(QByteArray(config.maxBuffered, 'x'));
    third.session->close();
    wire.timers.advance(0ms);
    QVERIFY(third.reasons.isEmpty());
    QCOMPARE(wire.server.sessionCount(), 0);
}

void TestEngineIoPolling::keepsOneLargePacketBesideWhatWaits()
{
    Config config;
    config.maxBuffered = 10000;
    EngineIoWire wire(config);
    RecordingSessions sessions(wire.server);
    const QByteArray sid = wire.openPolling();
    RecordingSessions::Handler &client = sessions.last();
    for (int round = 0; round < 2; ++round) { // what was polled for is forgotten
        client.send(QByteArray(5000, 'a'));
        client.send(QByteArray(50000, 'b')); // a page that it asked for
        client.send(QByteArray(4000, 'c'));
        wire.timers.advance(0ms);
        QVERIFY(client.reasons.isEmpty());
        const auto poll = wire.poll(sid);
        QVERIFY(poll->response && poll->response->body.size() > 59000);
    }
    client.send(QByteArray(5000, 'a'));
    client.send(QByteArray(50000, 'b'));
    client.send(QByteArray(6000, 'c')); // too much beside it
    wire.timers.advance(0ms);
    QVERIFY(client.reasons.isEmpty());
    client.send("and that is noticed");
    wire.timers.advance(0ms);
    QCOMPARE(client.reasons, QList<CloseReason>{CloseReason::TransportError});
}

QTEST_GUILESS_MAIN(TestEngineIoPolling)
#include "tst_engineiopolling.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Clients that send more than their admission allows: nothing is lost, they wait. How much is allowed is in
// tst_tokenbucket.

#include "tests/support/engineiowire.h"
#include "tests/support/fakeadmission.h"
#include "tests/support/recordingsessions.h"

#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace std::chrono_literals;
using namespace confab::testing;

class TestEngineIoPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aWebSocketIsNotRead();
    void anAnswerIsHeld();
    void anotherPostBeforeTheAnswerEndsTheSession();
    void hangingUpDoesNotHelp();
    void theEndAnswersAtOnce();
    void theUpgradeTakesTheDebtAlong();
    void aHeldClientHasItsWholeTimeForAPong_data();
    void aHeldClientHasItsWholeTimeForAPong();
    void aHeldClientIsPingedAllTheSame();
    void theAdmissionEndsWithTheSession();

private:
    std::unique_ptr<EngineIoWire> m_wire;
    std::unique_ptr<RecordingSessions> m_sessions;
    std::shared_ptr<AdmissionProbe> m_admission;
};

void TestEngineIoPace::init()
{
    m_sessions.reset();
    m_wire = std::make_unique<EngineIoWire>();
    m_sessions = std::make_unique<RecordingSessions>(m_wire->server);
    m_admission = std::make_shared<AdmissionProbe>();
    m_wire->server.setAdmit(
        [this](const net::Peer &) { return std::make_unique<FakeAdmission>(m_admission); });
}

void TestEngineIoPace::aWebSocketIsNotRead()
{
    const auto socket = m_wire->openWebSocket();
    socket->text("4one");
    QVERIFY(!socket->pause);
    QVERIFY(!m_sessions->last().session->stats().isSlowed);
    m_admission->wait = 20ms;
    socket->text("4two");
    socket->binary("three");
    QCOMPARE(socket->pause, 20ms);
    QCOMPARE(m_admission->packets, 3);
    QCOMPARE(m_sessions->last().texts, (QList<QByteArray>{"one", "two"}));
    QCOMPARE(m_sessions->last().binaries.size(), 1);
    QVERIFY(m_sessions->last().session->stats().isSlowed);
}

void TestEngineIoPace::anAnswerIsHeld()
{
    const QByteArray sid = m_wire->openPolling();
    m_admission->wait = 500ms;
    const auto post = m_wire->post(sid,
                                   "4one\x1e"
                                   "4two");
    QCOMPARE(m_sessions->last().texts, (QList<QByteArray>{"one", "two"}));
    QCOMPARE(m_admission->packets, 2);
    m_wire->timers.advance(499ms);
    QVERIFY(post->isPending());
    const auto poll = m_wire->poll(sid);
    m_sessions->last().send("polls go on");
    QCOMPARE(poll->body(), "4polls go on");
    m_wire->timers.advance(1ms);
    QCOMPARE(post->body(), "ok");
    QCOMPARE(post->responses, 1);
    m_admission->wait = 0ms;
    QCOMPARE(m_wire->post(sid, "4three")->body(), "ok");
}

void TestEngineIoPace::anotherPostBeforeTheAnswerEndsTheSession()
{
    const QByteArray sid = m_wire->openPolling();
    m_admission->wait = 500ms;
    const auto held = m_wire->post(sid, "4one");
    QCOMPARE(m_wire->post(sid, "4two")->status(), 400);
    QCOMPARE(held->status(), 200);
    QCOMPARE(m_sessions->last().texts, QList<QByteArray>{"one"});
    QCOMPARE(m_sessions->last().reasons, QList<CloseReason>{CloseReason::TransportError});
}

void TestEngineIoPace::hangingUpDoesNotHelp()
{
    const QByteArray sid = m_wire->openPolling();
    m_admission->wait = 500ms;
    m_wire->post(sid, "4one")->abort();
    QVERIFY(m_sessions->last().reasons.isEmpty());
    QCOMPARE(m_wire->post(sid, "4two")->status(), 400);
    QCOMPARE(m_sessions->last().texts, QList<QByteArray>{"one"});
}

void TestEngineIoPace::theEndAnswersAtOnce()
{
    const QByteArray sid = m_wire->openPolling();
    m_admission->wait = 500ms;
    const auto held = m_wire->post(sid, "4one");
    m_wire->server.closeAll();
    QCOMPARE(held->body(), "ok");
    const QByteArray other = m_wire->openPolling();
    QCOMPARE(m_wire
                 ->post(other,
                        "4one\x1e"
                        "1")
                 ->body(),
             "ok"); // the client's own end
}

void TestEngineIoPace::theUpgradeTakesTheDebtAlong()
{
    const QByteArray sid = m_wire->openPolling();
    m_admission->wait = 500ms;
    const auto held = m_wire->post(sid, "4one");
    const auto candidate = m_wire->candidate(sid);
    candidate->text("2probe");
    candidate->text("5");
    QCOMPARE(held->body(), "ok");
    QCOMPARE(candidate->pause, 500ms);
    QVERIFY(m_sessions->last().reasons.isEmpty());
}

void TestEngineIoPace::aHeldClientHasItsWholeTimeForAPong_data()
{
    QTest::addColumn<std::chrono::milliseconds>("before"); // the message that makes it wait
    QTest::newRow("held when the ping goes out") << std::chrono::milliseconds(20s);
    QTest::newRow("held while the pong is awaited") << std::chrono::milliseconds(30s);
}

void TestEngineIoPace::aHeldClientHasItsWholeTimeForAPong()
{
    QFETCH(std::chrono::milliseconds, before);
    const auto socket = m_wire->openWebSocket();
    m_wire->timers.advance(before);
    m_admission->wait = 60s;
    socket->text("4much");
    m_wire->timers.advance(60s + 19999ms); // and a ping timeout of 20 s
    QVERIFY(m_sessions->last().reasons.isEmpty());
    m_wire->timers.advance(1ms);
    QCOMPARE(m_sessions->last().reasons, QList<CloseReason>{CloseReason::PingTimeout});
}

void TestEngineIoPace::aHeldClientIsPingedAllTheSame()
{
    const auto socket = m_wire->openWebSocket();
    m_wire->timers.advance(10s);
    m_admission->wait = 20ms;
    // It says something all the time, and its pongs wait behind that.
    for (int i = 0; i < 10 * 60 * 10; ++i) {
        socket->text("4much");
        m_wire->timers.advance(100ms);
    }
    QVERIFY(m_sessions->last().reasons.isEmpty());
    // Every 25 s at least, or npm's client gives up after 45.
    const auto pings = socket->texts.count("2");
    QVERIFY2(pings >= 10 * 60 / 25, QByteArray::number(pings).constData());
    QVERIFY(pings <= 10 * 60 / 25 + 1);
    m_admission->wait = 0ms;
    socket->text("3");
    m_wire->timers.advance(24999ms + 20s);
    QVERIFY(m_sessions->last().reasons.isEmpty());
    m_wire->timers.advance(1ms);
    QCOMPARE(m_sessions->last().reasons.size(), 1);
    const auto all = socket->texts.count("2");
    m_wire->timers.advance(1h);
    QCOMPARE(socket->texts.count("2"), all);
}

void TestEngineIoPace::theAdmissionEndsWithTheSession()
{
    const auto socket = m_wire->openWebSocket();
    QVERIFY(!m_admission->isOver);
    socket->end(1000);
    m_wire->timers.turn();
    QVERIFY(m_admission->isOver);
}

QTEST_GUILESS_MAIN(TestEngineIoPace)
#include "tst_engineiopace.moc"

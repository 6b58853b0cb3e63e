// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From polling to WebSocket: the probe, polls that are pending meanwhile, and candidates that come to
// nothing.

#include "tests/support/engineiowire.h"
#include "tests/support/recordingsessions.h"

#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace std::chrono_literals;
using confab::testing::EngineIoWire;
using confab::testing::RecordingSessions;

class TestEngineIoUpgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void upgrades();
    void releasesPendingPolls();
    void doesNotReleaseBeforeTheProbe();
    void dataGoesThroughPollingUntilTheUpgrade();
    void whatWaitedIsFlushed();
    void upgradesWithAPollStillPending();
    void afterwardsHttpIsRefused();
    void secondWebSocketIsClosed();
    void secondWebSocketWhileUpgradingIsClosed();
    void otherPacketsCloseTheCandidateOnly_data();
    void otherPacketsCloseTheCandidateOnly();
    void timesOut();
    void candidateGoesAway();
    void mayTryAgain();
    void sessionEndsWhileUpgrading();
    void heartbeatGoesOnWhileUpgrading();
    void unansweredPingSurvivesTheUpgrade();
    void serverClosesWhileUpgrading();
    void leavesNothingBehind();

private:
    EngineIoWire::WebSocket upgraded();

    std::unique_ptr<EngineIoWire> m_wire;
    std::unique_ptr<RecordingSessions> m_sessions;
    QByteArray m_sid;
    RecordingSessions::Handler *m_client = nullptr;
};

void TestEngineIoUpgrade::init()
{
    m_sessions.reset();
    m_wire = std::make_unique<EngineIoWire>();
    m_sessions = std::make_unique<RecordingSessions>(m_wire->server);
    m_sid = m_wire->openPolling();
    m_client = &m_sessions->last();
}

EngineIoWire::WebSocket TestEngineIoUpgrade::upgraded()
{
    auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    socket->text("5");
    socket->texts.clear();
    return socket;
}

void TestEngineIoUpgrade::upgrades()
{
    const auto socket = m_wire->candidate(m_sid);
    QVERIFY(socket->texts.isEmpty()); // no second open packet
    socket->text("2probe");
    QCOMPARE(socket->takeText(), QByteArray("3probe"));
    QCOMPARE(m_client->session->stats().transport, TransportKind::Polling);
    socket->text("5");
    QCOMPARE(m_client->session->stats().transport, TransportKind::WebSocket);
    QVERIFY(m_client->session->stats().upgraded);
    QVERIFY(socket->texts.isEmpty());
    socket->text("4hello");
    QCOMPARE(m_client->texts, QList<QByteArray>{"hello"});
    m_client->send("back");
    QCOMPARE(socket->takeText(), QByteArray("4back"));
    QCOMPARE(m_sessions->handlers.size(), std::size_t(1));
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoUpgrade::releasesPendingPolls()
{
    const auto poll = m_wire->poll(m_sid);
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    QVERIFY(poll->isPending());
    m_wire->timers.advance(99ms);
    QVERIFY(poll->isPending());
    m_wire->timers.advance(1ms);
    QCOMPARE(poll->body(), QByteArray("6"));
    const auto next = m_wire->poll(m_sid); // a client may have sent it before it saw the probe's answer
    QVERIFY(next->isPending());
    m_wire->timers.advance(100ms);
    QCOMPARE(next->body(), QByteArray("6"));
    socket->text("5");
    m_client->send("a");
    QCOMPARE(socket->texts.last(), QByteArray("4a"));
}

void TestEngineIoUpgrade::doesNotReleaseBeforeTheProbe()
{
    const auto poll = m_wire->poll(m_sid);
    m_wire->candidate(m_sid);
    m_wire->timers.advance(9s);
    QVERIFY(poll->isPending());
}

void TestEngineIoUpgrade::dataGoesThroughPollingUntilTheUpgrade()
{
    const auto poll = m_wire->poll(m_sid);
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    m_client->send("a");
    QCOMPARE(poll->body(), QByteArray("4a"));
    m_wire->post(m_sid, "4b");
    QCOMPARE(m_client->texts, QList<QByteArray>{"b"});
    QCOMPARE(socket->texts, QList<QByteArray>{"3probe"});
}

void TestEngineIoUpgrade::whatWaitedIsFlushed()
{
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    m_client->send("one");
    m_client->session->send({OutgoingPacket::message("two"), OutgoingPacket::message("\x01", true)});
    socket->text("5");
    QCOMPARE(socket->texts, (QList<QByteArray>{"3probe", "4one", "4two"}));
    QCOMPARE(socket->binaries, QList<QByteArray>{"\x01"});
}

void TestEngineIoUpgrade::upgradesWithAPollStillPending()
{
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    const auto poll = m_wire->poll(m_sid);
    socket->text("5");
    QCOMPARE(poll->body(), QByteArray("6"));
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoUpgrade::afterwardsHttpIsRefused()
{
    upgraded();
    const QByteArray badRequest = errorJson(Error::BadRequest);
    QCOMPARE(m_wire->poll(m_sid)->body(), badRequest);
    QCOMPARE(m_wire->post(m_sid, "4a")->body(), badRequest);
    QVERIFY(m_client->reasons.isEmpty());
    QVERIFY(m_client->texts.isEmpty());
}

void TestEngineIoUpgrade::secondWebSocketIsClosed()
{
    const auto first = upgraded();
    const auto second = m_wire->candidate(m_sid);
    QCOMPARE(second->closeCode, quint16(1000));
    QVERIFY(second->texts.isEmpty());
    second->text("4intruder");
    QVERIFY(m_client->texts.isEmpty());
    first->text("4a");
    QCOMPARE(m_client->texts, QList<QByteArray>{"a"});
}

void TestEngineIoUpgrade::secondWebSocketWhileUpgradingIsClosed()
{
    const auto first = m_wire->candidate(m_sid);
    const auto second = m_wire->candidate(m_sid);
    QVERIFY(second->closeCode);
    QVERIFY(!first->closeCode);
    second->text("2probe");
    QVERIFY(second->texts.isEmpty());
    first->text("2probe");
    first->text("5");
    QVERIFY(m_client->session->stats().upgraded);
}

void TestEngineIoUpgrade::otherPacketsCloseTheCandidateOnly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ping without probe") << QByteArray("2");
    QTest::newRow("other probe") << QByteArray("2probes");
    QTest::newRow("message") << QByteArray("4hello");
    QTest::newRow("close") << QByteArray("1");
    QTest::newRow("pong") << QByteArray("3probe");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("garbage") << QByteArray("garbage");
}

void TestEngineIoUpgrade::otherPacketsCloseTheCandidateOnly()
{
    QFETCH(QByteArray, text);
    const auto poll = m_wire->poll(m_sid);
    const auto socket = m_wire->candidate(m_sid);
    socket->text(text);
    QVERIFY(socket->closeCode);
    QVERIFY(m_client->reasons.isEmpty());
    QVERIFY(m_client->texts.isEmpty());
    QVERIFY(!m_client->session->isUpgrading());
    m_client->send("still here");
    QCOMPARE(poll->body(), QByteArray("4still here"));

    const auto binary = m_wire->candidate(m_sid);
    binary->binary("x");
    QVERIFY(binary->closeCode);
    QVERIFY(m_client->binaries.isEmpty());
}

void TestEngineIoUpgrade::timesOut()
{
    const auto socket = m_wire->candidate(m_sid);
    m_wire->timers.advance(5s);
    socket->text("2probe"); // does not extend it
    m_wire->timers.advance(4999ms);
    QVERIFY(!socket->closeCode);
    m_wire->timers.advance(1ms);
    QVERIFY(socket->closeCode);
    QVERIFY(m_client->reasons.isEmpty());
    const auto poll = m_wire->poll(m_sid);
    m_wire->timers.advance(1s); // and polls are no longer released
    QVERIFY(poll->isPending());
}

void TestEngineIoUpgrade::candidateGoesAway()
{
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    socket->end(1006);
    QVERIFY(socket->destroyed);
    QVERIFY(m_client->reasons.isEmpty());
    const auto poll = m_wire->poll(m_sid);
    m_wire->timers.advance(1s);
    QVERIFY(poll->isPending());
}

void TestEngineIoUpgrade::mayTryAgain()
{
    m_wire->candidate(m_sid)->end(1006);
    upgraded();
    QVERIFY(m_client->session->stats().upgraded);
}

void TestEngineIoUpgrade::sessionEndsWhileUpgrading()
{
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    m_wire->post(m_sid, "1");
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportClose});
    QVERIFY(socket->closeCode);
    socket->text("5");
    socket->text("4a");
    QVERIFY(m_client->texts.isEmpty());
}

void TestEngineIoUpgrade::heartbeatGoesOnWhileUpgrading()
{
    m_wire->timers.advance(20s);
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    m_wire->timers.advance(5s);
    QCOMPARE(m_wire->poll(m_sid)->body(), QByteArray("2"));
    m_wire->post(m_sid, "3");
    socket->text("5");
    m_wire->timers.advance(25s);
    QCOMPARE(socket->texts.last(), QByteArray("2"));
    socket->text("3");
    m_wire->timers.advance(24s);
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoUpgrade::unansweredPingSurvivesTheUpgrade()
{
    // In node's server a ping that was sent before the upgrade and never answered keeps the session for ever.
    m_wire->timers.advance(25s);
    QCOMPARE(m_wire->poll(m_sid)->body(), QByteArray("2"));
    const auto socket = upgraded();
    m_wire->timers.advance(40s);
    QCOMPARE(m_client->reasons, QList{CloseReason::PingTimeout});
    QVERIFY(socket->closeCode);
}

void TestEngineIoUpgrade::serverClosesWhileUpgrading()
{
    const auto socket = m_wire->candidate(m_sid);
    socket->text("2probe");
    m_client->send("bye");
    m_client->session->close(); // no poll is pending: told over the WebSocket when it is there
    socket->text("5");
    QCOMPARE(socket->texts, (QList<QByteArray>{"3probe", "4bye"}));
    QCOMPARE(socket->closeCode, quint16(1000));
    QCOMPARE(m_wire->server.sessionCount(), 0);
}

void TestEngineIoUpgrade::leavesNothingBehind()
{
    const auto socket = upgraded();
    socket->end(1001);
    m_wire->timers.turn();
    QVERIFY(socket->destroyed);
    QCOMPARE(m_wire->server.sessionCount(), 0);
    QCOMPARE(m_wire->timers.count(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestEngineIoUpgrade)
#include "tst_engineioupgrade.moc"

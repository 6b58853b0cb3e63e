// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat over fake wires and a fake clock: losing the connection and finding it again, or not, and what
// becomes of the messages meanwhile.

#include "tests/client_core/chatworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;

class TestChatReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resumesAfterABreak();
    void doesNotSendTwiceWhatArrived();
    void goesOnWithANewLog();
    void marksAGapAsHistory();
    void countsDownToTheNextAttempt();
    void retriesNow();
    void triesAgainWhenTheFirstAttemptFails();
    void stopsForLastingReasons_data();
    void stopsForLastingReasons();
    void takesAProxyErrorForABreak();
    void doesNotTakeASlowConfabForBare();
    void leaves();
    void forgetsWhenItJoinsAnotherServer();
};

void TestChatReconnect::resumesAfterABreak()
{
    World w;
    w.joinConfab();
    w.wire().receive("42[\"message\"," + messageJson("one", "i1", 1, "p") + "]");
    const QString unanswered = w.client.send(u"a"_s);
    w.takeMessages();
    w.wire().end(Problem::Dropped, u"reset"_s);
    QCOMPARE(w.client.state(), ConnectionState::Reconnecting);
    QCOMPARE(w.client.problem(), Problem::Dropped);
    QCOMPARE(w.client.problemDetail(), u"reset"_s);
    w.client.send(u"b"_s);
    QCOMPARE(w.client.waitingMessages(), 2);
    QCOMPARE(w.takeMessages(), QStringList{u"own sending b#0"_s}); // the other still looks as it did

    w.timers->advance(500ms);
    QCOMPARE(w.wires.size(), 2);
    const QJsonObject hello = w.connectWire();
    QCOMPARE(hello[u"token"_s], u"secret"_s);
    QCOMPARE(hello[u"since"_s].toObject(),
             (QJsonObject{{u"lobby"_s, QJsonObject{{u"epoch"_s, u"e1"_s}, {u"seq"_s, 1}}}}));
    w.welcome(messageJson("missed", "i2", 2, "p"));
    QCOMPARE(w.client.state(), ConnectionState::Online);
    QCOMPARE(w.client.problem(), Problem::None);
    QCOMPARE(w.takeMessages(), QStringList{u"received missed#2"_s});
    QCOMPARE(w.sentId(u"a"_s, 1), unanswered);
    QVERIFY(!w.sentId(u"b"_s, 2).isEmpty());
}

void TestChatReconnect::doesNotSendTwiceWhatArrived()
{
    World w;
    w.joinConfab();
    const QString id = w.client.send(u"a"_s);
    w.wire().end(Problem::Dropped);
    w.takeMessages();
    w.timers->advance(500ms);
    w.connectWire();
    w.welcome(messageJson("a", id.toLatin1(), 1, "me"));
    QCOMPARE(w.takeMessages(), QStringList{u"own sent a#1"_s});
    QVERIFY(w.wire().sent.isEmpty());
    QCOMPARE(w.client.waitingMessages(), 0);
}

void TestChatReconnect::goesOnWithANewLog()
{
    World w;
    w.join();
    w.connectWire();
    w.welcome(messageJson("old", "i1", 70, "p"));
    w.takeMessages();
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    w.connectWire();
    w.welcome(messageJson("new", "i2", 1, "p"), "e2", true);
    QCOMPARE(w.takeMessages(), QStringList{u"[received new#71]"_s}); // behind the old one
}

void TestChatReconnect::marksAGapAsHistory()
{
    World w;
    w.joinConfab();
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    w.connectWire();
    w.welcome(messageJson("x", "i1", 500, "p"), "e1", true);
    QCOMPARE(w.takeMessages(), QStringList{u"[received x#500]"_s});
}

void TestChatReconnect::countsDownToTheNextAttempt()
{
    World w;
    w.joinConfab();
    int changes = 0;
    QObject::connect(&w.client, &ChatClient::retryChanged, &w.client, [&changes] { ++changes; });
    for (const auto delay : {500ms, 1000ms, 2000ms, 4000ms, 5000ms, 5000ms}) {
        w.wire().end(Problem::Refused);
        QCOMPARE(w.client.problem(), Problem::Refused);
        QCOMPARE(w.client.retryInMs(), int(delay.count()));
        const auto attempts = w.wires.size();
        w.timers->advance(delay - 1ms);
        QCOMPARE(w.client.retryInMs(), 1);
        QCOMPARE(w.wires.size(), attempts);
        w.timers->advance(1ms);
        QCOMPARE(w.wires.size(), attempts + 1);
        QCOMPARE(w.client.retryInMs(), -1);
    }
    // each: scheduled and started, and once for every whole second between
    QCOMPARE(changes, 6 * 2 + 1 + 3 + 4 + 4);
    QCOMPARE(w.states, QList{ConnectionState::Reconnecting});
}

void TestChatReconnect::retriesNow()
{
    World w;
    w.joinConfab();
    w.client.retryNow(); // nothing to do
    QCOMPARE(w.wires.size(), 1);
    w.wire().end(Problem::Dropped);
    w.client.retryNow();
    QCOMPARE(w.wires.size(), 2);
    QCOMPARE(w.client.retryInMs(), -1);
    w.timers->advance(5s);
    QCOMPARE(w.wires.size(), 2); // the scheduled one is off
}

void TestChatReconnect::triesAgainWhenTheFirstAttemptFails()
{
    for (const Problem problem :
         {Problem::Refused, Problem::TimedOut, Problem::HostNotFound, Problem::Dropped}) {
        World w;
        w.join();
        w.wire().end(problem);
        QCOMPARE(w.client.state(), ConnectionState::Reconnecting);
        QCOMPARE(w.client.problem(), problem);
        w.timers->advance(500ms);
        QCOMPARE(w.wires.size(), 2);
        QVERIFY(!w.connectWire().isEmpty());
        w.welcome();
        QCOMPARE(w.client.state(), ConnectionState::Online);
    }
}

void TestChatReconnect::stopsForLastingReasons_data()
{
    QTest::addColumn<Problem>("problem");
    QTest::newRow("not socket.io") << Problem::NotASocketIoServer;
    QTest::newRow("tls") << Problem::TlsFailed;
    QTest::newRow("disconnected") << Problem::ServerClosed;
    QTest::newRow("refused") << Problem::RejectedByServer;
}

void TestChatReconnect::stopsForLastingReasons()
{
    QFETCH(Problem, problem);
    World w;
    w.join();
    w.client.send(u"x"_s);
    w.takeMessages();
    switch (problem) {
    case Problem::ServerClosed:
        w.connectWire();
        w.wire().receive("41");
        break;
    case Problem::RejectedByServer:
        w.wire().open();
        w.wire().receive(openPacket);
        w.wire().receive(R"(44{"message":"no"})");
        QCOMPARE(w.client.problemDetail(), u"no"_s);
        break;
    default:
        w.wire().end(problem);
    }
    QCOMPARE(w.client.state(), ConnectionState::Rejected);
    QCOMPARE(w.client.problem(), problem);
    QCOMPARE(w.takeMessages(), QStringList{u"own not sent x#0 !%1"_s.arg(int(SendFailure::Offline))});
    w.client.send(u"y"_s);
    QVERIFY(w.takeMessages().constFirst().startsWith(u"own not sent y"_s));
    w.timers->advance(1h);
    QCOMPARE(w.wires.size(), 1);

    w.client.retryNow(); // by a person
    QCOMPARE(w.client.state(), ConnectionState::Connecting);
    w.connectWire();
    w.welcome();
    QCOMPARE(w.client.state(), ConnectionState::Online);
    QVERIFY(!w.sentId(u"x"_s, 1).isEmpty());
    QVERIFY(!w.sentId(u"y"_s, 2).isEmpty());
}

void TestChatReconnect::takesAProxyErrorForABreak()
{
    World w;
    w.joinConfab();
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    w.wire().end(Problem::NotASocketIoServer, u"502"_s);
    QCOMPARE(w.client.state(), ConnectionState::Reconnecting);
}

void TestChatReconnect::doesNotTakeASlowConfabForBare()
{
    World w;
    w.joinConfab();
    w.client.send(u"x"_s);
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    w.connectWire();
    w.timers->advance(3s);
    QCOMPARE(w.client.state(), ConnectionState::Reconnecting);
    QCOMPARE(w.client.problem(), Problem::TimedOut);
    QVERIFY(w.wire().sent.isEmpty());
    QCOMPARE(w.client.waitingMessages(), 1);
}

void TestChatReconnect::leaves()
{
    World w;
    w.joinConfab();
    const QString id = w.client.send(u"x"_s);
    w.takeMessages();
    w.client.leave();
    QCOMPARE(w.client.state(), ConnectionState::Idle);
    QVERIFY(w.wire().closedByClient);
    QVERIFY(w.takeMessages().constFirst().startsWith(u"own not sent x"_s));
    QCOMPARE(w.timers->pendingCount(), 0U);
    w.timers->advance(1h);
    QCOMPARE(w.wires.size(), 1);

    w.join(); // the same place: what was not sent goes out now
    w.connectWire();
    w.welcome();
    QCOMPARE(w.sentId(u"x"_s, 1), id);
}

void TestChatReconnect::forgetsWhenItJoinsAnotherServer()
{
    World w;
    w.joinConfab();
    w.client.send(u"for here only"_s);
    w.client.join(QUrl(u"http://other:3000"_s), u"Ana"_s, u"lobby"_s);
    const QJsonObject hello = w.connectWire();
    QVERIFY(!hello.contains(u"token"_s));
    QVERIFY(!hello.contains(u"since"_s));
    w.welcome();
    QVERIFY(w.wire().sent.isEmpty());
    QCOMPARE(w.client.waitingMessages(), 0);
}

QTEST_GUILESS_MAIN(TestChatReconnect)
#include "tst_chatreconnect.moc"

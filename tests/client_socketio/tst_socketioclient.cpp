// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engine.IO and Socket.IO from the client's side over a fake WebSocket: whole conversations, timeouts and
// servers that misbehave. It does not cover the WebSocket itself (tst_chatoverwebsocket).

#include "tests/client_socketio/conversation.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab::test;

class TestSocketIoClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connects();
    void sendsItsAuth();
    void answersPings();
    void noticesASilentServer();
    void anyTrafficIsASignOfLife();
    void givesUpOnASilentHandshake_data();
    void givesUpOnASilentHandshake();
    void recognisesOtherServers_data();
    void recognisesOtherServers();
    void reportsRefusals();
    void reportsHowItEnds_data();
    void reportsHowItEnds();
    void deliversEvents();
    void ignoresOtherNamespaces();
    void matchesAnswers();
    void takesALateAnswer();
    void forgetsAnswersWhenTheConnectionEnds();
    void refusesWhatIsTooLargeForTheServer();
    void survivesBeingClosedFromASignal();
};

void TestSocketIoClient::connects()
{
    Conversation c;
    QVERIFY(c.wire->sent.isEmpty());
    c.wire->receive(openPacket);
    QCOMPARE(c.wire->takeSent(), QStringList{u"40"_s});
    QVERIFY(c.told.isEmpty());
    c.wire->receive(R"(40{"sid":"x","pid":"y"})");
    QCOMPARE(c.takeTold(), QStringList{u"connected"_s});
    QVERIFY(c.nsp->isConnected());
    c.wire->receive(R"(40{"sid":"z"})"); // once is enough
    QVERIFY(c.told.isEmpty());
}

void TestSocketIoClient::sendsItsAuth()
{
    Conversation c;
    QCOMPARE(c.wire->url, QUrl(u"ws://a/socket.io/?EIO=4&transport=websocket"_s));
    c.nsp->open({{u"token"_s, u"t\"é"_s}});
    c.wire->receive(openPacket);
    QCOMPARE(c.wire->takeSent(), QStringList{u"40{\"token\":\"t\\\"é\"}"_s});
}

void TestSocketIoClient::answersPings()
{
    Conversation c;
    c.connectIt();
    c.wire->receive("2");
    QCOMPARE(c.wire->takeSent(), QStringList{u"3"_s});
    c.wire->receive("2probe");
    QCOMPARE(c.wire->takeSent(), QStringList{u"3probe"_s});
}

void TestSocketIoClient::noticesASilentServer()
{
    Conversation c;
    c.connectIt();
    c.timers.advance(44999ms);
    QVERIFY(c.told.isEmpty());
    c.timers.advance(1ms);
    QCOMPARE(c.takeTold(), QStringList{ended(Problem::Dropped, u"ping timeout"_s)});
    QVERIFY(c.wire->closedByClient);
    QCOMPARE(c.timers.pendingCount(), 0U);
}

void TestSocketIoClient::anyTrafficIsASignOfLife()
{
    Conversation c;
    c.connectIt();
    for (const QByteArray packet : {"2", "42[\"a\"]", "6"}) {
        c.timers.advance(44999ms);
        c.wire->receive(packet);
    }
    c.timers.advance(44999ms);
    QVERIFY(c.nsp->isConnected());
}

void TestSocketIoClient::givesUpOnASilentHandshake_data()
{
    QTest::addColumn<QByteArrayList>("received");
    QTest::newRow("no open packet") << QByteArrayList{};
    QTest::newRow("no answer to connect") << QByteArrayList{openPacket};
}

void TestSocketIoClient::givesUpOnASilentHandshake()
{
    QFETCH(QByteArrayList, received);
    Conversation c;
    for (const QByteArray &packet : received)
        c.wire->receive(packet);
    c.timers.advance(9999ms);
    QVERIFY(c.told.isEmpty());
    c.timers.advance(1ms);
    QCOMPARE(c.told.size(), 1);
    QVERIFY(c.told.constFirst().startsWith(received.isEmpty() ? ended(Problem::TimedOut)
                                                              : failed(Problem::TimedOut, {})));
}

void TestSocketIoClient::recognisesOtherServers_data()
{
    QTest::addColumn<QByteArrayList>("received");
    QTest::newRow("greeting") << QByteArrayList{"hello"};
    QTest::newRow("empty") << QByteArrayList{""};
    QTest::newRow("another packet") << QByteArrayList{"40"};
    QTest::newRow("no json") << QByteArrayList{"0x"};
    QTest::newRow("no sid") << QByteArrayList{"0{}"};
    QTest::newRow("malformed connect") << QByteArrayList{openPacket, "40{"};
}

void TestSocketIoClient::recognisesOtherServers()
{
    QFETCH(QByteArrayList, received);
    Conversation c;
    for (const QByteArray &packet : received)
        c.wire->receive(packet);
    QCOMPARE(c.told.size(), 1);
    QVERIFY(c.told.constFirst().startsWith(ended(Problem::NotASocketIoServer)));
    QVERIFY(c.wire->closedByClient);
}

void TestSocketIoClient::reportsRefusals()
{
    Conversation c;
    c.wire->receive(openPacket);
    c.wire->receive(R"(44{"message":"not today","data":{"code":"pin"}})");
    QCOMPARE(c.takeTold(),
             QStringList{failed(Problem::RejectedByServer, u"not today {\"code\": \"pin\"}"_s)});
    c.wire->receive(R"(40{"sid":"x"})");
    QVERIFY(c.told.isEmpty());
}

void TestSocketIoClient::reportsHowItEnds_data()
{
    QTest::addColumn<QByteArray>("received");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("close packet") << QByteArray("1") << Problem::Dropped;
    QTest::newRow("malformed engine.io packet") << QByteArray("x") << Problem::Dropped;
    QTest::newRow("malformed event") << QByteArray("42[") << Problem::Dropped;
    QTest::newRow("text inside a binary set")
        << QByteArray("451-[\"a\",{\"_placeholder\":true,\"num\":0}]") << Problem::Dropped;
}

void TestSocketIoClient::reportsHowItEnds()
{
    QFETCH(QByteArray, received);
    QFETCH(Problem, problem);
    Conversation c;
    c.connectIt();
    c.wire->receive(received);
    c.wire->receive("42[\"a\"]");
    QCOMPARE(c.told.size(), 1);
    QVERIFY(c.told.constFirst().startsWith(ended(problem)));
    QVERIFY(!c.nsp->isConnected());
}

void TestSocketIoClient::deliversEvents()
{
    Conversation c;
    c.wire->receive(openPacket);
    c.wire->receive("42[\"early\"]");
    QVERIFY(c.told.isEmpty()); // not before we are connected
    c.wire->receive(R"(40{"sid":"x"})");
    QCOMPARE(c.takeTold(), (QStringList{u"connected"_s, u"event early []"_s}));
    c.wire->receive("42[\"message\",{\"message\":\"h\xc3\xa9\"},1]");
    c.wire->receive("42[\"bare\"]");
    c.wire->receive("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
    c.wire->receiveBinary(QByteArray("\x01\x02"));
    QCOMPARE(c.takeTold(),
             (QStringList{u"event message [{\"message\": \"h\\u00E9\"}, 1]"_s, u"event bare []"_s,
                          u"event bytes [h'0102']"_s}));
}

void TestSocketIoClient::ignoresOtherNamespaces()
{
    Conversation c;
    c.connectIt();
    c.wire->receive("42/admin,[\"a\"]");
    c.wire->receive("41/admin,");
    QVERIFY(c.told.isEmpty());
    QVERIFY(c.nsp->isConnected());
}

void TestSocketIoClient::matchesAnswers()
{
    Conversation c;
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"plain"_s, {}));
    QVERIFY(c.nsp->sendEvent(u"a"_s, {1}, c.tell()));
    QVERIFY(c.nsp->sendEvent(u"b"_s, {u"x"_s}, c.tell()));
    QCOMPARE(c.wire->takeSent(), (QStringList{u"42[\"plain\"]"_s, u"420[\"a\",1]"_s, u"421[\"b\",\"x\"]"_s}));
    c.wire->receive("431[\"second\"]");
    c.wire->receive("430[]");
    QCOMPARE(c.takeTold(), (QStringList{u"answer [\"second\"]"_s, u"answer []"_s}));
    c.wire->receive("430[]"); // twice
    c.wire->receive("437[]"); // to nothing
    c.timers.advance(10s);
    QVERIFY(c.told.isEmpty());
}

void TestSocketIoClient::takesALateAnswer()
{
    Conversation c;
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {}, c.tell()));
    c.timers.advance(4999ms);
    QVERIFY(c.told.isEmpty());
    c.timers.advance(1ms);
    QCOMPARE(c.takeTold(), QStringList{u"no answer"_s});
    c.wire->receive("430[1]");
    QCOMPARE(c.takeTold(), QStringList{u"answer [1]"_s});
}

void TestSocketIoClient::forgetsAnswersWhenTheConnectionEnds()
{
    Conversation c;
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {}, c.tell()));
    c.wire->end(Problem::Dropped, u"gone"_s);
    c.timers.advance(1min);
    QCOMPARE(c.takeTold(), QStringList{ended(Problem::Dropped, u"gone"_s)});
    QCOMPARE(c.timers.pendingCount(), 0U);
}

void TestSocketIoClient::refusesWhatIsTooLargeForTheServer()
{
    // maxPayload is 100: the packet is 42["a","..."], with 10 bytes around the text
    Conversation c;
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {QString(89, u'x')}));
    QVERIFY(c.nsp->sendEvent(u"a"_s, {QString(90, u'x')}));
    c.wire->takeSent();
    QVERIFY(!c.nsp->sendEvent(u"a"_s, {QString(91, u'x')}));
    QVERIFY(!c.nsp->sendEvent(u"a"_s, {QString(46, u'é')}, c.tell())); // bytes, not characters
    QVERIFY(c.wire->sent.isEmpty());
    c.timers.advance(1s);
    QVERIFY(c.told.isEmpty());
}

void TestSocketIoClient::survivesBeingClosedFromASignal()
{
    Conversation c;
    c.connectIt();
    QObject::connect(c.nsp, &SocketIoNamespace::eventReceived, c.nsp, [&c] { c.client.close(); });
    c.wire->receive("42[\"a\"]");
    c.wire->receive("42[\"b\"]");
    QCOMPARE(c.told.size(), 1);
    QCOMPARE(c.timers.pendingCount(), 0U);
}

QTEST_GUILESS_MAIN(TestSocketIoClient)
#include "tst_socketioclient.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat over fake wires and a fake clock: joining Confab and strangers, and what becomes of every message.
// Breaks of the connection are in tst_chatreconnect, real sockets in tst_chatoverwebsocket and
// tests/interop.

#include "tests/client_core/chatworld.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;

class TestChatClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsConfab();
    void isTheSamePersonByItsToken();
    void showsHistoryAndNews();
    void sendsAndIsAcknowledged();
    void showsRefusals_data();
    void showsRefusals();
    void sendsInOrderWhatWasWrittenBefore();
    void takesAlongWhatWasWrittenAtAWrongAddress();
    void limitsWhatIsOnItsWay();
    void marksWhatIsNotAnswered();
    void takesALateAnswer();
    void retriesWithTheSameId();
    void refusesLongTexts();
    void refusesWhatTheServerDoesNotTake();
    void showsOwnMessagesFromOtherWindows();
    void ignoresOtherRooms();
    void holdsMessagesUntilItKnowsWhoItIs();
    void refusesImpossibleAddresses();
    void reportsARefusedHello();
    void talksToABareServer_data();
    void talksToABareServer();
    void understandsBareMessages();
    void takesALateWelcome();
    void renames();
    void discards();
    void survivesSlotsThatCallBack();
};

void TestChatClient::joinsConfab()
{
    World w;
    w.join();
    QCOMPARE(w.client.state(), ConnectionState::Connecting);
    QCOMPARE(w.wire().url, QUrl(u"ws://host:3000/socket.io/?EIO=4&transport=websocket"_s));
    const QJsonObject hello = w.connectWire();
    QCOMPARE(hello, (QJsonObject{{u"name"_s, u"Ana"_s}, {u"rooms"_s, QJsonArray{u"lobby"_s}}}));
    QCOMPARE(w.client.state(), ConnectionState::Connecting);
    w.wire().receive(
        R"(430[{"ok":true,"you":{"id":"me","name":"Ana 2"},"token":"t","epoch":"e","rooms":[]}])");
    QCOMPARE(w.states, (QList{ConnectionState::Connecting, ConnectionState::Online}));
    QCOMPARE(w.client.name(), u"Ana 2"_s);
    QCOMPARE(w.client.room(), u"lobby"_s);
    QCOMPARE(w.client.problem(), Problem::None);
    QCOMPARE(w.client.retryInMs(), -1);
}

void TestChatClient::isTheSamePersonByItsToken()
{
    World w;
    w.client.setTokenSource([](const QUrl &server) { return u"secret of "_s + server.host(); });
    w.join();
    w.wire().open();
    w.wire().receive(openPacket);
    QCOMPARE(w.wire().takeSent(), QStringList{uR"(40{"token":"secret of host"})"_s});
    w.wire().receive(R"(40{"sid":"x"})");
    QVERIFY(w.wire().takeSent().value(0).contains(uR"("token":"secret of host")"_s));

    w.client.join(QUrl(u"http://other:3000"_s), u"Ana"_s, u"lobby"_s);
    QCOMPARE(w.connectWire().value(u"token"_s).toString(), u"secret of other"_s);
}

void TestChatClient::showsHistoryAndNews()
{
    World w;
    w.join();
    w.connectWire();
    w.welcome(messageJson("one", "i1", 1, "p") + ',' + messageJson("two", "i2", 2, "q"));
    QCOMPARE(w.takeMessages(), (QStringList{u"[received one#1]"_s, u"[received two#2]"_s}));
    w.wire().receive("42[\"message\"," + messageJson("three", "i3", 3, "p") + ",\"offset\"]");
    QCOMPARE(w.takeMessages(), QStringList{u"received three#3"_s});
    for (const QByteArray malformed :
         {"42[\"message\"]", "42[\"message\",{}]", "42[\"message\",{\"message\":1}]", "42[\"message\",null]",
          "42[\"other\",\"x\"]"})
        w.wire().receive(malformed);
    QVERIFY(w.messages.isEmpty());
    QCOMPARE(w.client.state(), ConnectionState::Online);
}

void TestChatClient::sendsAndIsAcknowledged()
{
    World w;
    w.joinConfab();
    const QString id = w.client.send(u"hello"_s);
    QCOMPARE(w.takeMessages(), QStringList{u"own sending hello#0"_s});
    QCOMPARE(w.client.waitingMessages(), 1);
    QCOMPARE(w.sentId(u"hello"_s, 1), id);
    static const QRegularExpression allowed(u"^[A-Za-z0-9_-]{1,64}$"_s);
    QVERIFY(allowed.match(id).hasMatch());
    w.wire().receive(R"(431[{"ok":true,"id":")" + id.toLatin1()
                     + R"(","seq":5,"at":"2026-01-01T12:00:00.000Z"}])");
    QCOMPARE(w.takeMessages(), QStringList{u"own sent hello#5"_s});
    QCOMPARE(w.client.waitingMessages(), 0);
    w.timers->advance(10s);
    QVERIFY(w.messages.isEmpty());
}

void TestChatClient::showsRefusals_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<SendFailure>("failure");
    QTest::newRow("too long") << QByteArray("too_long") << SendFailure::TooLong;
    QTest::newRow("rate") << QByteArray("rate") << SendFailure::RateLimited;
    QTest::newRow("storage") << QByteArray("storage") << SendFailure::Storage;
    QTest::newRow("other") << QByteArray("muted") << SendFailure::Refused;
}

void TestChatClient::showsRefusals()
{
    QFETCH(QByteArray, error);
    QFETCH(SendFailure, failure);
    World w;
    w.joinConfab();
    w.client.send(u"x"_s);
    w.takeMessages();
    w.wire().receive(R"(431[{"ok":false,"error":")" + error + R"(","detail":"d"}])");
    QCOMPARE(w.takeMessages(), QStringList{u"own not sent x#0 !%1"_s.arg(int(failure))});
    QCOMPARE(w.client.waitingMessages(), 0);
}

void TestChatClient::sendsInOrderWhatWasWrittenBefore()
{
    World w;
    w.join();
    for (const auto &text : {u"a"_s, u"b"_s, u"c"_s})
        w.client.send(text);
    QCOMPARE(w.client.waitingMessages(), 3);
    w.connectWire();
    QVERIFY(w.wire().sent.isEmpty()); // hello comes first
    w.welcome();
    QCOMPARE(w.wire().sent.size(), 3);
    QVERIFY(w.wire().sent.at(0).contains(u"\"a\""_s));
    QVERIFY(w.wire().sent.at(1).contains(u"\"b\""_s));
    QVERIFY(w.wire().sent.at(2).contains(u"\"c\""_s));
}

void TestChatClient::takesAlongWhatWasWrittenAtAWrongAddress()
{
    World w;
    w.join();
    w.client.send(u"one"_s);
    w.wire().end(Problem::NotASocketIoServer);
    QCOMPARE(w.client.state(), ConnectionState::Rejected);
    w.takeMessages();

    const QUrl other(u"http://other:3000"_s);
    w.client.join(other, u"Ana"_s, u"lobby"_s);
    QCOMPARE(w.takeMessages(), QStringList{u"own sending one#0"_s});
    w.connectWire();
    w.welcome();
    QVERIFY(!w.sentId(u"one"_s, 1).isEmpty());
    w.takeMessages();

    // What was written in a room that one was in is for that room.
    w.client.send(u"two"_s);
    w.client.join(address, u"Ana"_s, u"lobby"_s);
    QCOMPARE(w.takeMessages().filter(u"own sending two"_s).size(), 1); // when it was written
    w.connectWire();
    w.welcome();
    QVERIFY(w.takeMessages().isEmpty());
}

void TestChatClient::limitsWhatIsOnItsWay()
{
    World w;
    w.joinConfab();
    for (int i = 0; i < 40; ++i)
        w.client.send(QString::number(i));
    QCOMPARE(w.wire().sent.size(), 16);
    w.wire().receive(R"(431[{"ok":true,"seq":1}])");
    w.wire().receive(R"(432[{"ok":true,"seq":2}])");
    QCOMPARE(w.wire().sent.size(), 18);
    QCOMPARE(w.client.waitingMessages(), 38);
    QVERIFY(w.wire().sent.constLast().contains(u"\"17\""_s));
}

void TestChatClient::marksWhatIsNotAnswered()
{
    World w;
    w.joinConfab();
    w.client.send(u"x"_s);
    w.takeMessages();
    w.timers->advance(4999ms);
    QVERIFY(w.messages.isEmpty());
    w.timers->advance(1ms);
    QCOMPARE(w.takeMessages(), QStringList{u"own not sent x#0 !%1"_s.arg(int(SendFailure::NoAnswer))});
    QCOMPARE(w.client.state(), ConnectionState::Online);
}

void TestChatClient::takesALateAnswer()
{
    World w;
    w.joinConfab();
    w.client.send(u"x"_s);
    w.timers->advance(6s);
    w.takeMessages();
    w.wire().receive(R"(431[{"ok":true,"seq":3}])");
    QCOMPARE(w.takeMessages(), QStringList{u"own sent x#3"_s});
}

void TestChatClient::retriesWithTheSameId()
{
    World w;
    w.joinConfab();
    const QString id = w.client.send(u"x"_s);
    w.timers->advance(5s);
    w.takeMessages();
    w.wire().takeSent();
    w.client.resend(id);
    QCOMPARE(w.takeMessages(), QStringList{u"own sending x#0"_s});
    QCOMPARE(w.sentId(u"x"_s, 2), id);
    w.wire().receive(R"(432[{"ok":true,"seq":3}])");
    QCOMPARE(w.takeMessages(), QStringList{u"own sent x#3"_s});
    w.client.resend(id); // it has arrived
    w.client.resend(u"unknown"_s);
    QVERIFY(w.messages.isEmpty());
}

void TestChatClient::refusesLongTexts()
{
    World w;
    w.joinConfab();
    w.client.send(QString(16384, u'x'));
    QCOMPARE(w.wire().takeSent().size(), 1);
    w.takeMessages();
    const QString id = w.client.send(QString(16383, u'x') + u'é'); // 16385 bytes
    QCOMPARE(w.messages.size(), 1);
    QVERIFY(w.takeMessages().constFirst().endsWith(u"!%1"_s.arg(int(SendFailure::TooLong))));
    w.client.resend(id);
    QVERIFY(w.takeMessages().constFirst().endsWith(u"!%1"_s.arg(int(SendFailure::TooLong))));
    QVERIFY(w.wire().sent.isEmpty());
}

void TestChatClient::refusesWhatTheServerDoesNotTake()
{
    World w;
    w.join();
    w.wire().open();
    w.wire().receive(
        R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":200})");
    w.wire().receive(R"(40{"sid":"x"})");
    w.welcome();
    w.wire().takeSent();
    w.client.send(QString(200, u'x'));
    w.client.send(u"short"_s);
    QVERIFY(w.messages.contains(
        u"own not sent %1#0 !%2"_s.arg(QString(200, u'x')).arg(int(SendFailure::TooLong))));
    QCOMPARE(w.wire().sent.size(), 1);
    QVERIFY(w.wire().sent.constFirst().contains(u"short"_s));
}

void TestChatClient::showsOwnMessagesFromOtherWindows()
{
    World w;
    w.joinConfab();
    w.wire().receive("42[\"message\"," + messageJson("from my phone", "i1", 1, "me") + "]");
    QCOMPARE(w.takeMessages(), QStringList{u"own sent from my phone#1"_s});
}

void TestChatClient::ignoresOtherRooms()
{
    World w;
    w.joinConfab();
    w.wire().receive(R"(42["message",{"message":"x","room":"elsewhere"}])");
    QVERIFY(w.messages.isEmpty());
}

void TestChatClient::holdsMessagesUntilItKnowsWhoItIs()
{
    World w;
    w.join();
    w.connectWire();
    w.wire().receive("42[\"message\"," + messageJson("mine", "i2", 2, "me") + "]");
    QVERIFY(w.messages.isEmpty());
    w.welcome(messageJson("one", "i1", 1, "p"));
    QCOMPARE(w.takeMessages(), (QStringList{u"[received one#1]"_s, u"own sent mine#2"_s}));
}

void TestChatClient::refusesImpossibleAddresses()
{
    World w;
    w.client.join(QUrl(u"ftp://host"_s), u"Ana"_s, u"lobby"_s);
    QCOMPARE(w.client.state(), ConnectionState::Rejected);
    QCOMPARE(w.client.problem(), Problem::BadAddress);
    w.client.retryNow();
    QVERIFY(w.wires.isEmpty());
    w.client.join({}, u"Ana"_s, u"lobby"_s);
    QCOMPARE(w.client.problem(), Problem::BadAddress);
}

void TestChatClient::reportsARefusedHello()
{
    World w;
    w.join();
    w.connectWire();
    w.wire().receive(R"(430[{"ok":false,"error":"no_room","detail":"there is no such room"}])");
    QCOMPARE(w.client.state(), ConnectionState::Rejected);
    QCOMPARE(w.client.problem(), Problem::RejectedByServer);
    QCOMPARE(w.client.problemDetail(), u"there is no such room"_s);
}

void TestChatClient::talksToABareServer_data()
{
    QTest::addColumn<QByteArray>("answer"); // to hello; null for none
    QTest::newRow("no answer") << QByteArray();
    QTest::newRow("nothing") << QByteArray("430[]");
    QTest::newRow("a string") << QByteArray("430[\"hi\"]");
    QTest::newRow("another object") << QByteArray("430[{\"status\":\"ok\"}]");
    QTest::newRow("unknown event") << QByteArray(R"(430[{"ok":false,"error":"unknown_event"}])");
}

void TestChatClient::talksToABareServer()
{
    QFETCH(QByteArray, answer);
    World w;
    w.join();
    w.client.send(u"early"_s);
    w.connectWire();
    if (answer.isNull()) {
        w.timers->advance(2999ms);
        QCOMPARE(w.client.state(), ConnectionState::Connecting);
        w.timers->advance(1ms);
    } else {
        w.wire().receive(answer);
    }
    QCOMPARE(w.client.state(), ConnectionState::Online);
    w.client.send(u"late"_s);
    QCOMPARE(w.wire().sent, (QStringList{u"42[\"message\",\"early\"]"_s, u"42[\"message\",\"late\"]"_s}));
    QCOMPARE(w.takeMessages(),
             (QStringList{u"own sending early#0"_s, u"own sent early#0"_s, u"own sending late#0"_s,
                          u"own sent late#0"_s}));
    w.client.rename(u"Bea"_s);
    QCOMPARE(w.client.name(), u"Bea"_s);
    QCOMPARE(w.wire().sent.size(), 2);
    w.timers->advance(10s);
    QVERIFY(w.messages.isEmpty());
}

void TestChatClient::understandsBareMessages()
{
    World w;
    w.join();
    w.connectWire();
    w.wire().receive(R"(42["message",{"message":"before"}])");
    QVERIFY(w.messages.isEmpty());
    w.timers->advance(3s);
    w.wire().receive(R"(42["message",{"message":"object"}])");
    w.wire().receive(R"(42["message","string"])");
    QCOMPARE(w.takeMessages(),
             (QStringList{u"received before#0"_s, u"received object#0"_s, u"received string#0"_s}));
}

void TestChatClient::takesALateWelcome()
{
    World w;
    w.join();
    w.connectWire();
    w.timers->advance(3s);
    w.welcome(messageJson("one", "i1", 1, "p"));
    QCOMPARE(w.takeMessages(), QStringList{u"[received one#1]"_s});
    const QString id = w.client.send(u"x"_s);
    QCOMPARE(w.sentId(u"x"_s, 1), id); // with an id and an ack, as Confab likes it
}

void TestChatClient::renames()
{
    World w;
    w.joinConfab();
    w.client.rename(u"Bea"_s);
    QCOMPARE(w.wire().takeSent(), QStringList{u"421[\"rename\",{\"name\":\"Bea\"}]"_s});
    QCOMPARE(w.client.name(), u"Ana"_s); // not yet
    w.wire().receive(R"(431[{"ok":true,"you":{"id":"me","name":"Bea 2"}}])");
    QCOMPARE(w.client.name(), u"Bea 2"_s);
    w.client.rename(u"nobody"_s);
    w.wire().receive(R"(432[{"ok":false,"error":"bad_request","detail":"no"}])");
    QCOMPARE(w.client.name(), u"Bea 2"_s);

    w.client.rename(u"Cleo"_s); // on its way when the connection breaks
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    QCOMPARE(w.connectWire()[u"name"_s], u"Cleo"_s);
}

void TestChatClient::discards()
{
    World w;
    w.joinConfab();
    const QString id = w.client.send(QString(20000, u'x'));
    w.client.discard(id);
    w.client.discard(id);
    QCOMPARE(w.discarded, QStringList{id});
    w.client.resend(id);
    QVERIFY(w.wire().sent.isEmpty());
}

void TestChatClient::survivesSlotsThatCallBack()
{
    {
        World w; // a slot that sends: behind what was waiting
        QObject::connect(&w.client, &ChatClient::stateChanged, &w.client, [&w](ConnectionState state) {
            if (state == ConnectionState::Online)
                w.client.send(u"second"_s);
        });
        w.join();
        w.client.send(u"first"_s);
        w.connectWire();
        w.welcome();
        QCOMPARE(w.wire().sent.size(), 2);
        QVERIFY(w.wire().sent.constFirst().contains(u"first"_s));
    }
    {
        World w; // a slot that leaves
        w.join();
        QObject::connect(&w.client, &ChatClient::stateChanged, &w.client, [&w](ConnectionState state) {
            if (state == ConnectionState::Online)
                w.client.leave();
        });
        w.client.send(u"x"_s);
        w.connectWire();
        w.welcome(messageJson("one", "i1", 1, "p"));
        QCOMPARE(w.client.state(), ConnectionState::Idle);
        QVERIFY(w.wire().sent.isEmpty());
    }
    {
        World w; // a slot that leaves in the middle of news
        w.joinConfab();
        QObject::connect(&w.client, &ChatClient::messagesChanged, &w.client, [&w] { w.client.leave(); });
        w.wire().receive("42[\"message\"," + messageJson("one", "i1", 1, "p") + "]");
        QCOMPARE(w.client.state(), ConnectionState::Idle);
        World::collectGarbage();
        QVERIFY(!w.wire().channel);
    }
}

QTEST_GUILESS_MAIN(TestChatClient)
#include "tst_chatclient.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Namespaces of the client over fake connections: several at once, old protocol revisions, binary,
// MessagePack, answers to the server, recovery, opening again.

#include "protocol/socketio/messagepack.h"
#include "tests/client_socketio/conversation.h"

#include <QTest>

using namespace confab::test;

namespace {

const QByteArray oldOpenPacket(R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":5000})");

/// Over a WebSocket with a server of Socket.IO 1 or 2, which has connected us to "/".
struct OldConversation : Conversation
{
    OldConversation()
    {
        wire->receive(oldOpenPacket);
        wire->receive("40");
    }
};

} // namespace

class TestClientNamespaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesTheConnection();
    void refusesOneOnly();
    void leavesAndComesBack();
    void closesOneFromBothSides();
    void answersTheServer();
    void sendsAndReadsBinary();
    void refusesLargeAttachments();
    void sendsNothingWhileNotConnected();
    void isConnectedByAnOldServer();
    void connectsOldNamespaces();
    void readsOldErrors_data();
    void readsOldErrors();
    void sendsAsciiToOldServers();
    void startsAgainWithALateOldServer();
    void refusesWhatItWasToldNotToBe();
    void speaksMessagePack();
    void recovers();
    void startsAnewWhenNothingIsRecovered();
    void opensAgain();
};

void TestClientNamespaces::sharesTheConnection()
{
    Conversation c;
    SocketIoNamespace *admin = c.client.of(u"/admin"_s);
    QCOMPARE(c.client.of(u"/admin"_s), admin);
    c.listenTo(admin);
    admin->open({{u"pin"_s, 7}});
    QVERIFY(c.wire->sent.isEmpty());
    c.wire->receive(openPacket);
    QCOMPARE(c.wire->takeSent(), (QStringList{u"40"_s, u"40/admin,{\"pin\":7}"_s}));
    c.wire->receive(R"(40/admin,{"sid":"b"})");
    QVERIFY(admin->isConnected() && !c.nsp->isConnected());
    c.wire->receive(R"(40{"sid":"a"})");
    QCOMPARE(admin->id(), u"b"_s);
    QVERIFY(admin->sendEvent(u"x"_s, {1}, c.tell()));
    QVERIFY(c.nsp->sendEvent(u"y"_s, {}, c.tell()));
    QCOMPARE(c.wire->takeSent(), (QStringList{u"42/admin,0[\"x\",1]"_s, u"420[\"y\"]"_s}));
    c.takeTold();
    c.wire->receive("42/admin,[\"e\"]");
    c.wire->receive("42/other,[\"e\"]");
    c.wire->receive("43/admin,0[\"for x\"]");
    c.wire->receive("430[\"for y\"]");
    QCOMPARE(c.takeTold(),
             (QStringList{u"/admin event e []"_s, u"answer [\"for x\"]"_s, u"answer [\"for y\"]"_s}));
}

void TestClientNamespaces::refusesOneOnly()
{
    Conversation c;
    SocketIoNamespace *admin = c.client.of(u"/admin"_s);
    c.listenTo(admin);
    c.connectIt();
    admin->open(); // while the connection is open
    QCOMPARE(c.wire->takeSent(), QStringList{u"40/admin,"_s});
    c.wire->receive(R"(44/admin,{"message":"no","data":{"why":[1]}})");
    QCOMPARE(c.takeTold(),
             QStringList{u"/admin "_s + failed(Problem::RejectedByServer, u"no {\"why\": [1]}"_s)});
    QVERIFY(c.nsp->isConnected());
    admin->open({{u"pin"_s, 1}}); // tries again
    QCOMPARE(c.wire->takeSent(), QStringList{u"40/admin,{\"pin\":1}"_s});
    c.timers.advance(SocketIoNamespace::connectTimeout);
    QCOMPARE(c.takeTold(),
             QStringList{u"/admin "_s + failed(Problem::TimedOut, u"no answer to CONNECT undefined"_s)});
}

void TestClientNamespaces::leavesAndComesBack()
{
    Conversation c;
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {}, c.tell()));
    c.wire->takeSent();
    c.nsp->close();
    QCOMPARE(c.wire->takeSent(), QStringList{u"41"_s});
    c.wire->receive("42[\"late\"]");
    c.wire->receive("430[]");
    c.timers.advance(10s);
    QVERIFY(c.told.isEmpty());
    QVERIFY(!c.nsp->sendEvent(u"b"_s, {}));
    c.nsp->open();
    QCOMPARE(c.wire->takeSent(), QStringList{u"40"_s});
    c.wire->receive(R"(40{"sid":"x2"})");
    QCOMPARE(c.takeTold(), QStringList{u"connected"_s});
}

void TestClientNamespaces::closesOneFromBothSides()
{
    Conversation c;
    c.connectIt();
    c.wire->receive("41");
    QCOMPARE(c.takeTold(), QStringList{u"disconnected"_s});
    QVERIFY(!c.nsp->isConnected());
    QVERIFY(c.client.isOpen());
    c.nsp->close();
    QVERIFY(c.wire->sent.isEmpty());
}

void TestClientNamespaces::answersTheServer()
{
    Conversation c;
    QList<AckReply> replies;
    QObject::connect(
        c.nsp, &SocketIoNamespace::eventReceived, c.nsp,
        [&replies](const QString &, const QCborArray &, const AckReply &reply) { replies.append(reply); });
    c.connectIt();
    c.wire->receive("42[\"tell\"]");
    c.wire->receive("4212[\"ask\",1]");
    c.wire->receive("4213[\"ask\",2]");
    QCOMPARE(replies.size(), 3);
    QVERIFY(!replies.at(0));
    replies.at(2)({QByteArray("\x01"), u"b"_s});
    replies.at(1)({});
    replies.at(1)({u"again"_s});
    QCOMPARE(
        c.wire->takeSent(),
        (QStringList{u"461-13[{\"_placeholder\":true,\"num\":0},\"b\"]"_s, u"binary:01"_s, u"4312[]"_s}));
    // One that comes after the connection belongs to nobody.
    c.wire->receive("4214[\"ask\"]");
    c.wire->receive("41");
    c.nsp->open();
    c.wire->receive(R"(40{"sid":"x2"})");
    c.wire->takeSent();
    replies.last()({});
    QVERIFY(c.wire->sent.isEmpty());
}

void TestClientNamespaces::sendsAndReadsBinary()
{
    Conversation c;
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {QCborMap{{u"x"_s, QByteArray("\x01")}}, QByteArray("\x02")}, c.tell()));
    QCOMPARE(
        c.wire->takeSent(),
        (QStringList{
            u"452-0[\"a\",{\"x\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]"_s,
            u"binary:01"_s, u"binary:02"_s}));
    c.wire->receive("461-0[{\"_placeholder\":true,\"num\":0}]");
    c.wire->receiveBinary("\x03");
    QCOMPARE(c.takeTold(), QStringList{u"answer [h'03']"_s});
}

void TestClientNamespaces::refusesLargeAttachments()
{
    Conversation c; // maxPayload is 100
    c.connectIt();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {QByteArray(100, 'x')}));
    c.wire->takeSent();
    QVERIFY(!c.nsp->sendEvent(u"a"_s, {QByteArray(101, 'x')}));
    QVERIFY(c.wire->sent.isEmpty());
}

void TestClientNamespaces::sendsNothingWhileNotConnected()
{
    Conversation c;
    QVERIFY(!c.nsp->sendEvent(u"a"_s, {}));
    c.wire->receive(openPacket);
    c.wire->takeSent();
    QVERIFY(!c.nsp->sendEvent(u"a"_s, {}, c.tell()));
    QVERIFY(c.wire->sent.isEmpty());
    c.connectIt();
    c.wire->end(Problem::Dropped);
    QVERIFY(!c.nsp->sendEvent(u"a"_s, {}));
}

void TestClientNamespaces::isConnectedByAnOldServer()
{
    Conversation c;
    c.nsp->open({{u"token"_s, u"t"_s}}); // there is no place for it
    c.wire->receive(oldOpenPacket);
    QVERIFY(c.wire->sent.isEmpty());
    c.wire->receive("40");
    QCOMPARE(c.takeTold(), QStringList{u"connected"_s});
    QCOMPARE(c.client.revision(), confab::engineio::Revision::V3);
    QVERIFY(c.wire->sent.isEmpty());
    c.wire->receive("42[\"e\",1]");
    QCOMPARE(c.takeTold(), QStringList{u"event e [1]"_s});

    Conversation late; // asked for after the server connected us
    late.nsp->close();
    late.wire->receive(oldOpenPacket);
    late.wire->receive("40");
    QVERIFY(late.told.isEmpty());
    late.nsp->open();
    QCOMPARE(late.takeTold(), QStringList{u"connected"_s});
}

void TestClientNamespaces::connectsOldNamespaces()
{
    OldConversation c;
    SocketIoNamespace *admin = c.client.of(u"/admin"_s);
    c.listenTo(admin);
    c.takeTold();
    admin->open({{u"token"_s, u"a b"_s}});
    QCOMPARE(c.wire->takeSent(), QStringList{u"40/admin?token=a%20b,"_s});
    c.wire->receive("40/admin?token=a%20b,");
    c.wire->receive("42/admin,[\"e\"]");
    QCOMPARE(c.takeTold(), (QStringList{u"/admin connected"_s, u"/admin event e []"_s}));
    QVERIFY(admin->sendEvent(u"x"_s, {}));
    QCOMPARE(c.wire->takeSent(), QStringList{u"42/admin,[\"x\"]"_s});
}

void TestClientNamespaces::readsOldErrors_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("told");
    QTest::newRow("text") << QByteArray("\"Invalid namespace\"") << u"Invalid namespace undefined"_s;
    QTest::newRow("object") << QByteArray("{\"a\":1}") << u"{\"a\":1} {\"a\": 1}"_s;
    QTest::newRow("truth") << QByteArray("true") << u"true true"_s;
}

void TestClientNamespaces::readsOldErrors()
{
    QFETCH(QByteArray, error);
    QFETCH(QString, told);
    OldConversation c;
    SocketIoNamespace *admin = c.client.of(u"/admin"_s);
    c.listenTo(admin);
    admin->open();
    c.takeTold();
    c.wire->receive("44/admin," + error);
    QCOMPARE(c.takeTold(), QStringList{u"/admin "_s + failed(Problem::RejectedByServer, told)});
}

void TestClientNamespaces::sendsAsciiToOldServers()
{
    OldConversation c;
    QVERIFY(c.nsp->sendEvent(u"é"_s, {u"\U0001F600"_s}));
    QCOMPARE(c.wire->takeSent(), QStringList{u"42[\"\\u00e9\",\"\\ud83d\\ude00\"]"_s});
}

void TestClientNamespaces::startsAgainWithALateOldServer()
{
    Conversation c;
    c.wire->receive(oldOpenPacket);
    c.timers.advance(1s); // taken for a new one
    QCOMPARE(c.wire->takeSent(), QStringList{u"40"_s});
    c.wire->receive("40");
    QVERIFY(c.wire->closedByClient);
    QVERIFY(c.told.isEmpty());
    QCOMPARE(c.network.wires.size(), 2);
    QVERIFY(c.network.wire().url.query().contains(u"EIO=3"_s));
    c.network.wire().open();
    c.network.wire().receive(oldOpenPacket);
    c.network.wire().receive("40");
    QCOMPARE(c.takeTold(), QStringList{u"connected"_s});
    QVERIFY(c.network.wire().sent.isEmpty());
}

void TestClientNamespaces::refusesWhatItWasToldNotToBe()
{
    Conversation c({{Transports::WebSocket, confab::engineio::Revision::V4}, false});
    c.wire->receive(oldOpenPacket);
    c.wire->receive("40");
    QCOMPARE(c.takeTold(),
             QStringList{ended(Problem::NotASocketIoServer, u"unsupported protocol revision"_s)});
}

void TestClientNamespaces::speaksMessagePack()
{
    namespace messagepack = confab::socketio::messagepack;
    Conversation c({{Transports::WebSocket, {}}, true});
    const auto packet = [](int type, const QCborValue &data) {
        return messagepack::serialize(QCborMap{{u"type"_s, type}, {u"nsp"_s, u"/"_s}, {u"data"_s, data}});
    };
    c.wire->receive(openPacket);
    QVERIFY(c.wire->sent.constFirst().startsWith(u"binary:"_s));
    c.wire->receiveBinary(packet(0, QCborMap{{u"sid"_s, u"x"_s}}));
    c.wire->receiveBinary(packet(2, QCborArray{u"e"_s, QByteArray("\x01")}));
    QCOMPARE(c.takeTold(), (QStringList{u"connected"_s, u"event e [h'01']"_s}));
    c.wire->takeSent();
    QVERIFY(c.nsp->sendEvent(u"a"_s, {1}));
    const QByteArray sent = QByteArray::fromHex(c.wire->takeSent().value(0).mid(7).toLatin1());
    const auto map = messagepack::parse(sent, 8);
    QVERIFY(map);
    QCOMPARE(map->toMap().value(u"data"_s).toArray(), (QCborArray{u"a"_s, 1}));
}

void TestClientNamespaces::recovers()
{
    Conversation c;
    c.wire->receive(openPacket);
    c.wire->receive(R"(40{"sid":"x","pid":"p1"})");
    QVERIFY(!c.nsp->recovered());
    c.wire->receive(R"(42["e","o1"])");
    c.wire->receive(R"(42["e",5])");
    c.wire->receive(R"(42["e",1,"o2"])");
    c.wire->end(Problem::Dropped);
    QCOMPARE(c.nsp->recoveryState().offset, u"o2"_s);
    c.takeTold();

    c.client.open(endpoint, {{Transports::WebSocket, {}}, false});
    c.network.wire().open();
    c.network.wire().receive(openPacket);
    QCOMPARE(c.network.wire().takeSent(), QStringList{u"40{\"pid\":\"p1\",\"offset\":\"o2\"}"_s});
    c.network.wire().receive(R"(40{"sid":"x","pid":"p1"})");
    QVERIFY(c.nsp->recovered());
    QCOMPARE(c.nsp->recoveryState().offset, u"o2"_s);
    c.network.wire().receive(R"(42["missed","o3"])");
    QCOMPARE(c.takeTold(), (QStringList{u"connected"_s, u"event missed [\"o3\"]"_s}));
    QCOMPARE(c.nsp->recoveryState().offset, u"o3"_s);
}

void TestClientNamespaces::startsAnewWhenNothingIsRecovered()
{
    Conversation c;
    c.nsp->setRecoveryState({u"p0"_s, u"o0"_s}); // from another run of the program
    c.wire->receive(openPacket);
    QCOMPARE(c.wire->takeSent(), QStringList{u"40{\"pid\":\"p0\",\"offset\":\"o0\"}"_s});
    c.wire->receive(R"(40{"sid":"x","pid":"p1"})");
    QVERIFY(!c.nsp->recovered());
    QCOMPARE(c.nsp->recoveryState().pid, u"p1"_s);
    QVERIFY(c.nsp->recoveryState().offset.isEmpty());
}

void TestClientNamespaces::opensAgain()
{
    Conversation c;
    SocketIoNamespace *admin = c.client.of(u"/admin"_s);
    admin->open();
    c.connectIt();
    c.client.close();
    QVERIFY(c.wire->closedByClient);
    QVERIFY(!c.nsp->isConnected());
    admin->close(); // is not wanted any more
    c.client.open(endpoint, {{Transports::WebSocket, {}}, false});
    c.network.wire().open();
    c.network.wire().receive(openPacket);
    QCOMPARE(c.network.wire().takeSent(), QStringList{u"40"_s});
}

QTEST_GUILESS_MAIN(TestClientNamespaces)
#include "tst_clientnamespaces.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Namespaces that come into being by their name, events that may be lost, broadcasts that want answers.

#include "tests/support/socketiowire.h"

#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::SocketIoWire;

class TestSocketIoNamespaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesIntoBeingByAPattern();
    void thePatternMustMatchTheWholeName();
    void comesIntoBeingByAPredicate();
    void childrenHaveTheMiddlewareOfTheParent();
    void aStaticNamespaceComesFirst();
    void theParentTellsAllChildren();
    void emptyChildrenGo();
    void emptyChildrenStayByDefault();
    void tellsThatItIsDisconnecting();
    void endsAllConnections();
    void volatileEventsNeedAClearWay();
    void volatileEventsNeedAPoll();
    void collectsAnswers();
    void collectsUntilTheTimeout();
    void whoLeavesIsMissing();
    void nobodyAnswersAtOnce();
};

void TestSocketIoNamespaces::comesIntoBeingByAPattern()
{
    SocketIoWire wire;
    QStringList joined;
    auto &parent = wire.io.ofMatching(QRegularExpression(u"/room-\\d+"_s));
    parent.onConnection([&joined](Socket &socket) { joined.append(socket.nsp().name()); });
    const auto peer = wire.open();
    QVERIFY(!peer.join("/room-1").isEmpty());
    QVERIFY(!peer.join("/room-22").isEmpty());
    QVERIFY(peer.join("/room-x").isEmpty());
    QCOMPARE(peer.take(), QByteArray(R"(4/room-x,{"message":"Invalid namespace"})"));
    QCOMPARE(joined, (QStringList{u"/room-1"_s, u"/room-22"_s}));
    QCOMPARE(parent.children().size(), 2);
    QCOMPARE(&wire.io.of(u"/room-1"_s), parent.children().first());
    QVERIFY(!wire.open().join("/room-1").isEmpty());
    QCOMPARE(parent.children().size(), 2);
}

void TestSocketIoNamespaces::thePatternMustMatchTheWholeName()
{
    SocketIoWire wire;
    wire.io.ofMatching(QRegularExpression(u"/a|/b"_s));
    QVERIFY(wire.open().join("/ax").isEmpty());
    QVERIFY(wire.open().join("/x/a").isEmpty());
    QVERIFY(!wire.open().join("/b").isEmpty());
}

void TestSocketIoNamespaces::comesIntoBeingByAPredicate()
{
    SocketIoWire wire;
    wire.io.ofMatching([](const QString &name, const QCborMap &auth) {
        return name == u"/"_s + auth.value(u"team"_s).toString();
    });
    QVERIFY(wire.open().join("/red").isEmpty());
    QVERIFY(!wire.open().join("/red", R"({"team":"red"})").isEmpty());
}

void TestSocketIoNamespaces::childrenHaveTheMiddlewareOfTheParent()
{
    SocketIoWire wire;
    auto &parent = wire.io.ofMatching(QRegularExpression(u"/x.*"_s));
    parent.use([](Socket &socket) {
        return socket.handshake().auth.isEmpty() ? std::optional(Refusal{u"who?"_s}) : std::nullopt;
    });
    const auto peer = wire.open();
    QVERIFY(peer.join("/x").isEmpty());
    QCOMPARE(peer.take(), QByteArray(R"(4/x,{"message":"who?"})"));
    QVERIFY(!peer.join("/x", R"({"a":1})").isEmpty());
}

void TestSocketIoNamespaces::aStaticNamespaceComesFirst()
{
    SocketIoWire wire;
    bool byParent = false;
    wire.io.ofMatching(QRegularExpression(u".*"_s)).onConnection([&byParent](Socket &) { byParent = true; });
    wire.io.of(u"/own"_s);
    QVERIFY(!wire.open().join("/own").isEmpty());
    QVERIFY(!byParent);
}

void TestSocketIoNamespaces::theParentTellsAllChildren()
{
    SocketIoWire wire;
    auto &parent = wire.io.ofMatching(QRegularExpression(u"/x.*"_s));
    const auto peer = wire.open();
    peer.join("/x1");
    peer.join("/x2");
    parent.emitEvent(u"news"_s, args(1));
    QCOMPARE(peer.take(), QByteArray(R"(2/x1,["news",1])"));
    QCOMPARE(peer.take(), QByteArray(R"(2/x2,["news",1])"));
}

void TestSocketIoNamespaces::emptyChildrenGo()
{
    Config config;
    config.removeEmptyChildren = true;
    SocketIoWire wire(config);
    auto &parent = wire.io.ofMatching(QRegularExpression(u"/x.*"_s));
    const auto peer = wire.open();
    peer.join("/x1");
    const auto other = wire.open();
    other.join("/x1");
    peer.goAway();
    wire.wire.timers.turn();
    QCOMPARE(parent.children().size(), 1);
    other.send("1/x1,");
    wire.wire.timers.turn();
    QVERIFY(parent.children().isEmpty());
    QVERIFY(!other.join("/x1").isEmpty()); // and it comes again
    QCOMPARE(parent.children().size(), 1);
}

void TestSocketIoNamespaces::emptyChildrenStayByDefault()
{
    SocketIoWire wire;
    auto &parent = wire.io.ofMatching(QRegularExpression(u"/x.*"_s));
    const auto peer = wire.open();
    peer.join("/x1");
    peer.goAway();
    wire.wire.timers.turn();
    QCOMPARE(parent.children().size(), 1);
}

void TestSocketIoNamespaces::tellsThatItIsDisconnecting()
{
    SocketIoWire wire;
    QList<QSet<QString>> rooms;
    wire.io.onConnection([&rooms](Socket &socket) {
        socket.join(u"room"_s);
        socket.onDisconnecting([&](DisconnectReason) { rooms.append(socket.rooms()); });
        socket.onDisconnect([&](DisconnectReason) { rooms.append(socket.rooms()); });
    });
    const auto peer = wire.connected();
    peer.goAway();
    QCOMPARE(rooms, (QList<QSet<QString>>{{wire.lastId, u"room"_s}, {}}));
}

void TestSocketIoNamespaces::endsAllConnections()
{
    SocketIoWire wire;
    const auto a = wire.connected();
    const auto b = wire.connected();
    const auto unjoined = wire.open();
    wire.io.disconnectAll();
    QCOMPARE(a.take(), QByteArray("1"));
    QVERIFY(a.isClosed() && b.isClosed() && unjoined.isClosed());
}

void TestSocketIoNamespaces::volatileEventsNeedAClearWay()
{
    SocketIoWire wire;
    const auto slow = wire.connected();
    Socket *socket = wire.io.of(u"/"_s).find(wire.lastId);
    const auto quick = wire.connected();
    slow.webSocket().queued = 1;
    wire.io.of(u"/"_s).emitVolatile(u"v"_s, args(1));
    socket->emitVolatile(u"v"_s, args(2));
    QCOMPARE(quick.take(), QByteArray(R"(2["v",1])"));
    QVERIFY(slow.isQuiet());
    socket->emitEvent(u"e"_s);
    QCOMPARE(slow.take(), QByteArray(R"(2["e"])"));
    slow.webSocket().queued = 0;
    socket->emitVolatile(u"v"_s, args(3));
    QCOMPARE(slow.take(), QByteArray(R"(2["v",3])"));
}

void TestSocketIoNamespaces::volatileEventsNeedAPoll()
{
    SocketIoWire wire;
    Socket *socket = nullptr;
    wire.io.onConnection([&socket](Socket &joined) { socket = &joined; });
    const QByteArray sid = wire.wire.openPolling();
    wire.wire.post(sid, "40");
    QVERIFY(wire.wire.poll(sid)->body().startsWith("40"));
    socket->emitVolatile(u"v"_s, args(1)); // between two polls
    const auto poll = wire.wire.poll(sid);
    QVERIFY(poll->isPending());
    socket->emitVolatile(u"v"_s, args(2));
    QCOMPARE(poll->body(), QByteArray(R"(42["v",2])"));
}

void TestSocketIoNamespaces::collectsAnswers()
{
    SocketIoWire wire;
    const auto a = wire.connected();
    const auto b = wire.connected();
    int calls = 0;
    Broadcast::Answers answers;
    wire.io.of(u"/"_s).all().emitWithAck(u"ask"_s, args(1), 1s, [&](const Broadcast::Answers &given) {
        ++calls;
        answers = given;
    });
    QCOMPARE(a.take(), QByteArray(R"(21["ask",1])"));
    QCOMPARE(b.take(), QByteArray(R"(21["ask",1])"));
    b.send(R"(31["from b"])");
    b.send(R"(31["again"])");
    QCOMPARE(calls, 0);
    a.send(R"(31["from a"])");
    QCOMPARE(calls, 1);
    QCOMPARE(answers.answers, (QList<QCborArray>{{u"from b"_s}, {u"from a"_s}}));
    QVERIFY(answers.missing.isEmpty());
}

void TestSocketIoNamespaces::collectsUntilTheTimeout()
{
    SocketIoWire wire;
    const auto a = wire.connected();
    const auto silent = wire.connected();
    const QString silentId = wire.lastId;
    Broadcast::Answers answers;
    int calls = 0;
    wire.io.of(u"/"_s).all().emitWithAck(u"ask"_s, {}, 1s, [&](const Broadcast::Answers &given) {
        ++calls;
        answers = given;
    });
    a.send("31[]");
    wire.wire.timers.advance(999ms);
    QCOMPARE(calls, 0);
    wire.wire.timers.advance(1ms);
    QCOMPARE(calls, 1);
    QCOMPARE(answers.answers.size(), 1);
    QCOMPARE(answers.missing, QStringList{silentId});
    silent.send("31[]");
    QCOMPARE(calls, 1);
}

void TestSocketIoNamespaces::whoLeavesIsMissing()
{
    SocketIoWire wire;
    const auto a = wire.connected();
    Broadcast::Answers answers;
    wire.io.of(u"/"_s).all().emitWithAck(u"ask"_s, {}, 1s,
                                         [&](const Broadcast::Answers &given) { answers = given; });
    a.goAway();
    QCOMPARE(answers.missing, QStringList{wire.lastId});
}

void TestSocketIoNamespaces::nobodyAnswersAtOnce()
{
    SocketIoWire wire;
    int calls = 0;
    wire.io.of(u"/"_s).to(u"empty"_s).emitWithAck(u"ask"_s, {}, 1s, [&](const Broadcast::Answers &) {
        ++calls;
    });
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestSocketIoNamespaces)
#include "tst_socketionamespaces.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a socket ends: by either side, by a deadline, or by breaking the protocol.

#include "tests/support/socketiowire.h"

#include <QSet>
#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::SocketIoWire;

class TestSocketIoEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void clientLeavesANamespace();
    void clientGoesAway_data();
    void clientGoesAway();
    void pingTimeoutIsTold();
    void serverDisconnects();
    void serverDisconnectsEverything();
    void shutsDown();
    void brokenProtocolEndsTheConnection_data();
    void brokenProtocolEndsTheConnection();
    void oneBadPeerEndsAlone();
    void mustJoinInTime();
    void aRefusedClientMustJoinInTime();
    void attachmentsMustComeInTime();

private:
    std::unique_ptr<SocketIoWire> m_wire;
    Socket *m_socket = nullptr; ///< the last that connected to "/"
    QList<DisconnectReason> m_reasons;
};

void TestSocketIoEnds::init()
{
    m_socket = nullptr;
    m_reasons.clear();
    m_wire = std::make_unique<SocketIoWire>();
    m_wire->io.onConnection([this](Socket &socket) {
        m_socket = &socket;
        socket.onDisconnect([this](DisconnectReason reason) { m_reasons.append(reason); });
    });
}

void TestSocketIoEnds::clientLeavesANamespace()
{
    m_wire->io.of(u"/admin"_s);
    const auto peer = m_wire->connected();
    peer.join("/admin");
    const QString id = m_wire->lastId;
    peer.send("1");
    QCOMPARE(m_reasons, QList{DisconnectReason::ClientNamespaceDisconnect});
    QVERIFY(!peer.isClosed());
    QVERIFY(peer.isQuiet());
    QVERIFY(!m_wire->io.of(u"/"_s).find(id));
    QCOMPARE(m_wire->io.of(u"/admin"_s).socketCount(), 1);
    const QString again = peer.join();
    QVERIFY(!again.isEmpty());
    QVERIFY(again != id);
}

void TestSocketIoEnds::clientGoesAway_data()
{
    QTest::addColumn<int>("how");
    QTest::addColumn<DisconnectReason>("reason");
    QTest::newRow("connection lost") << 0 << DisconnectReason::TransportClose;
    QTest::newRow("Engine.IO close") << 1 << DisconnectReason::TransportClose;
    QTest::newRow("Engine.IO garbage") << 2 << DisconnectReason::ParseError;
    QTest::newRow("Engine.IO ping") << 3 << DisconnectReason::TransportError;
}

void TestSocketIoEnds::clientGoesAway()
{
    QFETCH(int, how);
    QFETCH(DisconnectReason, reason);
    m_wire->io.of(u"/admin"_s).onConnection([this](Socket &socket) {
        socket.onDisconnect([this](DisconnectReason why) { m_reasons.append(why); });
    });
    const auto peer = m_wire->connected();
    peer.join("/admin");
    if (how == 0)
        peer.goAway();
    else
        peer.webSocket().text(how == 1 ? "1" : how == 2 ? "x" : "2");
    QCOMPARE(m_reasons, (QList{reason, reason}));
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 0);
    QCOMPARE(m_wire->io.of(u"/admin"_s).socketCount(), 0);
}

void TestSocketIoEnds::pingTimeoutIsTold()
{
    m_wire->connected();
    m_wire->wire.timers.advance(45s);
    QCOMPARE(m_reasons, QList{DisconnectReason::PingTimeout});
    QCOMPARE(reasonText(m_reasons.first()), u"ping timeout"_s);
}

void TestSocketIoEnds::serverDisconnects()
{
    m_wire->io.of(u"/admin"_s);
    const auto peer = m_wire->connected();
    peer.join("/admin");
    const auto socket = m_socket->shared_from_this();
    socket->disconnect();
    QCOMPARE(peer.take(), QByteArray("1"));
    QCOMPARE(m_reasons, QList{DisconnectReason::ServerNamespaceDisconnect});
    QVERIFY(!peer.isClosed());
    QVERIFY(!socket->isConnected());
    QVERIFY(socket->rooms().isEmpty());
    QVERIFY(!socket->stats());
    socket->disconnect();
    socket->disconnect(true);
    socket->emitEvent(u"too late"_s);
    socket->join(u"room"_s);
    QVERIFY(peer.isQuiet());
    QCOMPARE(m_reasons.size(), 1);
    QVERIFY(!peer.isClosed());
}

void TestSocketIoEnds::serverDisconnectsEverything()
{
    m_wire->io.of(u"/admin"_s).onConnection([this](Socket &socket) {
        socket.onDisconnect([this](DisconnectReason why) { m_reasons.append(why); });
    });
    const auto peer = m_wire->connected();
    peer.join("/admin");
    m_socket->disconnect(true);
    QCOMPARE(m_reasons.size(), 2);
    QSet<QByteArray> packets{peer.take(), peer.take()};
    QCOMPARE(packets, (QSet<QByteArray>{"1", "1/admin,"}));
    QVERIFY(peer.isClosed());
    QCOMPARE(m_wire->wire.server.sessionCount(), 0);
}

void TestSocketIoEnds::shutsDown()
{
    const auto peer = m_wire->connected();
    m_wire->wire.server.closeAll();
    QCOMPARE(m_reasons, QList{DisconnectReason::ServerShuttingDown});
    QCOMPARE(peer.webSocket().closeCode, quint16(1001));
    QVERIFY(peer.isQuiet()); // no DISCONNECT: clients come back by themselves
}

void TestSocketIoEnds::brokenProtocolEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<DisconnectReason>("reason");
    const auto broken = DisconnectReason::ForcedServerClose;
    const auto parse = DisconnectReason::ParseError;
    QTest::newRow("second CONNECT") << QByteArray("0") << broken;
    QTest::newRow("event to a namespace not joined") << QByteArray(R"(2/admin,["a"])") << broken;
    QTest::newRow("event to an unknown namespace") << QByteArray(R"(2/nobody,["a"])") << broken;
    QTest::newRow("DISCONNECT from a namespace not joined") << QByteArray("1/admin,") << broken;
    QTest::newRow("CONNECT_ERROR") << QByteArray("4{}") << broken;
    QTest::newRow("unknown type") << QByteArray("9") << parse;
    QTest::newRow("no packet") << QByteArray() << parse;
    QTest::newRow("garbage") << QByteArray("\xf0\x9f\xa6\xa6") << parse;
    QTest::newRow("event without a name") << QByteArray("2[]") << parse;
    QTest::newRow("reserved event") << QByteArray(R"(2["disconnecting"])") << parse;
    QTest::newRow("bad JSON") << QByteArray(R"(2["a")") << parse;
    QTest::newRow("bad placeholder") << QByteArray(R"(51-["a",{"_placeholder":true,"num":"0"}])") << parse;
}

void TestSocketIoEnds::brokenProtocolEndsTheConnection()
{
    QFETCH(QByteArray, packet);
    QFETCH(DisconnectReason, reason);
    m_wire->io.of(u"/admin"_s);
    const auto peer = m_wire->connected();
    m_socket->onAny([](const QString &, const QCborArray &) { QFAIL("no event"); });
    peer.send(packet);
    QVERIFY(peer.isClosed());
    QVERIFY(peer.isQuiet());
    QCOMPARE(m_reasons, QList{reason});
    peer.send(R"(2["after"])");
    QCOMPARE(m_wire->wire.server.sessionCount(), 0);
}

void TestSocketIoEnds::oneBadPeerEndsAlone()
{
    const auto good = m_wire->connected();
    const auto stray = m_wire->connected();
    const auto mixed = m_wire->connected();
    const auto early = m_wire->open();
    stray.sendBinary("nobody waits for this");
    QVERIFY(stray.isClosed());
    mixed.send(R"(51-["a",{"_placeholder":true,"num":0}])");
    mixed.send(R"(2["b"])");
    QVERIFY(mixed.isClosed());
    early.send(R"(2["before CONNECT"])");
    QVERIFY(early.isClosed());
    QVERIFY(!good.isClosed());
    QCOMPARE(m_reasons, (QList{DisconnectReason::ParseError, DisconnectReason::ParseError}));
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 1);
}

void TestSocketIoEnds::mustJoinInTime()
{
    const auto late = m_wire->open();
    const auto left = m_wire->connected();
    left.send("1"); // had joined: that is enough
    for (int second = 0; second < 45; ++second) {
        QVERIFY(!late.isClosed());
        m_wire->wire.timers.advance(1s);
        for (const auto &peer : {late, left})
            peer.webSocket().text("3"); // the heartbeat must not end it first
    }
    QVERIFY(late.isClosed());
    QVERIFY(!left.isClosed());
}

void TestSocketIoEnds::aRefusedClientMustJoinInTime()
{
    m_wire->io.use([](Socket &) { return std::optional(Refusal{u"no"_s}); });
    const auto peer = m_wire->open();
    for (int second = 0; second < 45; ++second) {
        QVERIFY(!peer.isClosed());
        peer.send("0");
        peer.webSocket().text("3");
        m_wire->wire.timers.advance(1s);
    }
    QVERIFY(peer.isClosed());
}

void TestSocketIoEnds::attachmentsMustComeInTime()
{
    const auto peer = m_wire->connected();
    peer.send(R"(52-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])");
    m_wire->wire.timers.advance(15s);
    peer.sendBinary("one"); // does not extend it
    m_wire->wire.timers.advance(14999ms);
    QVERIFY(!peer.isClosed());
    m_wire->wire.timers.advance(1ms);
    QVERIFY(peer.isClosed());
    QCOMPARE(m_reasons, QList{DisconnectReason::ParseError});

    const auto other = m_wire->connected();
    other.send(R"(51-["a",{"_placeholder":true,"num":0}])");
    other.sendBinary("one");
    m_wire->wire.timers.advance(24s);
    QVERIFY(!other.isClosed());
}

QTEST_GUILESS_MAIN(TestSocketIoEnds)
#include "tst_socketioends.moc"

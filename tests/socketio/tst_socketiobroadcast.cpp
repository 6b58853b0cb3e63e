// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who gets a broadcast, and that all of them get the same bytes.

#include "tests/support/socketiowire.h"

#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using confab::testing::SocketIoWire;

class TestSocketIoBroadcast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everybody();
    void everybodyButTheSender();
    void rooms();
    void severalRoomsReachASocketOnce();
    void exceptRooms();
    void aSocketIsARoomOfItsOwn();
    void theSenderMayBeGone();
    void leavingAndDisconnectingLeaveTheRoom();
    void joinsAndLeavesMany();
    void disconnectsMany();
    void sharesOneFrame();
    void reachesACrowd();
    void severalEventsReachASocketOnce();
    void eachGetsSeveralEventsInItsForm();
    void severalEventsToOneSocket();
    void binary();
    void staysInItsNamespace();
    void reachesPollingClientsToo();
    void nobody();

private:
    /// The clients by number that got exactly this, all others having got nothing.
    QByteArray whoGot(const QByteArray &packet);

    std::unique_ptr<SocketIoWire> m_wire;
    QList<SocketIoWire::Peer> m_peers; ///< 0, 1, 2, 3
    QStringList m_ids;
    Namespace *m_nsp = nullptr;
};

void TestSocketIoBroadcast::init()
{
    m_peers.clear();
    m_ids.clear();
    m_wire = std::make_unique<SocketIoWire>();
    m_nsp = &m_wire->io.of(u"/"_s);
    for (int i = 0; i < 4; ++i) {
        m_peers.append(m_wire->connected());
        m_ids.append(m_wire->lastId);
    }
}

QByteArray TestSocketIoBroadcast::whoGot(const QByteArray &packet)
{
    QByteArray who;
    for (qsizetype i = 0; i < m_peers.size(); ++i) {
        const auto &peer = m_peers.at(i);
        if (!peer.isQuiet())
            who.append(peer.take() == packet ? QByteArray::number(i) : QByteArray("?"));
        if (!peer.isQuiet())
            who.append('+');
    }
    return who;
}

void TestSocketIoBroadcast::everybody()
{
    m_nsp->emitEvent(u"a"_s, args(1));
    QCOMPARE(whoGot(R"(2["a",1])"), QByteArray("0123"));
    m_nsp->all().emitEvent(u"b"_s);
    QCOMPARE(whoGot(R"(2["b"])"), QByteArray("0123"));
}

void TestSocketIoBroadcast::everybodyButTheSender()
{
    m_nsp->find(m_ids[2])->broadcast().emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("013"));
    m_nsp->except(m_ids[0]).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("123"));
}

void TestSocketIoBroadcast::rooms()
{
    m_nsp->find(m_ids[0])->join(u"lobby"_s);
    m_nsp->find(m_ids[1])->join(u"lobby"_s);
    m_nsp->find(m_ids[1])->join(u"lobby"_s); // twice is once
    QCOMPARE(m_nsp->roomSize(u"lobby"_s), 2);
    m_nsp->to(u"lobby"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("01"));
    m_nsp->find(m_ids[0])->to(u"lobby"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("1"));
    m_nsp->find(m_ids[3])->to(u"lobby"_s).emitEvent(u"a"_s); // without being in it
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("01"));
}

void TestSocketIoBroadcast::severalRoomsReachASocketOnce()
{
    m_nsp->find(m_ids[0])->join(u"one"_s);
    m_nsp->find(m_ids[1])->join(u"one"_s);
    m_nsp->find(m_ids[1])->join(u"two"_s);
    m_nsp->find(m_ids[2])->join(u"two"_s);
    m_nsp->to(u"one"_s).to(u"two"_s).to(u"none"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("012"));
}

void TestSocketIoBroadcast::exceptRooms()
{
    m_nsp->find(m_ids[0])->join(u"quiet"_s);
    m_nsp->find(m_ids[1])->join(u"quiet"_s);
    m_nsp->except(u"quiet"_s).except(m_ids[2]).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("3"));
    m_nsp->to(u"quiet"_s).except(u"quiet"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray());
    m_nsp->to(u"quiet"_s).emitEvent(u"a"_s); // the sets were not changed by the subtraction
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("01"));
}

void TestSocketIoBroadcast::aSocketIsARoomOfItsOwn()
{
    m_nsp->to(m_ids[3]).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("3"));
    QCOMPARE(m_nsp->to(m_ids[3]).socketIds(), QStringList{m_ids[3]});
}

void TestSocketIoBroadcast::theSenderMayBeGone()
{
    for (const QString &id : std::as_const(m_ids))
        m_nsp->find(id)->join(u"lobby"_s);
    m_peers.at(0).goAway();
    m_nsp->to(u"lobby"_s).except(m_ids[0]).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("123"));
}

void TestSocketIoBroadcast::leavingAndDisconnectingLeaveTheRoom()
{
    for (const QString &id : std::as_const(m_ids))
        m_nsp->find(id)->join(u"lobby"_s);
    m_nsp->find(m_ids[0])->leave(u"lobby"_s);
    m_nsp->find(m_ids[0])->leave(u"never there"_s);
    m_peers.at(1).send("1");
    m_peers.at(2).goAway();
    QCOMPARE(m_nsp->roomSize(u"lobby"_s), 1);
    m_nsp->to(u"lobby"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("3"));
    m_peers.at(3).goAway();
    QCOMPARE(m_nsp->roomSize(u"lobby"_s), 0);
}

void TestSocketIoBroadcast::joinsAndLeavesMany()
{
    m_nsp->except(m_ids[0]).join(u"late"_s);
    QCOMPARE(m_nsp->roomSize(u"late"_s), 3);
    m_nsp->to(m_ids[1]).to(m_ids[2]).leave(u"late"_s);
    QCOMPARE(m_nsp->to(u"late"_s).socketIds(), QStringList{m_ids[3]});
    m_nsp->to(u"late"_s).leave(u"late"_s); // leaving the room that is being walked
    QCOMPARE(m_nsp->roomSize(u"late"_s), 0);
}

void TestSocketIoBroadcast::disconnectsMany()
{
    m_nsp->find(m_ids[0])->onDisconnect([this](DisconnectReason) {
        for (const QString &id : std::as_const(m_ids)) {
            if (Socket *socket = m_nsp->find(id))
                socket->disconnect();
        }
    });
    m_nsp->all().disconnect();
    QCOMPARE(whoGot("1"), QByteArray("0123"));
    QCOMPARE(m_nsp->socketCount(), 0);
    for (const auto &peer : std::as_const(m_peers))
        QVERIFY(!peer.isClosed());
}

void TestSocketIoBroadcast::sharesOneFrame()
{
    m_nsp->emitEvent(u"a"_s, args(QString(1000, u'x')));
    const QByteArray &first = m_peers.at(0).webSocket().encoded.last();
    for (const auto &peer : std::as_const(m_peers))
        QVERIFY(peer.webSocket().encoded.last().isSharedWith(first));
}

void TestSocketIoBroadcast::reachesACrowd()
{
    for (int round = 1; round <= 60; ++round) { // however many are served at the same time
        m_peers.append(m_wire->connected());
        m_nsp->emitEvent(u"a"_s, args(round));
        for (const auto &peer : std::as_const(m_peers)) {
            QCOMPARE(peer.take(), "2[\"a\"," + QByteArray::number(round) + ']');
            QVERIFY(peer.isQuiet());
        }
    }
}

void TestSocketIoBroadcast::severalEventsReachASocketOnce()
{
    const QList<SharedEvent> events{{*m_nsp, u"a"_s}, {*m_nsp, u"b"_s, args(1)}, {*m_nsp, u"c"_s}};
    const qsizetype before = m_peers.at(0).webSocket().encoded.size();
    m_nsp->except(m_ids[2]).emitEvents(events);
    for (const int i : {0, 1, 3}) {
        const auto &peer = m_peers.at(i);
        QCOMPARE(peer.webSocket().encoded.size(), before + 1);
        QVERIFY(peer.webSocket().encoded.last().isSharedWith(m_peers.at(0).webSocket().encoded.last()));
        QCOMPARE(peer.take(), QByteArray(R"(2["a"])"));
        QCOMPARE(peer.take(), QByteArray(R"(2["b",1])"));
        QCOMPARE(peer.take(), QByteArray(R"(2["c"])"));
    }
    QCOMPARE(whoGot(""), QByteArray());
    m_nsp->all().emitEvents({});
    QCOMPARE(whoGot(""), QByteArray());
}

void TestSocketIoBroadcast::eachGetsSeveralEventsInItsForm()
{
    const auto old = m_wire->openRevision3();
    (void)old.take();
    auto &wire = m_wire->wire;
    const QByteArray sid = wire.openPolling();
    wire.post(sid, "40");
    wire.poll(sid);
    const QList<SharedEvent> events{{*m_nsp, u"a"_s, args(QByteArray("\x01\x02\x03"))}, {*m_nsp, u"b"_s}};
    m_nsp->emitEvent(u"before"_s);
    m_nsp->all().emitEvents(events);
    m_nsp->emitEvent(u"behind"_s);
    for (const auto &peer : std::as_const(m_peers)) {
        QCOMPARE(peer.take(), QByteArray(R"(2["before"])"));
        QCOMPARE(peer.take(), QByteArray(R"(51-["a",{"_placeholder":true,"num":0}])"));
        QCOMPARE(peer.takeBinary(), QByteArray("\x01\x02\x03"));
        QCOMPARE(peer.take(), QByteArray(R"(2["b"])"));
        QCOMPARE(peer.take(), QByteArray(R"(2["behind"])"));
    }
    QCOMPARE(old.take(), QByteArray(R"(2["before"])"));
    QCOMPARE(old.take(), QByteArray(R"(51-["a",{"_placeholder":true,"num":0}])"));
    QCOMPARE(old.takeBinary(), QByteArray("\x04\x01\x02\x03"));
    QCOMPARE(old.take(), QByteArray(R"(2["b"])"));
    QCOMPARE(wire.poll(sid)->body(),
             QByteArray("42[\"before\"]\x1e"
                        "451-[\"a\",{\"_placeholder\":true,\"num\":0}]\x1e"
                        "bAQID\x1e"
                        "42[\"b\"]\x1e"
                        "42[\"behind\"]"));
}

void TestSocketIoBroadcast::severalEventsToOneSocket()
{
    const QList<SharedEvent> events{{*m_nsp, u"a"_s}, {*m_nsp, u"b"_s}};
    const auto socket = m_nsp->find(m_ids[1])->shared_from_this();
    socket->emitEvents(events);
    socket->emitEvents(events.mid(1));
    QCOMPARE(m_peers.at(1).take(), QByteArray(R"(2["a"])"));
    QCOMPARE(m_peers.at(1).take(), QByteArray(R"(2["b"])"));
    QCOMPARE(m_peers.at(1).take(), QByteArray(R"(2["b"])"));
    m_peers.at(1).goAway();
    socket->emitEvents(events);
    m_nsp->all().emitEvents(events.mid(1));
    QCOMPARE(whoGot(R"(2["b"])"), QByteArray("023"));
}

void TestSocketIoBroadcast::binary()
{
    m_nsp->emitEvent(u"a"_s, args(QByteArray("\x01\x02")));
    for (const auto &peer : std::as_const(m_peers)) {
        QCOMPARE(peer.take(), QByteArray(R"(51-["a",{"_placeholder":true,"num":0}])"));
        QCOMPARE(peer.takeBinary(), QByteArray("\x01\x02"));
    }
}

void TestSocketIoBroadcast::staysInItsNamespace()
{
    Namespace &admin = m_wire->io.of(u"/admin"_s);
    m_peers.at(2).join("/admin");
    admin.all().join(u"lobby"_s);
    m_nsp->find(m_ids[0])->join(u"lobby"_s);
    admin.emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2/admin,["a"])"), QByteArray("2"));
    m_nsp->to(u"lobby"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(R"(2["a"])"), QByteArray("0"));
}

void TestSocketIoBroadcast::reachesPollingClientsToo()
{
    auto &wire = m_wire->wire;
    const QByteArray waiting = wire.openPolling();
    wire.post(waiting, "40");
    wire.poll(waiting);
    const auto poll = wire.poll(waiting);
    const QByteArray late = wire.openPolling();
    wire.post(late, "40");
    wire.poll(late);
    m_nsp->emitEvent(u"a"_s, args(QByteArray("\x01\x02\x03")));
    m_nsp->emitEvent(u"b"_s);
    QCOMPARE(poll->body(),
             QByteArray("451-[\"a\",{\"_placeholder\":true,\"num\":0}]\x1e"
                        "bAQID"));
    QCOMPARE(wire.poll(late)->body(),
             QByteArray("451-[\"a\",{\"_placeholder\":true,\"num\":0}]\x1e"
                        "bAQID\x1e"
                        "42[\"b\"]"));
}

void TestSocketIoBroadcast::nobody()
{
    m_nsp->to(u"empty"_s).emitEvent(u"a"_s);
    m_wire->io.of(u"/admin"_s).emitEvent(u"a"_s);
    QCOMPARE(whoGot(""), QByteArray());
}

QTEST_GUILESS_MAIN(TestSocketIoBroadcast)
#include "tst_socketiobroadcast.moc"

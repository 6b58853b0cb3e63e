// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Conversations of clients of Socket.IO 1 and 2 (over Engine.IO 3), of clients with the MessagePack parser,
// and of all kinds in one room. The packets themselves are covered by tst_socketiorevision4 and
// tst_messagepack.

#include "protocol/socketio/encoder.h"
#include "protocol/socketio/messagepack.h"
#include "tests/support/socketiowire.h"

#include <QCborMap>
#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::SocketIoWire;

class TestSocketIoFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isInTheRootUnasked();
    void tellsTheRootByItsOwnPacketOnPolling();
    void entersNamespaces_data();
    void entersNamespaces();
    void aQueryStandsForTheAuth();
    void aSecondConnectEndsTheConnection();
    void refusesUnknownNamespaces();
    void middlewareRefusesWithARawValue();
    void aRefusedClientHasItsTimeForAnotherNamespace();
    void eventsAreAscii();
    void binaryFramesHaveTheirType();
    void acknowledges();
    void leavesNamespaces();
    void oneRoomForAllRevisions();
    void messagePackBothWays();
    void messagePackRefusesText();

private:
    std::unique_ptr<SocketIoWire> m_wire;
    QStringList m_joined; ///< ids
    QCborMap m_auth; ///< of the last
};

void TestSocketIoFormats::init()
{
    m_joined.clear();
    m_auth = {};
    m_wire = std::make_unique<SocketIoWire>();
    for (const QString &name : {u"/"_s, u"/admin"_s}) {
        m_wire->io.of(name).onConnection([this](Socket &socket) {
            m_joined.append(socket.id());
            m_auth = socket.handshake().auth;
            socket.on(u"echo"_s, [&socket](const QCborArray &args, Ack ack) {
                socket.emitEvent(u"echo"_s, args);
                ack.answer(args);
            });
        });
    }
}

void TestSocketIoFormats::isInTheRootUnasked()
{
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    QVERIFY(peer.isQuiet());
    QCOMPARE(m_joined, QStringList{QString::fromUtf8(m_wire->wire.lastSid)});
    peer.send(R"(2["echo",1])");
    QCOMPARE(peer.take(), QByteArray(R"(2["echo",1])"));
}

void TestSocketIoFormats::tellsTheRootByItsOwnPacketOnPolling()
{
    const QByteArray open = m_wire->wire.request("GET", "EIO=3&transport=polling")->body();
    QVERIFY(open.endsWith('}')); // nothing behind the open packet
    const QByteArray sid = confab::testing::EngineIoWire::sidOf(open.mid(open.indexOf(':') + 1));
    QCOMPARE(m_wire->wire.request("GET", "EIO=3&transport=polling&sid=" + sid)->body(), QByteArray("2:40"));
}

void TestSocketIoFormats::entersNamespaces_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("1.x") << QByteArray("0/admin");
    QTest::newRow("2.x") << QByteArray("0/admin,");
    QTest::newRow("with a query") << QByteArray("0/admin?x=1,");
}

void TestSocketIoFormats::entersNamespaces()
{
    QFETCH(QByteArray, packet);
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.send(packet);
    QCOMPARE(peer.take(), QByteArray("0/admin,"));
    QCOMPARE(m_joined.last(), u"/admin#"_s + QString::fromUtf8(m_wire->wire.lastSid));
    peer.send(R"(2/admin,["echo","a"])");
    QCOMPARE(peer.take(), QByteArray(R"(2/admin,["echo","a"])"));
    QVERIFY(!peer.isClosed());
}

void TestSocketIoFormats::aQueryStandsForTheAuth()
{
    const auto peer = m_wire->openRevision3();
    peer.send("0/admin?token=a%20b&empty=,");
    QCOMPARE(m_auth, (QCborMap{{u"token"_s, u"a b"_s}, {u"empty"_s, u""_s}}));
}

void TestSocketIoFormats::aSecondConnectEndsTheConnection()
{
    const auto peer = m_wire->openRevision3();
    peer.send("0/admin,");
    peer.send("0/admin?x=1,");
    QVERIFY(peer.isClosed());
}

void TestSocketIoFormats::refusesUnknownNamespaces()
{
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.send("0/nowhere,");
    QCOMPARE(peer.take(), QByteArray(R"(4/nowhere,{"message":"Invalid namespace"})"));
    QVERIFY(!peer.isClosed());
}

void TestSocketIoFormats::middlewareRefusesWithARawValue()
{
    bool withData = false;
    m_wire->io.of(u"/admin"_s).use([&withData](Socket &) -> std::optional<Refusal> {
        return withData ? Refusal{u"no"_s, QCborMap{{u"code"_s, 7}}} : Refusal{u"not you"_s};
    });
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.send("0/admin,");
    QCOMPARE(peer.take(), QByteArray(R"(4/admin,"not you")"));
    withData = true;
    peer.send("0/admin,");
    QCOMPARE(peer.take(), QByteArray(R"(4/admin,{"code":7})"));
}

void TestSocketIoFormats::aRefusedClientHasItsTimeForAnotherNamespace()
{
    m_wire->io.use([](Socket &) { return std::optional(Refusal{u"no"_s}); });
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray(R"(4"no")"));
    peer.webSocket().text("2");
    m_wire->wire.timers.advance(44999ms);
    QVERIFY(!peer.isClosed());
    m_wire->wire.timers.advance(1ms);
    QVERIFY(peer.isClosed());
}

void TestSocketIoFormats::eventsAreAscii()
{
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.send("2[\"echo\",\"\xc3\xa4\xf0\x9f\x98\x80\"]");
    QCOMPARE(peer.take(), QByteArray(R"(2["echo","\u00e4\ud83d\ude00"])"));
}

void TestSocketIoFormats::binaryFramesHaveTheirType()
{
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.send(R"(51-["echo",{"_placeholder":true,"num":0}])");
    peer.sendBinary("\x04\x01\x02");
    QCOMPARE(peer.take(), QByteArray(R"(51-["echo",{"_placeholder":true,"num":0}])"));
    QCOMPARE(peer.takeBinary(), QByteArray("\x04\x01\x02"));
}

void TestSocketIoFormats::acknowledges()
{
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.send(R"(212["echo","x"])");
    QCOMPARE(peer.take(), QByteArray(R"(2["echo","x"])"));
    QCOMPARE(peer.take(), QByteArray(R"(312["x"])"));
    QCborArray answer;
    m_wire->io.of(u"/"_s).find(m_joined.last())->emitWithAck(u"ask"_s, {}, 1s, [&answer](const auto &given) {
        answer = *given;
    });
    QCOMPARE(peer.take(), QByteArray(R"(21["ask"])"));
    peer.send("31[true]");
    QCOMPARE(answer, QCborArray{true});
}

void TestSocketIoFormats::leavesNamespaces()
{
    const auto peer = m_wire->openRevision3();
    peer.send("0/admin,");
    peer.send("1/admin,");
    QCOMPARE(m_wire->io.of(u"/admin"_s).socketCount(), 0);
    peer.send("0/admin");
    QCOMPARE(m_wire->io.of(u"/admin"_s).socketCount(), 1);
    QVERIFY(!peer.isClosed());
}

void TestSocketIoFormats::oneRoomForAllRevisions()
{
    const auto old = m_wire->openRevision3();
    QCOMPARE(old.take(), QByteArray("0"));
    const auto other = m_wire->openRevision3();
    QCOMPARE(other.take(), QByteArray("0"));
    const auto recent = m_wire->connected();
    m_wire->io.of(u"/"_s).emitEvent(u"m"_s, args(u"ä"_s, QByteArray("\x01")));
    QCOMPARE(recent.take(), QByteArray("51-[\"m\",\"\xc3\xa4\",{\"_placeholder\":true,\"num\":0}]"));
    QCOMPARE(recent.takeBinary(), QByteArray("\x01"));
    for (const auto &peer : {old, other}) {
        QCOMPARE(peer.take(), QByteArray(R"(51-["m","\u00e4",{"_placeholder":true,"num":0}])"));
        QCOMPARE(peer.takeBinary(), QByteArray("\x04\x01"));
    }
    // Encoded once for all of a kind: the bytes are the same ones.
    QCOMPARE(old.webSocket().encoded.last().constData(), other.webSocket().encoded.last().constData());
}

void TestSocketIoFormats::messagePackBothWays()
{
    Config config;
    config.parser = Parser::MessagePack;
    SocketIoWire wire(config);
    Socket *joined = nullptr;
    wire.io.onConnection([&joined](Socket &socket) {
        joined = &socket;
        socket.on(u"echo"_s, [&socket](const QCborArray &args, Ack ack) {
            socket.emitEvent(u"echo"_s, args);
            ack.answer(args);
        });
    });
    const auto peer = wire.open();
    const auto packed = [](const Packet &packet) {
        return encode(packet, Format::MessagePack).attachments.first();
    };
    const QCborValue undefined(QCborValue::Undefined);
    peer.sendBinary(packed({PacketType::Connect, u"/"_s, {}, undefined}));
    QVERIFY(joined);
    QCOMPARE(peer.takeBinary(),
             packed({PacketType::Connect, u"/"_s, {}, QCborMap{{u"sid"_s, joined->id()}}}));
    const QCborArray data{u"ä"_s, QByteArray("\x01\x02"), undefined, 0.5};
    peer.sendBinary(packed(Packet::event(u"/"_s, u"echo"_s, data, 3)));
    QCOMPARE(peer.takeBinary(), packed(Packet::event(u"/"_s, u"echo"_s, data)));
    QCOMPARE(peer.takeBinary(), packed(Packet::ack(u"/"_s, 3, data)));
    QVERIFY(peer.isQuiet());
}

void TestSocketIoFormats::messagePackRefusesText()
{
    Config config;
    config.parser = Parser::MessagePack;
    SocketIoWire wire(config);
    const auto peer = wire.open();
    peer.send("0");
    QVERIFY(peer.isClosed());
}

QTEST_GUILESS_MAIN(TestSocketIoFormats)
#include "tst_socketioformats.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Conversations over a fake wire: connecting, refusals, events, acknowledgements and binary data. What ends
// them is in tst_socketioends, rooms are in tst_socketiobroadcast, handlers that pull the rug from under
// themselves in tst_socketioreentrancy.

#include "tests/support/socketiowire.h"

#include <QCborMap>
#include <QSet>
#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::SocketIoWire;

class TestSocketIoServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void connects();
    void connectsToANamespace();
    void idsDifferFromTheSid();
    void givesTheHandshake();
    void refusesAnUnknownNamespace();
    void middlewareRefuses();
    void middlewareRunsInOrder();
    void mayTryAgainAfterARefusal();
    void receivesEvents();
    void repliesThroughAcks();
    void ackIsGivenOnce();
    void ackMayComeLate();
    void unknownEvents();
    void emits();
    void emitsWithAck();
    void ackOfAnEmitTimesOut();
    void ackOfAnEmitFailsAtTheDisconnect();
    void answersNobodyAskedAreHarmless();
    void binaryBothWays();
    void namespacesAreSeparate();
    void worksOverPolling();
    void reservedNamesAreNotSent();

private:
    std::unique_ptr<SocketIoWire> m_wire;
    Socket *m_socket = nullptr; ///< the last that connected to "/"
    QList<DisconnectReason> m_reasons;
};

void TestSocketIoServer::init()
{
    m_socket = nullptr;
    m_reasons.clear();
    m_wire = std::make_unique<SocketIoWire>();
    m_wire->io.onConnection([this](Socket &socket) {
        m_socket = &socket;
        socket.onDisconnect([this](DisconnectReason reason) { m_reasons.append(reason); });
    });
}

void TestSocketIoServer::connects()
{
    const auto peer = m_wire->open();
    QVERIFY(peer.isQuiet()); // the client speaks first
    peer.send("0");
    QVERIFY(m_socket);
    QCOMPARE(peer.take(), "0{\"sid\":\"" + m_socket->id().toUtf8() + "\"}");
    QVERIFY(m_socket->isConnected());
    QCOMPARE(m_socket->rooms(), QSet<QString>{m_socket->id()});
    QCOMPARE(m_wire->io.of(u"/"_s).find(m_socket->id()), m_socket);
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 1);
}

void TestSocketIoServer::connectsToANamespace()
{
    Socket *admin = nullptr;
    m_wire->io.of(u"/admin"_s).onConnection([&admin](Socket &socket) { admin = &socket; });
    const auto peer = m_wire->open();
    peer.send("0/admin,");
    QVERIFY(admin);
    QVERIFY(!m_socket);
    QCOMPARE(peer.take(), "0/admin,{\"sid\":\"" + admin->id().toUtf8() + "\"}");
    QCOMPARE(admin->nsp().name(), u"/admin"_s);
    QCOMPARE(&m_wire->io.of(u"admin"_s), &admin->nsp()); // the slash may be left out
}

void TestSocketIoServer::idsDifferFromTheSid()
{
    QSet<QString> ids;
    for (int i = 0; i < 20; ++i) {
        m_wire->connected();
        QCOMPARE(m_wire->lastId.size(), 20);
        QVERIFY(m_wire->lastId.toUtf8() != m_wire->wire.lastSid);
        ids.insert(m_wire->lastId);
    }
    QCOMPARE(ids.size(), 20);
}

void TestSocketIoServer::givesTheHandshake()
{
    const auto webSocket = m_wire->wire.webSocket("EIO=4&transport=websocket&colour=blue");
    webSocket->text(R"(40{"token":"abc"})");
    QVERIFY(m_socket);
    QCOMPARE(m_socket->handshake().auth.value(u"token"_s).toString(), u"abc"_s);
    QCOMPARE(m_socket->handshake().query.value("colour"), QByteArray("blue"));
    QCOMPARE(m_socket->handshake().request.method, QByteArray("GET"));
    QCOMPARE(m_socket->handshake().peer.connectionId, webSocket->peer.connectionId);
    QVERIFY(m_socket->stats());
    QCOMPARE(m_socket->stats()->transport, engineio::TransportKind::WebSocket);
}

void TestSocketIoServer::refusesAnUnknownNamespace()
{
    const auto peer = m_wire->open();
    peer.send("0/nobody,");
    QCOMPARE(peer.take(), QByteArray(R"(4/nobody,{"message":"Invalid namespace"})"));
    peer.send("0/no%20query?x=1,{}");
    QCOMPARE(peer.take(), QByteArray(R"(4/no%20query?x=1,{"message":"Invalid namespace"})"));
    QVERIFY(!peer.isClosed());
    QVERIFY(!peer.join().isEmpty());
}

void TestSocketIoServer::middlewareRefuses()
{
    m_wire->io.use([](Socket &socket) -> std::optional<Refusal> {
        if (socket.handshake().auth.value(u"pin"_s).toString() == u"1234"_s)
            return std::nullopt;
        return Refusal{u"wrong PIN"_s, QCborMap{{u"code"_s, u"pin"_s}}};
    });
    const auto peer = m_wire->open();
    peer.send("0");
    QCOMPARE(peer.take(), QByteArray(R"(4{"message":"wrong PIN","data":{"code":"pin"}})"));
    QVERIFY(!m_socket);
    QVERIFY(m_reasons.isEmpty());
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 0);
    QVERIFY(!peer.join("/", R"({"pin":"1234"})").isEmpty());
}

void TestSocketIoServer::middlewareRunsInOrder()
{
    QStringList calls;
    m_wire->io.use([&calls](Socket &socket) {
        calls.append(u"one"_s);
        socket.setData(42);
        socket.join(u"too early"_s);
        socket.emitEvent(u"too early"_s);
        return std::optional<Refusal>();
    });
    m_wire->io.use([&calls](Socket &) -> std::optional<Refusal> {
        calls.append(u"two"_s);
        return Refusal{u"no"_s};
    });
    m_wire->io.use([&calls](Socket &) {
        calls.append(u"three"_s);
        return std::optional<Refusal>();
    });
    const auto peer = m_wire->open();
    peer.send("0");
    QCOMPARE(peer.take(), QByteArray(R"(4{"message":"no"})"));
    QVERIFY(peer.isQuiet());
    QCOMPARE(calls, (QStringList{u"one"_s, u"two"_s}));
    QCOMPARE(m_wire->io.of(u"/"_s).roomSize(u"too early"_s), 0);
}

void TestSocketIoServer::mayTryAgainAfterARefusal()
{
    bool open = false;
    m_wire->io.use([&open](Socket &) { return open ? std::nullopt : std::optional(Refusal{u"closed"_s}); });
    const auto peer = m_wire->open();
    QVERIFY(peer.join().isEmpty());
    QCOMPARE(peer.take(), QByteArray(R"(4{"message":"closed"})"));
    open = true;
    QVERIFY(!peer.join().isEmpty());
}

void TestSocketIoServer::receivesEvents()
{
    const auto peer = m_wire->connected();
    QList<QCborArray> calls;
    m_socket->on(u"message"_s, [&calls](const QCborArray &args, const Ack &ack) {
        calls.append(args);
        QVERIFY(!ack.isWanted());
    });
    m_socket->on(u"5"_s, [&calls](const QCborArray &args, const Ack &) { calls.append(args); });
    peer.send(R"(2["message","hello",{"a":[1,2]}])");
    peer.send(R"(2["message"])");
    peer.send(R"(2[5,"number"])");
    QCOMPARE(calls,
             (QList<QCborArray>{{u"hello"_s, QCborMap{{u"a"_s, QCborArray{1, 2}}}}, {}, {u"number"_s}}));
    m_socket->off(u"message"_s);
    peer.send(R"(2["message","unheard"])");
    QCOMPARE(calls.size(), 3);
    QVERIFY(peer.isQuiet());
}

void TestSocketIoServer::repliesThroughAcks()
{
    const auto peer = m_wire->connected();
    m_socket->on(u"add"_s, [](const QCborArray &numbers, Ack ack) {
        QVERIFY(ack.isWanted());
        ack.answer(args(numbers.at(0).toInteger() + numbers.at(1).toInteger(), u"sum"_s));
        QVERIFY(!ack.isWanted());
    });
    m_socket->on(u"empty"_s, [](const QCborArray &, Ack ack) { ack.answer(); });
    m_socket->on(u"object"_s, [](const QCborArray &, Ack ack) { ack.answer(QJsonObject{{u"ok"_s, true}}); });
    m_socket->on(u"bytes"_s, [](const QCborArray &, Ack ack) { ack.answer(args(QByteArray("\x01\x02"))); });
    peer.send(R"(27["add",1,2])");
    QCOMPARE(peer.take(), QByteArray(R"(37[3,"sum"])"));
    peer.send(R"(20["empty"])");
    QCOMPARE(peer.take(), QByteArray("30[]"));
    peer.send(R"(2123456["object"])");
    QCOMPARE(peer.take(), QByteArray(R"(3123456[{"ok":true}])"));
    peer.send(R"(28["bytes"])");
    QCOMPARE(peer.take(), QByteArray(R"(61-8[{"_placeholder":true,"num":0}])"));
    QCOMPARE(peer.takeBinary(), QByteArray("\x01\x02"));
}

void TestSocketIoServer::ackIsGivenOnce()
{
    const auto peer = m_wire->connected();
    m_socket->on(u"a"_s, [](const QCborArray &, Ack ack) {
        Ack moved = std::move(ack);
        moved.answer(args(1));
        moved.answer(args(2));
    });
    peer.send(R"(27["a"])");
    QCOMPARE(peer.take(), QByteArray("37[1]"));
    QVERIFY(peer.isQuiet());
    Ack nobody;
    QVERIFY(!nobody.isWanted());
    nobody.answer();
}

void TestSocketIoServer::ackMayComeLate()
{
    std::vector<Ack> kept;
    const auto first = m_wire->connected();
    m_socket->on(u"a"_s, [&kept](const QCborArray &, Ack ack) { kept.push_back(std::move(ack)); });
    const auto second = m_wire->connected();
    m_socket->on(u"a"_s, [&kept](const QCborArray &, Ack ack) { kept.push_back(std::move(ack)); });
    first.send(R"(21["a"])");
    second.send(R"(22["a"])");
    first.goAway();
    m_wire->wire.timers.turn();
    QVERIFY(!kept.at(0).isWanted());
    for (Ack &ack : kept)
        ack.answer(args(u"late"_s));
    QVERIFY(first.isQuiet());
    QCOMPARE(second.take(), QByteArray(R"(32["late"])"));
    second.send(R"(23["a"])");
    m_wire.reset(); // an acknowledgement may even outlive the server
    kept.back().answer();
}

void TestSocketIoServer::unknownEvents()
{
    const auto peer = m_wire->connected();
    QStringList any;
    m_socket->onAny([&any](const QString &event, const QCborArray &) { any.append(event); });
    m_socket->on(u"known"_s, [](const QCborArray &, Ack ack) { ack.answer(args(u"known"_s)); });
    peer.send(R"(21["never heard of"])"); // no hook: nothing happens
    QVERIFY(peer.isQuiet());
    m_socket->onUnknown(
        [](const QString &event, const QCborArray &values, Ack ack) { ack.answer(args(event, values)); });
    peer.send(R"(22["what",1])");
    QCOMPARE(peer.take(), QByteArray(R"(32["what",[1]])"));
    peer.send(R"(23["known"])");
    QCOMPARE(peer.take(), QByteArray(R"(33["known"])"));
    peer.send(R"(2["error","harmless"])");
    QVERIFY(!peer.isClosed());
    QCOMPARE(any, (QStringList{u"never heard of"_s, u"what"_s, u"known"_s, u"error"_s}));
}

void TestSocketIoServer::emits()
{
    const auto peer = m_wire->connected();
    m_socket->emitEvent(u"plain"_s);
    m_socket->emitEvent(u"full"_s,
                        args(u"text"_s, 1, 2.5, true, nullptr, QJsonObject{{u"k"_s, u"v"_s}}, QJsonArray{1}));
    QCOMPARE(peer.take(), QByteArray(R"(2["plain"])"));
    QCOMPARE(peer.take(), QByteArray(R"(2["full","text",1,2.5,true,null,{"k":"v"},[1]])"));
}

void TestSocketIoServer::emitsWithAck()
{
    const auto peer = m_wire->connected();
    QList<QCborArray> answers;
    const auto keep = [&answers](const Result<QCborArray, AckError> &answer) { answers.append(*answer); };
    m_socket->emitWithAck(u"question"_s, args(u"why"_s), 1s, keep);
    m_socket->emitWithAck(u"question"_s, {}, 1s, keep);
    QCOMPARE(peer.take(), QByteArray(R"(21["question","why"])"));
    QCOMPARE(peer.take(), QByteArray(R"(22["question"])"));
    peer.send(R"(32["two"])");
    peer.send(R"(31["one",1])");
    QCOMPARE(answers, (QList<QCborArray>{{u"two"_s}, {u"one"_s, 1}}));
    m_wire->wire.timers.advance(2s);
    peer.send(R"(31["again"])");
    QCOMPARE(answers.size(), 2);
}

void TestSocketIoServer::ackOfAnEmitTimesOut()
{
    const auto peer = m_wire->connected();
    QList<AckError> errors;
    m_socket->emitWithAck(u"question"_s, {}, 1s, [&errors](const Result<QCborArray, AckError> &answer) {
        errors.append(answer.error());
    });
    m_wire->wire.timers.advance(999ms);
    QVERIFY(errors.isEmpty());
    m_wire->wire.timers.advance(1ms);
    QCOMPARE(errors, QList{AckError::TimedOut});
    peer.send("31[]");
    peer.goAway();
    QCOMPARE(errors.size(), 1);
}

void TestSocketIoServer::ackOfAnEmitFailsAtTheDisconnect()
{
    const auto peer = m_wire->connected();
    QList<AckError> errors;
    const auto keep = [&errors](const Result<QCborArray, AckError> &answer) {
        errors.append(answer.error());
    };
    const auto socket = m_socket->shared_from_this();
    socket->emitWithAck(u"question"_s, {}, 1s, keep);
    peer.goAway();
    QCOMPARE(errors, QList{AckError::Disconnected});
    socket->emitWithAck(u"question"_s, {}, 1s, keep);
    QCOMPARE(errors.size(), 2);
    m_wire->wire.timers.advance(2s);
    QCOMPARE(errors.size(), 2);
}

void TestSocketIoServer::answersNobodyAskedAreHarmless()
{
    const auto peer = m_wire->connected();
    peer.send("31[]");
    m_socket->emitWithAck(u"q"_s, {}, 1s,
                          [](const Result<QCborArray, AckError> &) { QFAIL("nobody answered"); });
    peer.send("39007199254740991[]");
    peer.send("3[]");
    QVERIFY(!peer.isClosed());
    m_wire.reset();
}

void TestSocketIoServer::binaryBothWays()
{
    const auto peer = m_wire->connected();
    m_socket->on(u"upload"_s,
                 [this](const QCborArray &args, const Ack &) { m_socket->emitEvent(u"echo"_s, args); });
    peer.send(R"(52-["upload",{"b":{"_placeholder":true,"num":1}},{"_placeholder":true,"num":0}])");
    peer.sendBinary("first");
    QVERIFY(peer.isQuiet());
    peer.sendBinary("");
    QCOMPARE(peer.take(),
             QByteArray(R"(52-["echo",{"b":{"_placeholder":true,"num":0}},{"_placeholder":true,"num":1}])"));
    QCOMPARE(peer.takeBinary(), QByteArray());
    QCOMPARE(peer.takeBinary(), QByteArray("first"));
}

void TestSocketIoServer::namespacesAreSeparate()
{
    Socket *admin = nullptr;
    m_wire->io.of(u"/admin"_s).onConnection([&admin](Socket &socket) { admin = &socket; });
    const auto peer = m_wire->connected();
    const QString adminId = peer.join("/admin");
    QVERIFY(adminId != m_wire->lastId);
    QStringList heard;
    m_socket->on(u"a"_s, [&heard](const QCborArray &, const Ack &) { heard.append(u"/"_s); });
    admin->on(u"a"_s, [&heard](const QCborArray &, const Ack &) { heard.append(u"/admin"_s); });
    peer.send(R"(2/admin,["a"])");
    peer.send(R"(2["a"])");
    QCOMPARE(heard, (QStringList{u"/admin"_s, u"/"_s}));
    admin->emitWithAck(u"q"_s, {}, 1s, [](const Result<QCborArray, AckError> &) {});
    m_socket->emitWithAck(u"q"_s, {}, 1s, [](const Result<QCborArray, AckError> &) {});
    QCOMPARE(peer.take(), QByteArray(R"(2/admin,1["q"])")); // each namespace counts by itself
    QCOMPARE(peer.take(), QByteArray(R"(21["q"])"));
    QVERIFY(!m_wire->io.of(u"/"_s).find(adminId));
}

void TestSocketIoServer::worksOverPolling()
{
    auto &wire = m_wire->wire;
    const QByteArray sid = wire.openPolling();
    const auto poll = wire.poll(sid);
    wire.post(sid, "40");
    QVERIFY(m_socket);
    QCOMPARE(poll->body(), "40{\"sid\":\"" + m_socket->id().toUtf8() + "\"}");
    QCOMPARE(m_socket->stats()->transport, engineio::TransportKind::Polling);
    m_socket->on(u"a"_s, [](const QCborArray &values, Ack ack) { ack.answer(values); });
    wire.post(sid,
              "421[\"a\",1]\x1e"
              "451-2[\"a\",{\"_placeholder\":true,\"num\":0}]\x1e"
              "bAQID");
    QCOMPARE(wire.poll(sid)->body(),
             QByteArray("431[1]\x1e"
                        "461-2[{\"_placeholder\":true,\"num\":0}]\x1e"
                        "bAQID"));
    m_socket->disconnect(true);
    QCOMPARE(wire.poll(sid)->body(), QByteArray("41"));
    QCOMPARE(wire.poll(sid)->body(), QByteArray("1"));
    QCOMPARE(m_reasons, QList{DisconnectReason::ServerNamespaceDisconnect});
}

void TestSocketIoServer::reservedNamesAreNotSent()
{
#ifdef QT_NO_DEBUG
    const auto peer = m_wire->connected();
    m_socket->emitEvent(u"disconnect"_s);
    m_wire->io.of(u"/"_s).emitEvent(u"connect"_s);
    QVERIFY(peer.isQuiet());
#else
    QSKIP("an assertion in debug builds");
#endif
}

QTEST_GUILESS_MAIN(TestSocketIoServer)
#include "tst_socketioserver.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Handlers that end, replace or multiply what is calling them. Most of these only fail under the address
// sanitizer.

#include "tests/support/socketiowire.h"

#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::SocketIoWire;

class TestSocketIoReentrancy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void disconnectInTheConnectionHandler_data();
    void disconnectInTheConnectionHandler();
    void disconnectInAnEventHandler_data();
    void disconnectInAnEventHandler();
    void disconnectInTheAnyHandler();
    void disconnectInADisconnectHandler();
    void disconnectInAnAckCallback();
    void disconnectInAMiddleware();
    void disconnectAnotherInAnEventHandler();
    void handlersReplaceThemselves();
    void onConnectionReplacesItself();
    void handlersKeepTheirSocket();
    void eventsOfTheSameBodyAfterADisconnect();
    void shutDownInAnEventHandler();
    void emitInADisconnectHandler();
    void serverGoesBeforeTheEngine();
    void socketOutlivesTheServer();

private:
    std::unique_ptr<SocketIoWire> m_wire;
};

void TestSocketIoReentrancy::init() { m_wire = std::make_unique<SocketIoWire>(); }

void TestSocketIoReentrancy::disconnectInTheConnectionHandler_data()
{
    QTest::addColumn<bool>("close");
    QTest::newRow("namespace") << false;
    QTest::newRow("connection") << true;
}

void TestSocketIoReentrancy::disconnectInTheConnectionHandler()
{
    QFETCH(bool, close);
    m_wire->io.onConnection([close](Socket &socket) {
        socket.disconnect(close);
        socket.emitEvent(u"too late"_s);
        socket.join(u"room"_s);
        QVERIFY(!socket.isConnected());
    });
    const auto peer = m_wire->open();
    QVERIFY(!peer.join().isEmpty());
    QCOMPARE(peer.take(), QByteArray("1"));
    QVERIFY(peer.isQuiet());
    QCOMPARE(peer.isClosed(), close);
    m_wire->wire.timers.turn();
    QCOMPARE(m_wire->io.of(u"/"_s).roomSize(u"room"_s), 0);
}

void TestSocketIoReentrancy::disconnectInAnEventHandler_data() { disconnectInTheConnectionHandler_data(); }

void TestSocketIoReentrancy::disconnectInAnEventHandler()
{
    QFETCH(bool, close);
    m_wire->io.onConnection([close](Socket &socket) {
        // Copies of what is captured are checked after the disconnect: the handler must still exist.
        socket.on(u"quit"_s, [&socket, close, text = QString(100, u'x')](const QCborArray &values, Ack ack) {
            socket.disconnect(close);
            QCOMPARE(text, QString(100, u'x'));
            QCOMPARE(values.at(0).toString(), u"now"_s);
            ack.answer(values);
        });
    });
    const auto peer = m_wire->connected();
    peer.send(R"(21["quit","now"])");
    QCOMPARE(peer.take(), QByteArray("1"));
    QVERIFY(peer.isQuiet());
    m_wire->wire.timers.turn();
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 0);
}

void TestSocketIoReentrancy::disconnectInTheAnyHandler()
{
    bool called = false;
    m_wire->io.onConnection([&called](Socket &socket) {
        socket.onAny([&socket](const QString &, const QCborArray &) { socket.disconnect(true); });
        socket.on(u"a"_s, [&called](const QCborArray &, const Ack &) { called = true; });
    });
    const auto peer = m_wire->connected();
    peer.send(R"(2["a"])");
    QVERIFY(!called);
    QVERIFY(peer.isClosed());
}

void TestSocketIoReentrancy::disconnectInADisconnectHandler()
{
    int calls = 0;
    m_wire->io.onConnection([&calls](Socket &socket) {
        socket.onDisconnect([&socket, &calls](DisconnectReason) {
            ++calls;
            socket.disconnect();
            socket.disconnect(true);
        });
    });
    m_wire->connected().goAway();
    m_wire->connected().send("1");
    m_wire->connected().send("garbage");
    QCOMPARE(calls, 3);
}

void TestSocketIoReentrancy::disconnectInAnAckCallback()
{
    QList<bool> answers;
    m_wire->io.onConnection([&answers](Socket &socket) {
        const auto end = [&socket, &answers](const Result<QCborArray, AckError> &answer) {
            answers.append(answer.has_value());
            socket.disconnect(true);
        };
        socket.emitWithAck(u"one"_s, {}, 1s, end);
        socket.emitWithAck(u"two"_s, {}, 1s, end);
    });
    const auto answering = m_wire->connected();
    answering.send("31[]");
    QCOMPARE(answers, (QList{true, false})); // the second failed with the disconnect
    QVERIFY(answering.isClosed());
    answers.clear();
    m_wire->connected();
    m_wire->wire.timers.advance(1s);
    QCOMPARE(answers, (QList{false, false}));
}

void TestSocketIoReentrancy::disconnectInAMiddleware()
{
    Socket *first = nullptr;
    m_wire->io.onConnection([&first](Socket &socket) { first = &socket; });
    m_wire->io.of(u"/admin"_s).use([&first](Socket &socket) {
        socket.disconnect(true); // not connected yet: nothing happens
        first->disconnect(true); // the same connection
        return std::optional<Refusal>();
    });
    m_wire->io.of(u"/admin"_s).onConnection([](Socket &) { QFAIL("the connection is gone"); });
    const auto peer = m_wire->connected();
    peer.send("0/admin,");
    QCOMPARE(peer.take(), QByteArray("1"));
    QVERIFY(peer.isQuiet());
    QVERIFY(peer.isClosed());
}

void TestSocketIoReentrancy::disconnectAnotherInAnEventHandler()
{
    Namespace &nsp = m_wire->io.of(u"/"_s);
    m_wire->io.onConnection([&nsp](Socket &socket) {
        socket.on(u"kick all"_s, [&nsp](const QCborArray &, Ack ack) {
            nsp.all().disconnect(true);
            ack.answer();
        });
    });
    const auto one = m_wire->connected();
    const auto two = m_wire->connected();
    one.send(R"(21["kick all"])");
    QVERIFY(one.isClosed());
    QVERIFY(two.isClosed());
    QCOMPARE(nsp.socketCount(), 0);
    m_wire->wire.timers.turn();
    two.send(R"(21["kick all"])");
}

void TestSocketIoReentrancy::handlersReplaceThemselves()
{
    QStringList calls;
    m_wire->io.onConnection([&calls](Socket &socket) {
        socket.on(u"a"_s, [&socket, &calls, text = QString(u"first"_s)](const QCborArray &, const Ack &) {
            socket.on(u"a"_s, [&calls](const QCborArray &, const Ack &) { calls.append(u"second"_s); });
            calls.append(text);
        });
        socket.onAny([&socket, &calls, text = QString(u"any"_s)](const QString &, const QCborArray &) {
            socket.onAny(nullptr);
            calls.append(text);
        });
        socket.on(u"off"_s, [&socket, &calls, text = QString(u"off"_s)](const QCborArray &, const Ack &) {
            socket.off(u"off"_s);
            calls.append(text);
        });
        socket.onUnknown([&socket, &calls, text = QString(u"unknown"_s)](const QString &, const QCborArray &,
                                                                         const Ack &) {
            socket.onUnknown(nullptr);
            calls.append(text);
        });
    });
    const auto peer = m_wire->connected();
    for (const char *event : {"a", "a", "off", "off", "off"})
        peer.send(QByteArray("2[\"") + event + "\"]");
    QCOMPARE(calls, (QStringList{u"any"_s, u"first"_s, u"second"_s, u"off"_s, u"unknown"_s}));
}

void TestSocketIoReentrancy::onConnectionReplacesItself()
{
    QStringList calls;
    m_wire->io.onConnection([this, &calls, text = QString(u"first"_s)](Socket &) {
        m_wire->io.onConnection([&calls](Socket &) { calls.append(u"second"_s); });
        calls.append(text);
    });
    m_wire->connected();
    m_wire->connected();
    QCOMPARE(calls, (QStringList{u"first"_s, u"second"_s}));
}

void TestSocketIoReentrancy::handlersKeepTheirSocket()
{
    std::weak_ptr<Socket> weak;
    m_wire->io.onConnection([&weak](Socket &socket) {
        weak = socket.weak_from_this();
        const auto self = socket.shared_from_this(); // a cycle, broken by the disconnect
        socket.on(u"a"_s, [self](const QCborArray &, const Ack &) { self->emitEvent(u"b"_s); });
        socket.onDisconnect([self](DisconnectReason) { self->emitEvent(u"b"_s); });
    });
    const auto peer = m_wire->connected();
    QVERIFY(!weak.expired());
    peer.goAway();
    QVERIFY(weak.expired());
}

void TestSocketIoReentrancy::eventsOfTheSameBodyAfterADisconnect()
{
    int calls = 0;
    m_wire->io.onConnection([&calls](Socket &socket) {
        socket.on(u"a"_s, [&socket, &calls](const QCborArray &, const Ack &) {
            ++calls;
            socket.disconnect(true);
        });
    });
    auto &wire = m_wire->wire;
    const QByteArray sid = wire.openPolling();
    QCOMPARE(wire.post(sid,
                       "40\x1e"
                       "42[\"a\"]\x1e"
                       "42[\"a\"]\x1e"
                       "40")
                 ->body(),
             QByteArray("ok"));
    QCOMPARE(calls, 1);
    wire.timers.turn();
    QVERIFY(wire.poll(sid)->body().endsWith("\x1e"
                                            "41"));
    QCOMPARE(wire.poll(sid)->body(), QByteArray("1"));
}

void TestSocketIoReentrancy::shutDownInAnEventHandler()
{
    m_wire->io.onConnection([this](Socket &socket) {
        socket.on(u"stop"_s, [this](const QCborArray &, Ack ack) {
            m_wire->wire.server.closeAll();
            ack.answer();
        });
    });
    const auto one = m_wire->connected();
    const auto two = m_wire->connected();
    one.send(R"(21["stop"])");
    QCOMPARE(one.webSocket().closeCode, quint16(1001));
    QCOMPARE(two.webSocket().closeCode, quint16(1001));
    m_wire->wire.timers.turn();
    QCOMPARE(m_wire->wire.server.sessionCount(), 0);
}

void TestSocketIoReentrancy::emitInADisconnectHandler()
{
    Namespace &nsp = m_wire->io.of(u"/"_s);
    m_wire->io.onConnection([&nsp](Socket &socket) {
        socket.join(u"lobby"_s);
        socket.onDisconnect([&nsp, &socket](DisconnectReason) {
            socket.broadcast().emitEvent(u"left"_s, args(socket.id()));
            nsp.to(u"lobby"_s).emitEvent(u"count"_s, args(int(nsp.roomSize(u"lobby"_s))));
        });
    });
    const auto one = m_wire->connected();
    const QString oneId = m_wire->lastId;
    const auto two = m_wire->connected();
    one.goAway();
    QCOMPARE(two.take(), "2[\"left\",\"" + oneId.toUtf8() + "\"]");
    QCOMPARE(two.take(), QByteArray(R"(2["count",1])"));
}

void TestSocketIoReentrancy::serverGoesBeforeTheEngine()
{
    confab::testing::EngineIoWire wire;
    auto io = std::make_unique<Server>(wire.server);
    io->onConnection([](Socket &socket) {
        socket.onDisconnect([](DisconnectReason) { QFAIL("not when the server is destroyed"); });
    });
    const auto socket = wire.openWebSocket();
    socket->text("40");
    const auto silent = wire.openWebSocket();
    io.reset();
    socket->text("42[\"a\"]");
    silent->text("40");
    wire.openWebSocket();
    socket->end(1006);
    wire.timers.advance(60s);
}

void TestSocketIoReentrancy::socketOutlivesTheServer()
{
    std::shared_ptr<Socket> kept;
    m_wire->io.onConnection([&kept](Socket &socket) { kept = socket.shared_from_this(); });
    const auto peer = m_wire->connected();
    m_wire.reset();
    QVERIFY(!kept->isConnected());
    kept->emitEvent(u"a"_s);
    kept->disconnect(true);
    QVERIFY(!kept->stats());
    QVERIFY(!kept->id().isEmpty());
}

QTEST_GUILESS_MAIN(TestSocketIoReentrancy)
#include "tst_socketioreentrancy.moc"

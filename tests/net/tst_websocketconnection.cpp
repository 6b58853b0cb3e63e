// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/net/rawserver.h"
#include "tests/support/faketimers.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace confab;
using namespace confab::net;
using namespace std::chrono_literals;
using confab::testing::FakeTimers;

class TestWebSocketConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What the server left to be deleted later goes before the next test, and before leaks are looked for.
    void cleanup() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void refusesTheUpgradeBeforeAny101();
    void sendsNoCorsHeaderWithThe101();
    void readsFramesInTheHandshakesSegment();
    void echoesAcrossManySplits();
    void closesInOrder_data();
    void closesInOrder();
    void dropsAPeerThatDoesNotAnswerAClose();
    void timesOutASmallMessageSoon();
    void answersAPeerThatHasFinishedSending();
    void sendsAMessageLargerThanTheCap();
    void dropsAPeerThatDoesNotRead_data();
    void dropsAPeerThatDoesNotRead();
    void keepsAPeerThatReadsSlowly();
    void answersTheLastPingWhenThePeerReads();
    void readsOneAfterTheOtherWhilePaused_data();
    void readsOneAfterTheOtherWhilePaused();
    void closesWhilePaused();
};

void TestWebSocketConnection::refusesTheUpgradeBeforeAny101()
{
    Server server;
    RawClient client(server);
    client.send(upgradeRequest("/refused"));
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 403"));
    QTRY_VERIFY(client.isClosed);
    QVERIFY(client.received.endsWith("no"));
}

void TestWebSocketConnection::sendsNoCorsHeaderWithThe101()
{
    Server server;
    RawClient client(server);
    client.send(upgradeRequest());
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 101"));
    QVERIFY(client.received.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QVERIFY(!client.received.toLower().contains("access-control"));
}

void TestWebSocketConnection::readsFramesInTheHandshakesSegment()
{
    Server server;
    RawClient client(server);
    client.send(upgradeRequest() + masked(websocket::Opcode::Text, "one")
                + masked(websocket::Opcode::Ping, "p")
                + masked(websocket::Opcode::Text, QByteArray("\xEF\xBB\xBFtwo")));
    const QByteArray expected = websocket::encodeFrame(websocket::Opcode::Text, "one")
        + websocket::encodeFrame(websocket::Opcode::Pong, "p")
        + websocket::encodeFrame(websocket::Opcode::Text, "\xEF\xBB\xBFtwo");
    QTRY_COMPARE(bodyOf(client.received), expected);
}

void TestWebSocketConnection::echoesAcrossManySplits()
{
    Server server;
    RawClient client(server);
    for (const char byte : upgradeRequest() + masked(websocket::Opcode::Text, "ä€😀")) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(bodyOf(client.received), websocket::encodeFrame(websocket::Opcode::Text, "ä€😀"));
    const QByteArray large(90000, 'x');
    client.received.clear();
    client.send(masked(websocket::Opcode::Binary, large));
    QTRY_COMPARE(client.received, websocket::encodeFrame(websocket::Opcode::Binary, large));
}

void TestWebSocketConnection::closesInOrder_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("answer"); // the first bytes after the 101
    QTest::addColumn<int>("code");
    const auto close = [](quint16 code) { return websocket::encodeClose(code).left(4); };
    QTest::newRow("normal") << masked(websocket::Opcode::Close, websocket::closePayload(1000)) << close(1000)
                            << 1000;
    QTest::newRow("empty") << masked(websocket::Opcode::Close, {})
                           << websocket::encodeFrame(websocket::Opcode::Close, {}) << 1005;
    QTest::newRow("not masked") << websocket::encodeFrame(websocket::Opcode::Text, "x") << QByteArray("\x88")
                                << 1002;
    QTest::newRow("not UTF-8") << masked(websocket::Opcode::Text, "\xff") << QByteArray("\x88") << 1007;
    QTest::newRow("too big") << masked(websocket::Opcode::Text, QByteArray(100001, 'x')) << QByteArray("\x88")
                             << 1009;
    QTest::newRow("bad opcode") << QByteArray("\x83\x80\x00\x00\x00\x00", 6) << QByteArray("\x88") << 1002;
}

void TestWebSocketConnection::closesInOrder()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, answer);
    QFETCH(int, code);
    Server server;
    RawClient client(server);
    client.send(upgradeRequest());
    QTRY_VERIFY(client.received.contains("\r\n\r\n"));
    client.send(sent);
    QTRY_VERIFY(client.isClosed);
    QVERIFY2(bodyOf(client.received).startsWith(answer), bodyOf(client.received).toHex().constData());
    QTRY_COMPARE(server.handler.closeCodes, QList<quint16>{static_cast<quint16>(code)});
}

void TestWebSocketConnection::dropsAPeerThatDoesNotAnswerAClose()
{
    Server server;
    server.limits.closeGrace = 300ms;
    RawClient client(server);
    client.send(upgradeRequest());
    QTRY_COMPARE(server.handler.sockets.size(), 1);
    (*server.handler.sockets.begin())->channel->close(1001, "bye");
    QTRY_COMPARE(server.handler.closeCodes, QList<quint16>{1006});
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(bodyOf(client.received), websocket::encodeClose(1001, "bye"));
}

void TestWebSocketConnection::timesOutASmallMessageSoon()
{
    Server server;
    server.limits.bodyGrace = 300ms;
    server.limits.slowestRate = 1000; // the largest message would have 100 s
    RawClient client(server);
    client.send(upgradeRequest() + masked(websocket::Opcode::Text, "hello").left(8));
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed, testing::patience);
    QVERIFY(bodyOf(client.received).contains("took too long"));
}

void TestWebSocketConnection::answersAPeerThatHasFinishedSending()
{
    if (isOverTls())
        QSKIP("QSslSocket knows no half-closed connection.");
    Server server;
    RawClient client(server);
    client.send(upgradeRequest() + masked(websocket::Opcode::Text, "one"));
    client.finishSending();
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(bodyOf(client.received), websocket::encodeFrame(websocket::Opcode::Text, "one"));
    QTRY_COMPARE(server.handler.closeCodes, QList<quint16>{1006}); // there was no Close frame
}

void TestWebSocketConnection::sendsAMessageLargerThanTheCap()
{
    Server server;
    server.limits.outputBytes = 1000;
    RawClient client(server);
    // What is answered in the same turn comes behind it.
    client.send(upgradeRequest() + masked(websocket::Opcode::Text, QByteArray(2000, 'x'))
                + masked(websocket::Opcode::Text, "y"));
    QTRY_COMPARE(bodyOf(client.received),
                 websocket::encodeFrame(websocket::Opcode::Text, QByteArray(2000, 'x'))
                     + websocket::encodeFrame(websocket::Opcode::Text, "y"));
}

void TestWebSocketConnection::dropsAPeerThatDoesNotRead_data()
{
    QTest::addColumn<qint64>("outputBytes");
    QTest::addColumn<std::chrono::milliseconds>("outputAge");
    QTest::newRow("by bytes") << qint64(1000) << std::chrono::milliseconds(1min);
    QTest::newRow("by age") << 100 * largeBytes << 100ms;
}

void TestWebSocketConnection::dropsAPeerThatDoesNotRead()
{
    QFETCH(qint64, outputBytes);
    QFETCH(std::chrono::milliseconds, outputAge);
    Server server;
    server.limits.outputBytes = outputBytes;
    server.limits.outputAge = outputAge;
    QSslSocket client;
    client.setReadBufferSize(1);
    connectTo(server, client);
    client.write(upgradeRequest());
    QTRY_COMPARE(server.handler.sockets.size(), 1);
    const auto &channel = (*server.handler.sockets.begin())->channel;
    for (int i = 0; i < 3; ++i) // of one the system may take a part, and it may be larger than the cap
        channel->sendBinary(QByteArray(largeBytes, 'x'));
    channel->sendBinary("one more");
    QTRY_COMPARE(server.handler.closeCodes, QList<quint16>{1006});
}

void TestWebSocketConnection::keepsAPeerThatReadsSlowly()
{
    FakeTimers clock;
    Server server(&clock);
    server.limits.outputAge = 300ms;
    const qint64 enough = server.limits.slowestRate * server.limits.outputAge.count() / 1000;
    QSslSocket client;
    client.setReadBufferSize(256 * 1024);
    connectTo(server, client);
    client.write(upgradeRequest());
    QTRY_COMPARE(server.handler.sockets.size(), 1);
    const auto &channel = (*server.handler.sockets.begin())->channel;
    channel->sendBinary(QByteArray(largeBytes, 'x'));
    // Reads until the system has taken just so much that the next of its deadlines is met.
    const auto begin = clock.now();
    while (const qint64 before = channel->bytesQueued()) {
        const auto hasMovedOn = [&] {
            (void)client.read(256 * 1024);
            return !server.handler.closeCodes.isEmpty()
                || channel->bytesQueued() <= std::max<qint64>(before - enough, 0);
        };
        QVERIFY(QTest::qWaitFor(hasMovedOn, testing::patience));
        QVERIFY(server.handler.closeCodes.isEmpty());
        clock.advance(250ms);
        QVERIFY(server.handler.closeCodes.isEmpty());
    }
    QVERIFY(clock.now() - begin > server.limits.outputAge);
}

void TestWebSocketConnection::answersTheLastPingWhenThePeerReads()
{
    Server server;
    server.limits.outputAge = 1min;
    QSslSocket client;
    client.setReadBufferSize(1);
    connectTo(server, client);
    client.write(upgradeRequest());
    QTRY_COMPARE(server.handler.sockets.size(), 1);
    const auto &channel = (*server.handler.sockets.begin())->channel;
    QByteArray received;
    for (const QByteArray &round : {QByteArrayLiteral("first"), QByteArrayLiteral("second")}) {
        client.setReadBufferSize(1);
        received.clear();
        channel->sendBinary(QByteArray(largeBytes, 'x'));
        QTRY_VERIFY(channel->bytesQueued() > server.limits.pongBytes);
        client.write(masked(websocket::Opcode::Ping, "early") + masked(websocket::Opcode::Ping, round)
                     + masked(websocket::Opcode::Text, round));
        QTRY_COMPARE(server.handler.texts.value(0), round);
        server.handler.texts.clear();
        client.setReadBufferSize(0);
        const QByteArray pong = websocket::encodeFrame(websocket::Opcode::Pong, round);
        QTRY_VERIFY((received += client.readAll()).endsWith(pong));
        QVERIFY(!received.contains("early"));
        QVERIFY(
            received.chopped(pong.size()).endsWith(websocket::encodeFrame(websocket::Opcode::Text, round)));
    }
}

void TestWebSocketConnection::readsOneAfterTheOtherWhilePaused_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<bool>("vanishes");
    QTest::newRow("and the close in its turn") << masked(websocket::Opcode::Close, {}) << false;
    QTest::newRow("and what a peer said that has gone") << QByteArray() << true;
    QTest::newRow("and half a frame of one that has gone")
        << masked(websocket::Opcode::Text, "half").left(8) << true;
}

void TestWebSocketConnection::readsOneAfterTheOtherWhilePaused()
{
    QFETCH(QByteArray, last);
    QFETCH(bool, vanishes);
    constexpr int messages = 4;
    Server server;
    server.limits.bodyGrace = 30ms; // shorter than a pause: what is not read is not late
    server.handler.pause = 50ms;
    RawClient client(server);
    client.send(upgradeRequest());
    QTRY_COMPARE(server.handler.sockets.size(), 1);
    QElapsedTimer time;
    time.start();
    QByteArray frames;
    QList<QByteArray> expected;
    for (int i = 0; i < messages; ++i) {
        expected.append(QByteArray::number(i));
        frames += masked(websocket::Opcode::Text, expected.constLast());
    }
    client.send(frames + last);
    if (vanishes)
        client.socket.disconnectFromHost();
    QTRY_COMPARE(server.handler.closeCodes.size(), 1);
    QCOMPARE(server.handler.texts, expected);
    QVERIFY2(time.elapsed() >= (messages - 1) * server.handler.pause.count(),
             QByteArray::number(time.elapsed()).constData());
    QCOMPARE(server.handler.closeCodes.first(), vanishes ? 1006 : 1005);
}

void TestWebSocketConnection::closesWhilePaused()
{
    Server server;
    server.handler.pause = 1h;
    RawClient client(server);
    client.send(upgradeRequest() + masked(websocket::Opcode::Text, "one")
                + masked(websocket::Opcode::Text, "never read")
                + masked(websocket::Opcode::Close, websocket::closePayload(1001)));
    QTRY_COMPARE(server.handler.texts.size(), 1);
    (*server.handler.sockets.begin())->channel->close(1001);
    QTRY_VERIFY(client.isClosed);
    QTRY_COMPARE(server.handler.closeCodes, QList<quint16>{1001}); // its Close was read
    QCOMPARE(server.handler.texts.size(), 1);
}

QTEST_GUILESS_MAIN(TestWebSocketConnection)
#include "tst_websocketconnection.moc"

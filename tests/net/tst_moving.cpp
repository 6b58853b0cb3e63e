// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Connections that are dealt to threads, and that go from one to another with a request that belongs there.

#include "tests/net/places.h"
#include "tests/support/endedthreads.h"

#include <QTest>

using namespace confab;
using namespace confab::net;

namespace {

QByteArray get(const QByteArray &target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

/// The bodies of what was answered, one behind the other.
QByteArray bodies(const QByteArray &received)
{
    QByteArray found;
    for (qsizetype at = received.indexOf('['); at >= 0; at = received.indexOf('[', at + 1))
        found += received.sliced(at, received.indexOf(']', at) + 1 - at);
    return found;
}

} // namespace

class TestMoving : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { QVERIFY(testing::otherThreadsAreGone()); }
    void cleanup() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void dealsToAllPlaces();
    void answersWhereItBelongs();
    void keepsPipelinedRequestsInOrder();
    void takesABodyAlong_data();
    void takesABodyAlong();
    void upgradesWhereItBelongs();
    void sendsWhatWasAnsweredBeforeItGoes();
    void answersAPeerThatHasFinishedSending();
    void tellsTheHolderThatThePeerIsGone();
    void forgetsWhoVanishes_data();
    void forgetsWhoVanishes();
    void countsTheLimitOverAllPlaces();
    void closesWhoComesToAPlaceThatIsShut();
    void endsWithConnectionsUnderWay();
};

void TestMoving::dealsToAllPlaces()
{
    Places places(3);
    QVERIFY(places.port != 0);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 9; ++i) {
        clients.push_back(std::make_unique<RawClient>(places.port));
        QTRY_COMPARE(places.load(), i + 1);
    }
    for (size_t i = 0; i < 3; ++i)
        QTRY_COMPARE(places.at(i).ask([](Place::Parts &parts) { return parts.listener->connectionCount(); }),
                     3);
    // Who comes next goes where somebody left.
    clients.erase(clients.begin() + 1);
    QTRY_COMPARE(places.dealer.load(1).count(), 2);
    const RawClient next(places.port);
    QTRY_COMPARE(places.dealer.load(1).count(), 3);
}

void TestMoving::answersWhereItBelongs()
{
    Places places(3);
    RawClient client(places.port);
    QByteArray expected;
    for (const char *place : {"0", "1", "2", "1", "0", "0", "2"}) {
        client.send(get(QByteArray("/at/") + place));
        expected += '[' + QByteArray(place) + " ]";
        QTRY_COMPARE(bodies(client.received), expected);
    }
    QTRY_COMPARE(places.load(), 1); // the place that it left counts it until it has let go of it
    QCOMPARE(places.dealer.load(2).count(), 1);
    QTRY_COMPARE(places.dealer.connections().count(), 1);
    // A place that there is not is nobody's: answered where it comes.
    client.send(get("/at/7"));
    QTRY_COMPARE(bodies(client.received), expected + "[2 ]");
}

void TestMoving::keepsPipelinedRequestsInOrder()
{
    Places places(3);
    RawClient client(places.port);
    QByteArray requests;
    QByteArray expected;
    for (int i = 0; i < 300; ++i) {
        const QByteArray place = QByteArray::number(i * i % 7 % 3);
        const QByteArray body = QByteArray::number(i);
        requests += "POST /at/" + place + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        expected += '[' + place + ' ' + body + ']';
    }
    client.send(requests);
    QTRY_COMPARE_WITH_TIMEOUT(bodies(client.received), expected, testing::patience); // hundreds of moves
    QVERIFY(!client.isClosed);
}

void TestMoving::takesABodyAlong_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("begin"); // of the body, in the head's segment
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("whole") << QByteArray("Content-Length: 3") << QByteArray("abc") << QByteArray();
    QTest::newRow("half") << QByteArray("Content-Length: 3") << QByteArray("a") << QByteArray("bc");
    QTest::newRow("later") << QByteArray("Content-Length: 3") << QByteArray() << QByteArray("abc");
    QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked") << QByteArray("1\r\na\r\n2")
                            << QByteArray("\r\nbc\r\n0\r\n\r\n");
    QTest::newRow("continue") << QByteArray("Content-Length: 3\r\nExpect: 100-continue") << QByteArray()
                              << QByteArray("abc");
}

void TestMoving::takesABodyAlong()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, rest);
    Places places(2);
    RawClient client(places.port);
    client.send(get("/at/0"));
    QTRY_COMPARE(bodies(client.received), QByteArray("[0 ]"));
    client.send("POST /at/1 HTTP/1.1\r\nHost: a\r\n" + head + "\r\n\r\n" + begin);
    QTRY_COMPARE(places.dealer.load(1).count(), 1); // it has gone
    if (head.contains("Expect"))
        QTRY_VERIFY(client.received.contains("HTTP/1.1 100 Continue"));
    client.send(rest);
    QTRY_COMPARE(bodies(client.received), QByteArray("[0 ][1 abc]"));
}

void TestMoving::upgradesWhereItBelongs()
{
    Places places(2);
    RawClient client(places.port);
    client.send(get("/at/0") + upgradeRequest("/at/1/ws") + masked(websocket::Opcode::Text, "with it"));
    const QByteArray echo = websocket::encodeFrame(websocket::Opcode::Text, "with it");
    QTRY_VERIFY(client.received.endsWith(echo));
    client.send(masked(websocket::Opcode::Text, "behind it"));
    QTRY_VERIFY(client.received.endsWith(websocket::encodeFrame(websocket::Opcode::Text, "behind it")));
    const auto texts = [](Place::Parts &parts) { return parts.handler.texts; };
    QCOMPARE(places.at(0).ask(texts), QList<QByteArray>());
    QCOMPARE(places.at(1).ask(texts), (QList<QByteArray>{"with it", "behind it"}));
    QTRY_COMPARE(places.dealer.connections().count(), 0); // it counts as a load only
    QCOMPARE(places.dealer.load(1).count(), 1);
    client.socket.abort();
    QTRY_COMPARE(places.load(), 0);
}

void TestMoving::sendsWhatWasAnsweredBeforeItGoes()
{
    Places places(2);
    RawClient client(places.port);
    client.socket.setReadBufferSize(1000); // nothing is read before the system's buffers are full
    client.send(get("/at/0") + get("/large") + get("/at/1"));
    (void)QTest::qWaitFor([&] { return places.dealer.load(1).count() > 0; }, 50);
    QCOMPARE(places.dealer.load(1).count(), 0);
    client.socket.setReadBufferSize(0);
    client.received += client.socket.readAll();
    QTRY_COMPARE(bodies(client.received), QByteArray("[0 ][1 ]"));
    QCOMPARE(client.received.count('x'), largeBytes);
}

void TestMoving::answersAPeerThatHasFinishedSending()
{
    if (isOverTls())
        QSKIP("Over TLS the end of one direction is the end (ADR 9)");
    Places places(2);
    RawClient client(places.port);
    client.send(get("/at/0") + get("/at/1"));
    client.finishSending();
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(bodies(client.received), QByteArray("[0 ][1 ]"));
    QTRY_COMPARE(places.load(), 0);
}

void TestMoving::tellsTheHolderThatThePeerIsGone()
{
    Places places(2);
    RawClient client(places.port);
    client.send(get("/at/0") + get("/at/1/held"));
    QTRY_VERIFY(places.at(1).ask([](Place::Parts &parts) { return parts.handler.held != nullptr; }));
    client.socket.disconnectFromHost();
    QTRY_COMPARE(places.at(1).ask([](Place::Parts &parts) { return parts.handler.aborted; }), 1);
    QTRY_COMPARE(places.load(), 0);
}

void TestMoving::forgetsWhoVanishes_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("GET /at/1 HT");
    QTest::newRow("a request") << get("/at/1");
    QTest::newRow("there and back") << get("/at/1") + get("/at/0") + get("/at/1");
    QTest::newRow("half a body") << QByteArray(
        "POST /at/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nx");
    QTest::newRow("large, then away") << get("/large") + get("/at/1");
    QTest::newRow("upgrade") << upgradeRequest("/at/1/ws");
}

void TestMoving::forgetsWhoVanishes()
{
    QFETCH(QByteArray, sent);
    Places places(2);
    for (int round = 0; round < 20; ++round) {
        RawClient client(places.port);
        client.send(sent);
        if (round % 4 == 0)
            QTRY_VERIFY(places.dealer.connections().count() > 0 || places.load() > 0);
        if (round % 2 == 0)
            client.socket.abort();
        else
            client.socket.disconnectFromHost();
    }
    {
        RawClient last(places.port); // who is served has been accepted after all of them
        last.send(get("/at/0"));
        QTRY_COMPARE(bodies(last.received), QByteArray("[0 ]"));
    }
    QTRY_COMPARE(places.dealer.connections().count(), 0);
    QTRY_COMPARE(places.load(), 0); // after that: who moves may be missed by the sum of both
    for (size_t i = 0; i < 2; ++i)
        QTRY_COMPARE(places.at(i).ask([](Place::Parts &parts) { return parts.listener->connectionCount(); }),
                     0);
}

void TestMoving::countsTheLimitOverAllPlaces()
{
    Places places(3);
    places.at(0).run([&] { places.at(0).parts->limits.connections = 4; });
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 4; ++i)
        clients.push_back(std::make_unique<RawClient>(places.port));
    QTRY_COMPARE(places.load(), 4);
    RawClient tooMany(places.port);
    tooMany.send(get("/at/0"));
    QTRY_VERIFY(tooMany.isClosed);
    QVERIFY(tooMany.received.startsWith("HTTP/1.1 503"));
    clients.front()->send(get("/at/2"));
    QTRY_COMPARE(bodies(clients.front()->received), QByteArray("[2 ]"));
    clients.pop_back();
    QTRY_COMPARE(places.dealer.connections().count(), 3);
    RawClient fits(places.port);
    fits.send(get("/at/0"));
    QTRY_COMPARE(bodies(fits.received), QByteArray("[0 ]"));
}

void TestMoving::closesWhoComesToAPlaceThatIsShut()
{
    Places places(2);
    RawClient stays(places.port);
    stays.send(get("/at/0"));
    QTRY_COMPARE(bodies(stays.received), QByteArray("[0 ]"));
    places.at(1).run([&] { places.at(1).parts->listener->shutDown(); });
    stays.send(get("/at/1"));
    QTRY_VERIFY(stays.isClosed);
    QTRY_COMPARE(places.load(), 0);
    const RawClient dealt(places.port); // the place 1 has the fewest
    QTRY_VERIFY(dealt.isClosed);
    QTRY_COMPARE(places.load(), 0);
}

/// What waits for a thread that has ended is closed with its mailbox, whichever thread does that.
void TestMoving::endsWithConnectionsUnderWay()
{
    std::vector<std::unique_ptr<RawClient>> clients;
    {
        Places places(2);
        for (int i = 0; i < 4; ++i)
            clients.push_back(std::make_unique<RawClient>(places.port));
        for (const auto &client : clients)
            client->send(get("/at/0"));
        for (const auto &client : clients)
            QTRY_COMPARE(bodies(client->received), QByteArray("[0 ]"));
        places.at(1).end();
        for (const auto &client : clients)
            client->send(get("/at/1"));
        QTRY_COMPARE(places.dealer.load(1).count(), 4);
        for (const auto &client : clients)
            QVERIFY(!client->isClosed);
    }
    for (const auto &client : clients)
        QTRY_VERIFY(client->isClosed);
}

QTEST_GUILESS_MAIN(TestMoving)
#include "tst_moving.moc"

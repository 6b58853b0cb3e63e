// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/net/rawserver.h"

#include <QDebug>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

using namespace confab;
using namespace confab::net;
using namespace std::chrono_literals;

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfBodiesOnTheirWay_data();
    void tellsOfBodiesOnTheirWay();
    void refusesAnUnwantedBodyAtItsHead();
    /// What the server left to be deleted later goes before the next test, and before leaks are looked for.
    void cleanup() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void answersRequests_data();
    void answersRequests();
    void answersByteByByte();
    void answersPipelinedRequestsInOrder();
    void holdsBackTheNextRequestUntilTheAnswer();
    void refusesBadRequests_data();
    void refusesBadRequests();
    void tellsTheHandlerWhenTheClientVanishes();
    void closesWhenTheExchangeIsDropped();
    void timesOutASlowHead();
    void timesOutASlowBody();
    void timesOutABodyOfUnknownLengthByWhatCame();
    void closesAnIdleConnection();
    void survivesVanishingClients();
    void refusesWhenFull();
    void writesNoMoreThanAPeerReads();
    void letsASlowReaderHaveItsAnswer();
    void acceptsAgainWhenDescriptorsAreFree();
    void answersAPeerThatHasFinishedSending_data();
    void answersAPeerThatHasFinishedSending();
    void answersAHeldRequestOfAFinishedPeer();
    void tellsTheHolderOfAPollThatThePeerFinished();
};

void TestConnection::answersRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("closes");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("GET") << QByteArray("GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n") << ok
                         << QByteArray("GET /a?b=c ") << false;
    QTest::newRow("POST") << QByteArray("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc") << ok
                          << QByteArray("POST /p abc") << false;
    QTest::newRow("chunked") << QByteArray(
        "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                             << ok << QByteArray("POST /p abc") << false;
    QTest::newRow("HEAD has no body")
        << QByteArray("HEAD /h HTTP/1.1\r\nHost: a\r\n\r\n") << ok << QByteArray() << false;
    QTest::newRow("close is honoured") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                       << ok << QByteArray("GET / ") << true;
    QTest::newRow("HTTP/1.0 closes") << QByteArray("GET / HTTP/1.0\r\n\r\n") << ok << QByteArray("GET / ")
                                     << true;
}

void TestConnection::answersRequests()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, closes);
    Server server;
    QVERIFY(server.isOpen);
    RawClient client(server);
    client.send(request);
    QTRY_VERIFY(client.received.contains("\r\n\r\n"));
    QTRY_COMPARE(bodyOf(client.received), body);
    QVERIFY2(client.received.startsWith(status), client.received.constData());
    if (closes) {
        QTRY_VERIFY(client.isClosed);
    } else {
        const qsizetype before = client.received.size();
        client.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_VERIFY(client.received.size() > before);
        QTRY_VERIFY(client.received.endsWith("GET /again "));
    }
}

void TestConnection::answersByteByByte()
{
    Server server;
    RawClient client(server);
    for (const char byte : QByteArray("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")) {
        client.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(client.received.endsWith("POST /slow hi"));
}

void TestConnection::answersPipelinedRequestsInOrder()
{
    Server server;
    RawClient client(server);
    QByteArray requests;
    for (int i = 0; i < 200; ++i)
        requests += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    client.send(requests);
    QTRY_VERIFY(client.received.endsWith("GET /199 "));
    qsizetype from = 0;
    for (int i = 0; i < 200; ++i) {
        const qsizetype at = client.received.indexOf("GET /" + QByteArray::number(i) + ' ', from);
        QVERIFY(at >= from);
        from = at;
    }
}

void TestConnection::holdsBackTheNextRequestUntilTheAnswer()
{
    Server server;
    RawClient client(server);
    client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(server.handler.held);
    QCOMPARE(server.handler.requests, 1);
    std::exchange(server.handler.held, nullptr)->respond(http::Response{200, {}, QByteArrayLiteral("first")});
    QTRY_VERIFY(client.received.endsWith("GET /next "));
    QVERIFY(client.received.indexOf("first") < client.received.indexOf("GET /next"));
}

void TestConnection::refusesBadRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("garbage") << QByteArray("\x80\x03\x01 hello\r\n\r\n") << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na")
                                 << 400;
    QTest::newRow("length and chunks") << QByteArray(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                       << 400;
    QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: a\n\n") << 400;
    QTest::newRow("huge head") << "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(20000, 'x') + "\r\n\r\n"
                               << 431;
    QTest::newRow("large body") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")
                                << 413;
    QTest::newRow("unknown expectation")
        << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n") << 417;
    QTest::newRow("upgrade with a body")
        << upgradeRequest().replace("\r\n\r\n", "\r\nContent-Length: 5\r\n\r\nhello") << 400;
    QTest::newRow("upgrade with chunks")
        << upgradeRequest().replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") << 400;
    QTest::newRow("upgrade to another version") << upgradeRequest().replace(": 13", ": 8") << 426;
    QTest::newRow("upgrade with a bad key") << upgradeRequest().replace("dGhl", "!!!!") << 400;
    QTest::newRow("another version") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << 505;
}

void TestConnection::refusesBadRequests()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    Server server;
    RawClient bystander(server);
    RawClient client(server);
    client.send(request);
    QTRY_VERIFY2(client.received.startsWith("HTTP/1.1 " + QByteArray::number(status)),
                 client.received.constData());
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(server.handler.requests, 0);
    QVERIFY(server.handler.sockets.isEmpty());
    bystander.send("GET /fine HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(bystander.received.endsWith("GET /fine "));
}

void TestConnection::tellsTheHandlerWhenTheClientVanishes()
{
    Server server;
    RawClient client(server);
    client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(server.handler.held);
    client.socket.abort();
    QTRY_COMPARE(server.handler.aborted, 1);
    QVERIFY(!server.handler.held);
    QTRY_COMPARE(server.listener->connectionCount(), 0);
}

void TestConnection::closesWhenTheExchangeIsDropped()
{
    Server server;
    RawClient client(server);
    client.send("GET /dropped HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(client.isClosed);
    QVERIFY(client.received.isEmpty());
}

void TestConnection::timesOutASlowHead()
{
    Server server;
    server.limits.headDeadline = isOverTls() ? 3000ms : 300ms; // the handshake counts
    RawClient client(server);
    client.send("GET / HTTP/1.1\r\nHost:");
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 408"));
    QTRY_VERIFY(client.isClosed);
    QTRY_COMPARE(server.listener->connectionCount(), 0);
}

void TestConnection::timesOutASlowBody()
{
    Server server;
    server.limits.bodyGrace = 300ms;
    RawClient client(server);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 408"));
    QTRY_VERIFY(client.isClosed);
}

// Chunks announce nothing: a drip of them must not have the time that the largest body would have.
void TestConnection::timesOutABodyOfUnknownLengthByWhatCame()
{
    Server server;
    server.limits.bodyGrace = 300ms;
    server.limits.slowestRate = 10; // 100 s for the largest
    const QByteArray head("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    RawClient slow(server);
    slow.send(head + "1\r\nx\r\n");
    RawClient steady(server);
    steady.send(head + "64\r\n" + QByteArray(100, 'x') + "\r\n"); // has 10 s
    QTRY_VERIFY(slow.received.startsWith("HTTP/1.1 408"));
    steady.send("0\r\n\r\n");
    QTRY_VERIFY(steady.received.startsWith("HTTP/1.1 200"));
}

void TestConnection::closesAnIdleConnection()
{
    Server server;
    server.limits.headDeadline = isOverTls() ? 3000ms : 300ms; // the handshake counts
    server.limits.idleDeadline = 600ms;
    RawClient silent(server);
    RawClient client(server);
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(!client.received.isEmpty());
    QTRY_VERIFY(silent.isClosed);
    QVERIFY(silent.received.isEmpty());
    QTRY_VERIFY(client.isClosed);
    QVERIFY(!client.received.contains("408"));
}

void TestConnection::survivesVanishingClients()
{
    Server server;
    const QList<QByteArray> beginnings{"GET / HT",
                                       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
                                       "GET /held HTTP/1.1\r\nHost: a\r\n\r\n",
                                       upgradeRequest(),
                                       upgradeRequest() + "\x81",
                                       upgradeRequest() + masked(websocket::Opcode::Text, "hello").left(8)};
    for (const QByteArray &beginning : beginnings) {
        for (const bool waits : {false, true}) {
            RawClient client(server);
            client.send(beginning);
            if (waits)
                (void)QTest::qWaitFor([&] { return !client.received.isEmpty() || server.handler.held; }, 50);
            client.socket.abort();
        }
    }
    QTRY_COMPARE(server.listener->connectionCount(), 0);
    QTRY_COMPARE(server.handler.sockets.size(), 0);
    RawClient client(server);
    client.send("GET /fine HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(client.received.endsWith("GET /fine "));
}

void TestConnection::refusesWhenFull()
{
    Server server;
    server.limits.connections = 1;
    RawClient first(server);
    QTRY_COMPARE(server.listener->connectionCount(), 1);
    RawClient second(server);
    second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(second.received.startsWith("HTTP/1.1 503"));
    first.send("GET /fine HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(first.received.endsWith("GET /fine "));
}

// A hundred answers for the price of asking: they must wait until the peer has read.

void TestConnection::writesNoMoreThanAPeerReads()
{
    Server server;
    server.limits.slowestRate = 20'000'000;
    server.limits.bodyGrace = server.limits.closeGrace = 300ms;
    QSslSocket client; // that never reads
    client.setReadBufferSize(1);
    connectTo(server, client);
    client.write(QByteArray("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").repeated(100));
    QTRY_VERIFY(server.handler.requests > 0);
    // And a peer that never reads is dropped.
    QTRY_COMPARE_WITH_TIMEOUT(server.listener->connectionCount(), 0, testing::patience);
    QVERIFY(server.traffic.out < 2 * largeBytes);
}

void TestConnection::letsASlowReaderHaveItsAnswer()
{
    Server server;
    server.limits.closeGrace = 50ms;
    server.limits.idleDeadline = 50ms;
    for (const QByteArray &version : {QByteArray("1.0"), QByteArray("1.1")}) {
        QSslSocket client;
        client.setReadBufferSize(64 * 1024);
        connectTo(server, client);
        client.write("GET /large HTTP/" + version + "\r\nHost: a\r\n\r\n");
        // Reads in steps, all of them together longer than any of the grace times.
        qsizetype received = 0;
        bool isClosed = false;
        connect(&client, &QTcpSocket::disconnected, &client, [&] { isClosed = true; });
        QTimer reader;
        connect(&reader, &QTimer::timeout, &client, [&] { received += client.read(1024 * 1024).size(); });
        reader.start(3ms);
        QTRY_VERIFY_WITH_TIMEOUT(received > largeBytes || isClosed, testing::patience);
        received += client.readAll().size();
        QVERIFY(received > largeBytes);
    }
}

void TestConnection::acceptsAgainWhenDescriptorsAreFree()
{
    if (isOverTls())
        QSKIP("Who is accepted does not depend on what is spoken.");
    Server server;
    server.limits.idleDeadline = 10s;
    server.limits.headDeadline = 10s;
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < 20; ++i)
        crowd.push_back(std::make_unique<RawClient>(server));

    // The sanitizer opens a pipe to look at a class that it has not met, and takes having no descriptor left
    // for a bad object: what the listener is going to log is logged once before.
    qDebug() << "Descriptors:" << QString::number(crowd.size()) << qsizetype(crowd.size());

    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    rlimit few = before;
    few.rlim_cur = static_cast<rlim_t>(crowd.back()->socket.socketDescriptor()) + 10;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
    QTRY_VERIFY(server.listener->connectionCount() >= 5);
    (void)QTest::qWaitFor([&] { return server.listener->connectionCount() == 20; }, 100);
    const qsizetype accepted = server.listener->connectionCount();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(accepted < 20);
    QTRY_COMPARE(server.listener->connectionCount(), 20);
}

void TestConnection::tellsOfBodiesOnTheirWay_data()
{
    QTest::addColumn<QByteArray>("start"); // a head and a part of the body
    QTest::addColumn<QByteArray>("rest"); // empty: the client goes away
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("aborted");
    QTest::addColumn<std::chrono::milliseconds>("grace");
    const QByteArray head("POST /x HTTP/1.1\r\nHost: a\r\n");
    const std::chrono::milliseconds forEver = 1min;
    QTest::newRow("comes") << head + "Content-Length: 4\r\n\r\nab" << QByteArray("cd") << 1 << 0 << forEver;
    QTest::newRow("breaks off") << head + "Content-Length: 4\r\n\r\nab" << QByteArray() << 0 << 1 << forEver;
    QTest::newRow("is no chunk") << head + "Transfer-Encoding: chunked\r\n\r\n"
                                 << QByteArray("xyz\r\n") << 0 << 1 << forEver;
    QTest::newRow("grows too large") << head + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"
                                     << QByteArray(1000, 'x') + "\r\n1\r\n"
                                     << 0 << 0 << forEver;
    QTest::newRow("is too slow") << head + "Content-Length: 4\r\n\r\nab" << QByteArray("c") << 0 << 1
                                 << std::chrono::milliseconds(1s);
}

void TestConnection::tellsOfBodiesOnTheirWay()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, rest);
    QFETCH(int, requests);
    QFETCH(int, aborted);
    QFETCH(std::chrono::milliseconds, grace);
    Server server;
    server.limits.bodyGrace = grace;
    RawClient client(server);
    client.send(start);
    QTRY_COMPARE(server.handler.pendingBodies, 1);
    if (rest.isEmpty())
        client.socket.abort();
    else
        client.send(rest);
    QTRY_COMPARE(server.handler.pendingBodies, 0);
    QCOMPARE(server.handler.requests, requests);
    QCOMPARE(server.handler.abortedBodies, aborted);
}

void TestConnection::refusesAnUnwantedBodyAtItsHead()
{
    Server server;
    RawClient client(server);
    client.send("POST /unwanted HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"); // and no body
    QTRY_VERIFY(client.received.contains("one is enough"));
    QVERIFY(client.received.startsWith("HTTP/1.1 400 "));
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(server.handler.requests, 0);
}

void TestConnection::answersAPeerThatHasFinishedSending_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("end");
    const QByteArray ok = "HTTP/1.1 200 ";
    const QByteArray large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
    QTest::newRow("GET") << QByteArray("GET /a HTTP/1.1\r\nHost: a\r\n\r\n") << ok << QByteArray("GET /a ");
    QTest::newRow("a large answer") << large << ok << QByteArray("xxx");
    QTest::newRow("a body") << QByteArray("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc") << ok
                            << QByteArray("POST /p abc");
    QTest::newRow("pipelined") << large
            + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n"
                               << ok << QByteArray("GET /3 ");
    QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHos") << QByteArray("HTTP/1.1 400 ")
                                 << QByteArray("too early\n");
    QTest::newRow("half a body") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
                                 << QByteArray("HTTP/1.1 400 ") << QByteArray("too early\n");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void TestConnection::answersAPeerThatHasFinishedSending()
{
    if (isOverTls())
        QSKIP("QSslSocket knows no half-closed connection.");
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, end);
    Server server;
    server.limits.idleDeadline = server.limits.headDeadline = 1min; // they are not what ends it
    RawClient client(server);
    client.send(sent);
    client.finishSending();
    QTRY_VERIFY(client.isClosed);
    QVERIFY2(client.received.startsWith(status), client.received.left(200).constData());
    QVERIFY(client.received.endsWith(end));
    if (sent.startsWith("GET /large"))
        QVERIFY(client.received.size() > largeBytes);
    QTRY_COMPARE(server.listener->connectionCount(), 0);
}

void TestConnection::answersAHeldRequestOfAFinishedPeer()
{
    if (isOverTls())
        QSKIP("QSslSocket knows no half-closed connection.");
    Server server;
    RawClient client(server);
    client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(server.handler.held);
    client.finishSending();
    RawClient bystander(server); // once it is answered the server has met the FIN as well
    bystander.send("GET /fine HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(bystander.received.endsWith("GET /fine "));
    QVERIFY(!client.isClosed);
    std::exchange(server.handler.held, nullptr)
        ->respond(http::Response{200, {}, QByteArrayLiteral("at last")});
    QTRY_VERIFY(client.isClosed);
    QVERIFY(client.received.endsWith("at last"));
    QVERIFY(client.received.contains("Connection: close"));
}

void TestConnection::tellsTheHolderOfAPollThatThePeerFinished()
{
    if (isOverTls())
        QSKIP("QSslSocket knows no half-closed connection.");
    Server server;
    RawClient client(server);
    client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(server.handler.held);
    client.finishSending();
    QTRY_COMPARE(server.handler.aborted, 1);
    QTRY_VERIFY(client.isClosed);
    QVERIFY(client.received.isEmpty());
    QTRY_COMPARE(server.listener->connectionCount(), 0);

    RawClient pipelining(server); // and when the poll is met behind the FIN
    pipelining.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\nGET /held HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(server.handler.held);
    pipelining.finishSending();
    RawClient bystander(server); // once it is answered the server has met the FIN as well
    bystander.send("GET /fine HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(bystander.received.endsWith("GET /fine "));
    std::exchange(server.handler.held, nullptr)->respond(http::Response{200, {}, QByteArrayLiteral("first")});
    QTRY_COMPARE(server.handler.aborted, 2);
    QTRY_VERIFY(pipelining.isClosed);
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"

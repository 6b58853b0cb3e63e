// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frame.h"
#include "server/net/listener.h"
#include "server/net/timerqueue.h"

#include <QDebug>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

using namespace confab;
using namespace confab::net;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype largeBytes = 8 * 1024 * 1024; // more than the system's buffers take

/// Answers every request with what was asked, holds "/held" until told, echoes on every WebSocket but
/// "/refused".
class EchoHandler : public RequestHandler
{
public:
    struct EchoSocket : WebSocketReceiver
    {
        EchoSocket(EchoHandler &owner, std::unique_ptr<WebSocketChannel> accepted)
            : handler(owner)
            , channel(std::move(accepted))
        {
            channel->setReceiver(this);
        }
        void textReceived(const QByteArray &utf8) override { channel->sendText(utf8); }
        void binaryReceived(const QByteArray &data) override { channel->sendBinary(data); }
        void closed(quint16 code, const QByteArray &) override
        {
            handler.closeCodes.append(code);
            handler.sockets.remove(this);
            delete this;
        }
        EchoHandler &handler;
        std::unique_ptr<WebSocketChannel> channel;
    };

    ~EchoHandler() override { qDeleteAll(sockets); }

    qint64 bodyLimit(const http::RequestHead &) const override { return 1000; }
    qint64 messageLimit(const http::RequestHead &) const override { return 100000; }
    void handleRequest(std::unique_ptr<HttpExchange> exchange) override
    {
        ++requests;
        if (exchange->request().head.path() == "/held") {
            exchange->setAbortHandler([this] {
                ++aborted;
                held.reset();
            });
            held = std::move(exchange);
            return;
        }
        if (exchange->request().head.path() == "/dropped")
            return;
        if (exchange->request().head.path() == "/large") {
            exchange->respond(http::Response{200, {}, QByteArray(largeBytes, 'x')});
            return;
        }
        const http::Request &request = exchange->request();
        exchange->respond(
            http::Response{200,
                           {{"Content-Type", "text/plain"}},
                           request.head.method + ' ' + request.head.target + ' ' + request.body});
    }
    std::optional<http::Response> refuseUpgrade(const http::RequestHead &head, const Peer &) override
    {
        if (head.path() == "/refused")
            return http::Response{403, {}, QByteArrayLiteral("no")};
        return std::nullopt;
    }
    void handleWebSocket(std::unique_ptr<WebSocketChannel> channel) override
    {
        sockets.insert(new EchoSocket(*this, std::move(channel)));
    }

    int requests = 0;
    int aborted = 0;
    std::unique_ptr<HttpExchange> held;
    QSet<EchoSocket *> sockets;
    QList<quint16> closeCodes;
};

/// A hub's lower half on a loopback port, with short deadlines.
struct Server
{
    Server()
    {
        limits.headDeadline = 300ms;
        limits.idleDeadline = 600ms;
        limits.bodyGrace = 300ms;
        limits.slowestRate = 1000000;
        limits.closeGrace = 300ms;
        listener = std::make_unique<Listener>(handler, gateway, timers, limits, traffic);
        isOpen = listener->open(QHostAddress::LocalHost, 0);
    }
    EchoHandler handler;
    WebSocketGateway gateway{{}};
    TimerQueue timers;
    Limits limits;
    Traffic traffic;
    std::unique_ptr<Listener> listener;
    bool isOpen = false;
};

/// A peer that sends what it likes.
struct RawClient
{
    explicit RawClient(const Server &server)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [this] { isClosed = true; });
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.listener->serverPort());
        socket.waitForConnected(); // the system accepts, the server need not run for it
    }
    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }
    QTcpSocket socket;
    QByteArray received;
    bool isClosed = false;
};

QByteArray upgradeRequest(const QByteArray &path = "/echo")
{
    return "GET " + path
        + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

QByteArray masked(websocket::Opcode opcode, const QByteArray &payload)
{
    return websocket::encodeMaskedFrame(opcode, payload, 0x12345678);
}

QByteArray bodyOf(const QByteArray &received) { return received.mid(received.indexOf("\r\n\r\n") + 4); }

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
    void closesAnIdleConnection();
    void refusesTheUpgradeBeforeAny101();
    void sendsNoCorsHeaderWithThe101();
    void readsFramesInTheHandshakesSegment();
    void echoesAcrossManySplits();
    void closesInOrder_data();
    void closesInOrder();
    void dropsAPeerThatDoesNotAnswerAClose();
    void survivesVanishingClients();
    void refusesWhenFull();
    void writesNoMoreThanAPeerReads();
    void letsASlowReaderHaveItsAnswer();
    void timesOutASmallMessageSoon();
    void acceptsAgainWhenDescriptorsAreFree();
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
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << 400;
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
    RawClient client(server);
    client.send("GET / HTTP/1.1\r\nHost:");
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 408"));
    QTRY_VERIFY(client.isClosed);
    QTRY_COMPARE(server.listener->connectionCount(), 0);
}

void TestConnection::timesOutASlowBody()
{
    Server server;
    RawClient client(server);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 408"));
    QTRY_VERIFY(client.isClosed);
}

void TestConnection::closesAnIdleConnection()
{
    Server server;
    RawClient silent(server);
    RawClient client(server);
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(!client.received.isEmpty());
    QTRY_VERIFY(silent.isClosed);
    QVERIFY(silent.received.isEmpty());
    QTRY_VERIFY(client.isClosed);
    QVERIFY(!client.received.contains("408"));
}

void TestConnection::refusesTheUpgradeBeforeAny101()
{
    Server server;
    RawClient client(server);
    client.send(upgradeRequest("/refused"));
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 403"));
    QTRY_VERIFY(client.isClosed);
    QVERIFY(client.received.endsWith("no"));
}

void TestConnection::sendsNoCorsHeaderWithThe101()
{
    Server server;
    RawClient client(server);
    client.send(upgradeRequest());
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 101"));
    QVERIFY(client.received.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QVERIFY(!client.received.toLower().contains("access-control"));
}

void TestConnection::readsFramesInTheHandshakesSegment()
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

void TestConnection::echoesAcrossManySplits()
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

void TestConnection::closesInOrder_data()
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

void TestConnection::closesInOrder()
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

void TestConnection::dropsAPeerThatDoesNotAnswerAClose()
{
    Server server;
    RawClient client(server);
    client.send(upgradeRequest());
    QTRY_COMPARE(server.handler.sockets.size(), 1);
    (*server.handler.sockets.begin())->channel->close(1001, "bye");
    QTRY_COMPARE(server.handler.closeCodes, QList<quint16>{1006});
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(bodyOf(client.received), websocket::encodeClose(1001, "bye"));
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
    QTcpSocket client; // that never reads
    client.setReadBufferSize(1);
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), server.listener->serverPort());
    QVERIFY(client.waitForConnected());
    client.write(QByteArray("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").repeated(100));
    QTRY_VERIFY(server.handler.requests > 0);
    QTRY_COMPARE(server.listener->connectionCount(), 0); // and a peer that never reads is dropped
    QVERIFY(server.traffic.out < 2 * largeBytes);
}

void TestConnection::letsASlowReaderHaveItsAnswer()
{
    Server server;
    server.limits.closeGrace = 50ms;
    server.limits.idleDeadline = 50ms;
    for (const QByteArray &version : {QByteArray("1.0"), QByteArray("1.1")}) {
        QTcpSocket client;
        client.setReadBufferSize(64 * 1024);
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), server.listener->serverPort());
        QVERIFY(client.waitForConnected());
        client.write("GET /large HTTP/" + version + "\r\nHost: a\r\n\r\n");
        // Reads in steps, all of them together longer than any of the grace times.
        qsizetype received = 0;
        bool isClosed = false;
        connect(&client, &QTcpSocket::disconnected, &client, [&] { isClosed = true; });
        QTimer reader;
        connect(&reader, &QTimer::timeout, &client, [&] { received += client.read(1024 * 1024).size(); });
        reader.start(3ms);
        QTRY_VERIFY(received > largeBytes || isClosed);
        received += client.readAll().size();
        QVERIFY(received > largeBytes);
    }
}

void TestConnection::timesOutASmallMessageSoon()
{
    Server server;
    server.limits.slowestRate = 1000; // the largest message would have 100 s
    RawClient client(server);
    client.send(upgradeRequest() + masked(websocket::Opcode::Text, "hello").left(8));
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed, 3000);
    QVERIFY(bodyOf(client.received).contains("took too long"));
}

// Without a free descriptor QTcpServer stops to accept for good.
void TestConnection::acceptsAgainWhenDescriptorsAreFree()
{
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

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"

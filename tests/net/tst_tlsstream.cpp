// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/tlsstream.h"
#include "tests/net/rawserver.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

#include <unistd.h>

using namespace confab;
using namespace confab::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct TlsServer : Server
{
    TlsServer() { listener->setTls(testTls()); }
};

/// Passes a client's bytes on one by one, each in a segment of its own, and answers in one piece.
class DrippingProxy : public QTcpServer
{
public:
    explicit DrippingProxy(quint16 port)
        : m_port(port)
    {
        (void)listen(QHostAddress::LocalHost, 0);
    }
    int passed = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *client = new QTcpSocket(this);
        auto *server = new QTcpSocket(this);
        client->setSocketDescriptor(descriptor);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(server, &QTcpSocket::connected, client, [this, client, server] { passOn(client, server); });
        connect(client, &QTcpSocket::readyRead, server, [this, client, server] { passOn(client, server); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
    }

private:
    void passOn(QTcpSocket *client, QTcpSocket *server)
    {
        if (server->state() != QAbstractSocket::ConnectedState)
            return;
        const QByteArray byte = client->read(1);
        if (byte.isEmpty())
            return;
        ++passed;
        server->write(byte);
        server->flush();
        QMetaObject::invokeMethod(
            server, [this, client, server] { passOn(client, server); }, Qt::QueuedConnection);
    }

    const quint16 m_port;
};

QLoggingCategory::CategoryFilter g_usualFilter = nullptr;

/// The tests' environment silences what is merely information.
void letEverythingBeLogged()
{
    g_usualFilter = QLoggingCategory::installFilter(
        [](QLoggingCategory *category) { category->setEnabled(QtInfoMsg, true); });
}

QByteArray get(const QByteArray &target, const QByteArray &host = "a")
{
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

} // namespace

class TestTlsStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void theFirstByteDecides_data();
    void theFirstByteDecides();
    void takesAHelloByteByByte();
    void redirectsPlainRequests_data();
    void redirectsPlainRequests();
    void doesNotTakeOldTls();
    void waitsForNoHandshakeForEver_data();
    void waitsForNoHandshakeForEver();
    void closesWhoWantsTlsWhereThereIsNone();
    void showsItsWholeChain();
    void countsWhatWasSaid();
    void aPeerThatStillSendsGetsItsAnswer();
    void endsWithCloseNotify();
    void holdsBackWhatThePeerDoesNotRead();
};

void TestTlsStream::theFirstByteDecides_data()
{
    QTest::addColumn<QByteArray>("sent"); // in plain text
    QTest::addColumn<QByteArray>("answer"); // how it begins; empty: closed without a word
    QTest::newRow("a request") << get("/x") << QByteArray("HTTP/1.1 308");
    QTest::newRow("garbage") << QByteArray("\x01\x02\x03") << QByteArray("HTTP/1.1 400");
    QTest::newRow("an alert record") << QByteArray("\x15\x03\x01\x00\x02\x02\x28", 7)
                                     << QByteArray("HTTP/1.1 400");
    QTest::newRow("an SSL 2 hello") << QByteArray("\x80\x2e\x01\x00\x02", 5) << QByteArray("HTTP/1.1 400");
    QTest::newRow("TLS in name only") << QByteArray("\x16GET / HTTP/1.1\r\n\r\n") << QByteArray();
}

void TestTlsStream::theFirstByteDecides()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, answer);
    TlsServer server;
    RawClient bystander(server, true);
    RawClient client(server, false);
    client.send(sent);
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(client.received.isEmpty(), answer.isEmpty());
    QVERIFY2(client.received.startsWith(answer), client.received.toHex(' ').constData());
    QCOMPARE(server.handler.requests, 0);
    bystander.send(get("/fine"));
    QTRY_VERIFY(bystander.received.endsWith("GET /fine "));
}

void TestTlsStream::takesAHelloByteByByte()
{
    TlsServer server;
    DrippingProxy proxy(server.listener->serverPort());
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    QByteArray received;
    connect(&client, &QSslSocket::readyRead, &client, [&] { received += client.readAll(); });
    client.connectToHostEncrypted(u"127.0.0.1"_s, proxy.serverPort());
    client.write(get("/dripped"));
    QTRY_VERIFY(received.endsWith("GET /dripped "));
    QVERIFY(proxy.passed > 200);
}

void TestTlsStream::redirectsPlainRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("location"); // empty: 400
    const QByteArray upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        "dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &location) {
        QTest::newRow(name) << request << location;
    };
    row("page", get("/", "box:3000"), "https://box:3000/");
    row("target and query", get("/a/b?c=d&e=%20", "192.168.1.20:3000"),
        "https://192.168.1.20:3000/a/b?c=d&e=%20");
    row("IPv6", get("/", "[::1]:3000"), "https://[::1]:3000/");
    row("port 80", get("/", "box"), "https://box:80/");
    row("empty port", get("/", "box:"), "https://box:80/");
    row("absolute target", "GET http://box:3000/x HTTP/1.1\r\nHost: other\r\n\r\n", "https://box:3000/x");
    row("WebSocket", "GET /ws HTTP/1.1\r\nHost: box:3000\r\n" + upgrade + "\r\n", "https://box:3000/ws");
    row("polling", get("/socket.io/?EIO=4&transport=polling", "box:3000"),
        "https://box:3000/socket.io/?EIO=4&transport=polling");
    row("POST", "POST /m HTTP/1.1\r\nHost: box:3000\r\nContent-Length: 5\r\n\r\nhello", "https://box:3000/m");
    row("POST that waits",
        "POST /m HTTP/1.1\r\nHost: box:3000\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n",
        "https://box:3000/m");
    row("HEAD", "HEAD / HTTP/1.1\r\nHost: box:3000\r\n\r\n", "https://box:3000/");
    row("another host behind it", get("//evil.example/", "box:3000"), "https://box:3000//evil.example/");
    row("no host", "GET / HTTP/1.0\r\n\r\n", {});
    row("empty host", get("/", ""), {});
    row("host with odd characters", get("/", "bo!x"), {});
    row("user in the host", get("/", "box@evil"), {});
    row("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: box\r\n\r\n", {});
}

void TestTlsStream::redirectsPlainRequests()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, location);
    TlsServer server;
    RawClient client(server, false);
    client.send(request);
    QTRY_VERIFY(client.isClosed);
    if (location.isEmpty()) {
        QVERIFY2(client.received.startsWith("HTTP/1.1 400 "), client.received.constData());
        QVERIFY(!client.received.contains("Location"));
    } else {
        QVERIFY2(client.received.startsWith("HTTP/1.1 308 "), client.received.constData());
        QVERIFY2(client.received.contains("\r\nLocation: " + location + "\r\n"), client.received.constData());
    }
    QVERIFY(
        !client.received.contains("Strict-Transport-Security")); // nobody would get past a new certificate
    QCOMPARE(server.handler.requests, 0);
    QCOMPARE(server.handler.pendingBodies, 0);
    QCOMPARE(server.handler.sockets.size(), 0);
}

void TestTlsStream::doesNotTakeOldTls()
{
    TlsServer server;
    RawClient client(server, false);
    // A hello of TLS 1.1 (RFC 4346 7.4.1.2) with one suite that exists in every version.
    const QByteArray body =
        QByteArray::fromHex("0302") + QByteArray(32, 'r') + QByteArray::fromHex("000002c0130100");
    const QByteArray hello = QByteArray::fromHex("010000") + char(body.size()) + body;
    client.send(QByteArray::fromHex("16030100") + char(hello.size()) + hello);
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(client.received, QByteArray::fromHex("15030200020246")); // alert: protocol_version
}

void TestTlsStream::waitsForNoHandshakeForEver_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a first byte") << QByteArray("\x16");
    QTest::newRow("half a record") << QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7);
}

void TestTlsStream::waitsForNoHandshakeForEver()
{
    QFETCH(QByteArray, sent);
    TlsServer server;
    server.limits.headDeadline = 200ms;
    RawClient client(server, false);
    if (!sent.isEmpty())
        client.send(sent);
    QTRY_VERIFY(client.isClosed);
    QCOMPARE(client.received, QByteArray());
    QTRY_COMPARE(server.listener->connectionCount(), 0);
}

void TestTlsStream::closesWhoWantsTlsWhereThereIsNone()
{
    Server server;
    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"wants TLS \\(https\\)"_s));
    letEverythingBeLogged();
    RawClient client(server, true);
    QTRY_VERIFY(client.isClosed);
    QLoggingCategory::installFilter(g_usualFilter);
    QCOMPARE(client.received, QByteArray());
    QVERIFY(!client.socket.isEncrypted());
    QTRY_COMPARE(server.listener->connectionCount(), 0);
}

void TestTlsStream::showsItsWholeChain()
{
    TlsServer server;
    QSslConfiguration configuration = testTls();
    const QSslCertificate own = configuration.localCertificate();
    const QByteArray other = tls::makeSelfSigned({{u"other"_s}, {}}, QDateTime::currentDateTimeUtc());
    configuration.setLocalCertificateChain({own, QSslCertificate::fromData(other).value(0)});
    server.listener->setTls(configuration);
    RawClient client(server, true);
    QTRY_VERIFY(client.socket.isEncrypted());
    QCOMPARE(client.socket.peerCertificateChain(), configuration.localCertificateChain());
}

void TestTlsStream::countsWhatWasSaid()
{
    TlsServer server;
    RawClient client(server, true);
    const QByteArray request = get("/counted");
    client.send(request);
    QTRY_VERIFY(client.received.endsWith("GET /counted "));
    QCOMPARE(server.traffic.in, quint64(request.size()));
    QCOMPARE(server.traffic.out, quint64(client.received.size()));
}

void TestTlsStream::aPeerThatStillSendsGetsItsAnswer()
{
    TlsServer server;
    RawClient client(server, true);
    bool isReset = false;
    connect(&client.socket, &QSslSocket::errorOccurred, &client.socket,
            [&](QAbstractSocket::SocketError error) {
                isReset = isReset || error == QAbstractSocket::NetworkError;
            });
    // Refused at its head; the peer notices only when all of it is sent.
    client.send("POST /unwanted HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
    client.send(QByteArray(8000000, 'x'));
    QTRY_VERIFY(client.received.endsWith("one is enough"));
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed, testing::patience);
    QTRY_COMPARE(server.listener->connectionCount(), 0);
    QVERIFY(!isReset);
}

void TestTlsStream::endsWithCloseNotify()
{
    TlsServer server;
    RawClient client(server, true);
    QStringList errors;
    connect(&client.socket, &QSslSocket::errorOccurred, &client.socket,
            [&] { errors.append(client.socket.errorString()); });
    client.send("GET / HTTP/1.0\r\n\r\n");
    QTRY_VERIFY(client.isClosed);
    QVERIFY(client.received.endsWith("GET / "));
    QVERIFY2(errors.contains(u"The TLS/SSL connection has been closed"_s), qPrintable(errors.join(u'|')));
}

void TestTlsStream::holdsBackWhatThePeerDoesNotRead()
{
    struct Listening : StreamListener
    {
        void readable() override { request += stream->read(1000); }
        void drained() override { ++timesDrained; }
        void disconnected() override { isOver = true; }
        TlsStream *stream = nullptr;
        QByteArray request;
        int timesDrained = 0;
        bool isOver = false;
    };
    QTcpServer acceptor;
    QVERIFY(acceptor.listen(QHostAddress::LocalHost, 0));
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.setReadBufferSize(1000);
    client.connectToHostEncrypted(u"127.0.0.1"_s, acceptor.serverPort());
    client.write("hello");
    QVERIFY(acceptor.waitForNewConnection(5000));
    Traffic traffic;
    QTcpSocket *accepted = acceptor.nextPendingConnection();
    TlsStream stream(::dup(int(accepted->socketDescriptor())), 1, traffic, testTls());
    delete accepted;
    QVERIFY(stream.isOpen());
    Listening listening;
    listening.stream = &stream;
    stream.setListener(&listening);
    QTRY_COMPARE(listening.request, QByteArray("hello"));
    QVERIFY(stream.peer().secure);

    // Far more than the system takes, in plain text and encrypted: all of it is owed.
    stream.write(QByteArray(largeBytes, 'x'));
    stream.finishWriting();
    const int drainedBefore = listening.timesDrained;
    (void)QTest::qWaitFor([&] { return listening.timesDrained > drainedBefore; }, 50);
    QVERIFY(stream.bytesQueued() > largeBytes / 4);
    QCOMPARE(listening.timesDrained, drainedBefore);

    qsizetype received = 0;
    client.setReadBufferSize(0);
    connect(&client, &QSslSocket::readyRead, &client, [&] { received += client.readAll().size(); });
    received += client.readAll().size();
    QTRY_COMPARE(received, largeBytes);
    QTRY_VERIFY(listening.isOver);
    QVERIFY(listening.timesDrained > drainedBefore);
    QCOMPARE(stream.bytesQueued(), 0);
}

QTEST_GUILESS_MAIN(TestTlsStream)
#include "tst_tlsstream.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat client over real sockets on the loopback address: a QWebSocketServer that says what Confab would,
// and servers that are none. Its clock stands still but for one test, so that a busy machine is no server
// that does not answer. Node's own server, and a clock that goes, are in tests/interop.

#include "client/core/chatclient.h"
#include "client/net/qtwebsocketchannel.h"
#include "tests/support/clientfakes.h"
#include "tests/support/silentport.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace confab::client;

namespace {

/// Answers every handshake, and hello as Confab does; keeps what else comes.
class CannedServer : public QObject
{
public:
    CannedServer()
    {
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            m_socket->setParent(this); // it has none
            path = m_socket->requestUrl().toString(QUrl::RemoveScheme | QUrl::RemoveAuthority);
            connect(m_socket, &QWebSocket::textMessageReceived, this, &CannedServer::answer);
            send(
                uR"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})"_s);
        });
    }
    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    /// Ends the connection, as a server that is stopped does. It goes on to listen: another program could
    /// take the port before it is started again.
    void cut() { delete m_socket; }
    void send(const QString &packet) { m_socket->sendTextMessage(packet); }
    [[nodiscard]] QUrl address() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())); }

    QString path;
    QStringList received;

private:
    void answer(const QString &packet)
    {
        if (packet.startsWith(u"40"_s))
            send(uR"(40{"sid":"x"})"_s);
        else if (packet.startsWith(u"420[\"hello\""_s))
            send(uR"(430[{"ok":true,"you":{"id":"me","name":"Ana"},"token":"t","epoch":"e","rooms":[]}])"_s);
        else
            received.append(packet);
    }

    QWebSocketServer m_server{u"canned"_s, QWebSocketServer::NonSecureMode};
    QPointer<QWebSocket> m_socket;
};

ChatClient::Environment withoutTime()
{
    const auto pins = std::make_shared<MemoryPins>();
    return {std::make_shared<confab::test::FakeTimers>(), Network::real(pins), [] { return 0.0; }, pins};
}

} // namespace

class TestChatOverWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chats();
    void sendsLongTextInOneFrame();
    void comesBackAfterABreak();
    void endsWithTheReasonOfTheServer();
    void tellsWhyThereIsNoConnection_data();
    void tellsWhyThereIsNoConnection();
    void canBeDestroyedAtAnyTime();
};

void TestChatOverWebSocket::chats()
{
    CannedServer server;
    QVERIFY(server.listen());
    ChatClient client(withoutTime());
    QList<ChatMessage> messages;
    connect(&client, &ChatClient::messagesChanged, &client,
            [&messages](const QList<ChatMessage> &changed) { messages += changed; });
    client.join(server.address(), u"Ana"_s, u"lobby"_s);
    QTRY_COMPARE(client.state(), ConnectionState::Online);
    QCOMPARE(server.path, u"/socket.io/?EIO=4&transport=websocket"_s);

    client.send(u"höllo \U0001F600"_s);
    QTRY_COMPARE(server.received.size(), 1);
    QVERIFY(server.received.constFirst().contains(u"höllo \U0001F600"_s));
    server.send(u"42[\"message\",{\"message\":\"\uFEFFwörld\"}]"_s);
    QTRY_COMPARE(messages.size(), 2);
    QCOMPARE(messages.constLast().text, u"\uFEFFwörld"_s);
    server.send(u"2"_s);
    QTRY_VERIFY(server.received.contains(u"3"_s));
    client.leave();
    QCOMPARE(client.state(), ConnectionState::Idle);
}

void TestChatOverWebSocket::sendsLongTextInOneFrame()
{
    QWebSocketServer server(u"frames"_s, QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QtWebSocketChannel transport(std::make_shared<MemoryPins>());
    QSignalSpy opened(&transport, &WebSocketChannel::opened);
    transport.open(QUrl(u"ws://127.0.0.1:%1"_s.arg(server.serverPort())));
    QTRY_COMPARE(opened.size(), 1);
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QWebSocket> socket(server.nextPendingConnection());
    QList<qsizetype> frames;
    connect(socket.get(), &QWebSocket::textFrameReceived, this,
            [&frames](const QString &frame) { frames.append(frame.size()); });
    transport.sendText(QString(400000, u'é').toUtf8());
    QTRY_COMPARE(frames, QList<qsizetype>{400000});
}

void TestChatOverWebSocket::comesBackAfterABreak()
{
    CannedServer server;
    QVERIFY(server.listen());
    ChatClient client(withoutTime());
    client.join(server.address(), u"Ana"_s, u"lobby"_s);
    QTRY_COMPARE(client.state(), ConnectionState::Online);
    server.cut();
    QTRY_COMPARE(client.state(), ConnectionState::Reconnecting);
    QVERIFY(client.retryInMs() >= 0);
    client.send(u"meanwhile"_s);

    client.retryNow();
    QTRY_COMPARE(client.state(), ConnectionState::Online);
    QTRY_COMPARE(server.received.size(), 1);
    QVERIFY(server.received.constFirst().contains(u"meanwhile"_s));
}

void TestChatOverWebSocket::endsWithTheReasonOfTheServer()
{
    QWebSocketServer server(u"closing"_s, QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QtWebSocketChannel transport(std::make_shared<MemoryPins>());
    QSignalSpy ended(&transport, &WebSocketChannel::ended);
    transport.open(QUrl(u"ws://127.0.0.1:%1"_s.arg(server.serverPort())));
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QWebSocket> socket(server.nextPendingConnection());
    socket->close(QWebSocketProtocol::CloseCodeTooMuchData, u"message is too large"_s);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.constFirst().at(0).value<Problem>(), Problem::Dropped);
    QCOMPARE(ended.constFirst().at(1).toString(), u"message is too large"_s);
}

void TestChatOverWebSocket::tellsWhyThereIsNoConnection_data()
{
    QTest::addColumn<QByteArray>("answer"); // null: nobody listens; empty: hangs up
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("nobody listens") << QByteArray() << u"ws"_s << Problem::Refused;
    QTest::newRow("hangs up") << QByteArray("") << u"ws"_s << Problem::HungUp;
    QTest::newRow("ssh server") << QByteArray("Invalid SSH identification string.\r\n") << u"ws"_s
                                << Problem::HungUp;
    QTest::newRow("web server") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                                << u"ws"_s << Problem::NotASocketIoServer;
    QTest::newRow("full server") << QByteArray(
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 9\r\n\r\nForbidden")
                                 << u"ws"_s << Problem::TurnedAway;
    QTest::newRow("stopping server") << QByteArray(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
                                     << u"ws"_s << Problem::TurnedAway;
    QTest::newRow("http, no websocket") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                                        << u"ws"_s << Problem::NotASocketIoServer;
    QTest::newRow("no tls") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << u"wss"_s
                            << Problem::TlsFailed;
}

void TestChatOverWebSocket::tellsWhyThereIsNoConnection()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, scheme);
    QFETCH(Problem, problem);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const confab::testing::SilentPort nobody;
    const quint16 port = answer.isNull() ? nobody.number() : server.serverPort();
    connect(&server, &QTcpServer::newConnection, this, [&server, answer] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    QtWebSocketChannel transport(std::make_shared<MemoryPins>());
    QSignalSpy ended(&transport, &WebSocketChannel::ended);
    transport.open(QUrl(u"%1://127.0.0.1:%2/"_s.arg(scheme).arg(port)));
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.constFirst().at(0).value<Problem>(), problem);
    QVERIFY(!ended.constFirst().at(1).toString().isEmpty());
}

void TestChatOverWebSocket::canBeDestroyedAtAnyTime()
{
    CannedServer server;
    QVERIFY(server.listen());
    { // while it connects; with a clock that goes
        ChatClient client;
        client.join(server.address(), u"Ana"_s, u"lobby"_s);
    }
    { // while it is online, with a message on its way
        ChatClient client(withoutTime());
        client.join(server.address(), u"Ana"_s, u"lobby"_s);
        QTRY_COMPARE(client.state(), ConnectionState::Online);
        client.send(u"x"_s);
    }
    { // while it waits
        ChatClient client(withoutTime());
        client.join(server.address(), u"Ana"_s, u"lobby"_s);
        QTRY_COMPARE(client.state(), ConnectionState::Online);
        server.cut();
        QTRY_COMPARE(client.state(), ConnectionState::Reconnecting);
    }
}

QTEST_GUILESS_MAIN(TestChatOverWebSocket)
#include "tst_chatoverwebsocket.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/pemfiles.h"
#include "server/tls/selfsigned.h"
#include "tests/support/endedthreads.h"
#include "tests/support/rawhttp.h"
#include "tests/support/runninghub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

using namespace confab::runtime;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject firstArgument(const QString &event)
{
    return QJsonDocument::fromJson(event.mid(2).toUtf8()).array().at(1).toObject();
}

qsizetype clientsNamed(const RunningHub &hub, const QString &name)
{
    const QList<ClientStatus> clients = hub.hub.status().clients;
    return std::count_if(clients.begin(), clients.end(),
                         [&name](const ClientStatus &client) { return client.name == name; });
}

/// Waits until every shard has heard that the hub is full: connections are dealt to one after the other.
bool isFullEverywhere(const RunningHub &hub)
{
    int refusedInARow = 0;
    return QTest::qWaitFor(
        [&] {
            const bool isRefused = statusOf(exchange(hub.port(), upgrade("/ws"))) == 503;
            refusedInARow = isRefused ? refusedInARow + 1 : 0;
            return refusedInARow == 2 * shardsUnderTest();
        },
        patience);
}

} // namespace

class TestHub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { QVERIFY(otherThreadsAreGone()); }

    void startsAndStopsAndStartsAgain();
    void mayBeDestroyedWhileMessagesAreUnderWay();
    void takesTheNextPortWhenAllowed();
    void saysWhyItCannotStart_data();
    void saysWhyItCannotStart();
    void servesPageAndClientOnOnePort();
    void everybodyButTheSenderGetsAMessage();
    void acknowledgesWithTheNumber();
    void aRetryIsNotANewMessage();
    void helloTellsWhatWasMissed();
    void renamesEveryWindowOfAPerson();
    void refusesWithAReason_data();
    void refusesWithAReason();
    void plainSocketsTakeTextOnly();
    void theSubprotocolCarriesEvents();
    void reportsTheRevisionThatAClientSpeaks();
    void speaksTls();
    void reportsClientsAndMessages();
    void theHostMaySpeakAndDisconnect();
    void tellsEverybodyThatItStops();
    void refusesMoreClientsThanAllowed();
};

void TestHub::startsAndStopsAndStartsAgain()
{
    Hub hub(loopbackOptions());
    QSignalSpy started(&hub, &Hub::started);
    QSignalSpy stopped(&hub, &Hub::stopped);
    for (int round = 0; round < 2; ++round) {
        hub.start();
        QVERIFY(started.wait(patience));
        QCOMPARE(hub.state(), HubState::Running);
        QVERIFY(!hub.status().endpoints.isEmpty());
        hub.stop();
        QVERIFY(stopped.wait(patience));
        QCOMPARE(hub.state(), HubState::Stopped);
        QVERIFY(hub.status().endpoints.isEmpty());
    }
}

void TestHub::mayBeDestroyedWhileMessagesAreUnderWay()
{
    for (int round = 0; round < 10; ++round) {
        auto running = std::make_unique<RunningHub>();
        QVERIFY(running->isRunning);
        QSignalSpy messages(&running->hub, &Hub::messagesReceived);
        for (int i = 0; i < 5000; ++i)
            running->hub.say(u"lobby"_s, QString::number(i));
        QVERIFY(messages.wait(patience));
        running.reset(); // the sanitizer sees what its threads still touch
    }
}

void TestHub::takesTheNextPortWhenAllowed()
{
    RunningHub first;
    QVERIFY(first.isRunning);
    Options options = loopbackOptions();
    options.port = first.port();
    options.tryNextPorts = true;
    Hub hub(options);
    QSignalSpy started(&hub, &Hub::started);
    hub.start();
    QVERIFY(started.wait(patience));
    QCOMPARE(started.first().first().toInt(), first.port());
    QVERIFY(hub.status().endpoints.constFirst().port > first.port());
}

void TestHub::saysWhyItCannotStart_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("webRoot");
    QTest::addColumn<StartError>("error");
    QTest::newRow("port in use") << u"127.0.0.1"_s << QString() << StartError::PortInUse;
    QTest::newRow("address not ours") << u"198.51.100.1"_s << QString() << StartError::AddressNotOurs;
    QTest::newRow("no web root") << u"127.0.0.1"_s << u"/nonexistent/folder"_s << StartError::WebRootUnusable;
}

void TestHub::saysWhyItCannotStart()
{
    QFETCH(QString, address);
    QFETCH(QString, webRoot);
    QFETCH(StartError, error);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, 0));
    Options options = loopbackOptions();
    options.bind = QHostAddress(address);
    options.port = other.serverPort();
    options.webRoot = webRoot;
    Hub hub(options);
    QSignalSpy failed(&hub, &Hub::startFailed);
    hub.start();
    QVERIFY(failed.wait(patience));
    QCOMPARE(failed.first().first().value<StartError>(), error);
    QCOMPARE(hub.state(), HubState::Stopped);
}

void TestHub::servesPageAndClientOnOnePort()
{
    RunningHub hub;
    QNetworkAccessManager network;
    const auto get = [&](const QString &path) {
        auto *reply =
            network.get(QNetworkRequest(QUrl(u"http://127.0.0.1:%1%2"_s.arg(hub.port()).arg(path))));
        QSignalSpy(reply, &QNetworkReply::finished).wait(patience);
        return std::pair(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                         reply->readAll());
    };
    QCOMPARE(get(u"/"_s).first, 200);
    QVERIFY(get(u"/"_s).second.contains("<form"));
    QVERIFY(get(u"/socket.io/socket.io.js"_s).second.contains("Socket.IO"));
    QCOMPARE(QJsonDocument::fromJson(get(u"/healthz"_s).second).object().value(u"status"_s),
             QJsonValue(u"ok"_s));
    QCOMPARE(get(u"/nothing"_s).first, 404);
    QVERIFY(get(u"/socket.io/?EIO=4&transport=polling"_s).second.startsWith("0{\"sid\":"));
    QCOMPARE(get(u"/ws"_s).first, 426);
}

void TestHub::everybodyButTheSenderGetsAMessage()
{
    RunningHub hub;
    SocketIoClient ana(hub);
    SocketIoClient ben(hub);
    Client plain(hub.webSocketUrl(u"/ws"_s));
    QTRY_VERIFY(ana.isJoined() && ben.isJoined() && plain.socket.state() == QAbstractSocket::ConnectedState);
    QTRY_COMPARE(hub.hub.status().clients.size(), 3);
    for (int i = 0; i < 50; ++i)
        ana.socket.sendTextMessage(u"42[\"message\",\"a%1\"]"_s.arg(i));
    plain.socket.sendTextMessage(u"from plain"_s);
    QTRY_COMPARE(ben.events().size(), 51);
    QTRY_COMPARE(ana.events().size(), 1);
    QTRY_COMPARE(plain.received.size(), 50);
    QStringList texts;
    quint64 seq = 0;
    for (const QString &event : ben.events()) {
        const QJsonObject message = firstArgument(event);
        texts.append(message.value(u"message"_s).toString());
        QCOMPARE(message.value(u"seq"_s).toInteger(), ++seq);
        QCOMPARE(message.value(u"room"_s).toString(), u"lobby"_s);
        QVERIFY(!message.value(u"from"_s).toObject().value(u"name"_s).toString().isEmpty());
    }
    texts.removeOne(u"from plain"_s);
    QCOMPARE(texts, plain.received);
    QCOMPARE(plain.received.constFirst(), u"a0"_s);
    QCOMPARE(plain.received.constLast(), u"a49"_s);
}

void TestHub::acknowledgesWithTheNumber()
{
    RunningHub hub;
    SocketIoClient ana(hub);
    QTRY_VERIFY(ana.isJoined());
    ana.socket.sendTextMessage(u"427[\"message\",{\"text\":\"hi\",\"id\":\"m1\"}]"_s);
    QTRY_VERIFY(!ana.ack(7).isEmpty());
    QCOMPARE(ana.ack(7).value(u"ok"_s), QJsonValue(true));
    QCOMPARE(ana.ack(7).value(u"id"_s), QJsonValue(u"m1"_s));
    QCOMPARE(ana.ack(7).value(u"seq"_s), QJsonValue(1));
    QVERIFY(QDateTime::fromString(ana.ack(7).value(u"at"_s).toString(), Qt::ISODateWithMs).isValid());
}

void TestHub::aRetryIsNotANewMessage()
{
    RunningHub hub;
    SocketIoClient ana(hub);
    SocketIoClient ben(hub);
    QTRY_VERIFY(ana.isJoined() && ben.isJoined());
    ana.socket.sendTextMessage(u"421[\"message\",{\"text\":\"hi\",\"id\":\"m1\"}]"_s);
    ana.socket.sendTextMessage(u"422[\"message\",{\"text\":\"hi\",\"id\":\"m1\"}]"_s);
    ana.socket.sendTextMessage(u"423[\"message\",\"end\"]"_s);
    QTRY_VERIFY(!ana.ack(3).isEmpty());
    QCOMPARE(ana.ack(1), ana.ack(2));
    QCOMPARE(ana.ack(3).value(u"seq"_s), QJsonValue(2));
    QTRY_COMPARE(ben.events().size(), 2);
}

void TestHub::helloTellsWhatWasMissed()
{
    RunningHub hub;
    SocketIoClient ana(hub);
    QTRY_VERIFY(ana.isJoined());
    ana.socket.sendTextMessage(
        u"421[\"hello\",{\"name\":\"Ana\",\"token\":\"0123456789abcdef\",\"rooms\":[\"lobby\",\"den\"]}]"_s);
    ana.socket.sendTextMessage(u"422[\"message\",\"one\"]"_s);
    ana.socket.sendTextMessage(u"423[\"message\",{\"text\":\"in the den\",\"room\":\"den\"}]"_s);
    ana.socket.sendTextMessage(u"424[\"message\",\"two\"]"_s);
    QTRY_VERIFY(!ana.ack(4).isEmpty());
    QCOMPARE(ana.ack(1).value(u"you"_s).toObject().value(u"name"_s), QJsonValue(u"Ana"_s));
    const QString epoch = ana.ack(1).value(u"epoch"_s).toString();
    QVERIFY(!epoch.isEmpty());

    SocketIoClient ben(hub);
    QTRY_VERIFY(ben.isJoined());
    ben.socket.sendTextMessage(
        u"421[\"hello\",{\"since\":{\"lobby\":{\"epoch\":\"%1\",\"seq\":1}}}]"_s.arg(epoch));
    QTRY_VERIFY(!ben.ack(1).isEmpty());
    const QJsonObject answer = ben.ack(1);
    QVERIFY(answer.value(u"token"_s).toString().size() >= 16);
    const QJsonObject room = answer.value(u"rooms"_s).toArray().first().toObject();
    QCOMPARE(room.value(u"room"_s), QJsonValue(u"lobby"_s));
    QCOMPARE(room.value(u"head"_s), QJsonValue(2));
    QCOMPARE(room.value(u"gap"_s), QJsonValue(false));
    QCOMPARE(room.value(u"count"_s), QJsonValue(2));
    QCOMPARE(room.value(u"messages"_s).toArray().size(), 1);
    const QJsonObject missed = room.value(u"messages"_s).toArray().first().toObject();
    QCOMPARE(missed.value(u"message"_s), QJsonValue(u"two"_s));
    QCOMPARE(missed.value(u"from"_s).toObject().value(u"name"_s), QJsonValue(u"Ana"_s));
    // Not in the den: what is said there does not arrive.
    QCOMPARE(ben.events().size(), 0);
}

void TestHub::renamesEveryWindowOfAPerson()
{
    RunningHub hub;
    const QString hello = u"421[\"hello\",{\"name\":\"Ana\",\"token\":\"0123456789abcdef\"}]"_s;
    SocketIoClient first(hub);
    SocketIoClient second(hub);
    SocketIoClient ben(hub);
    QTRY_VERIFY(first.isJoined() && second.isJoined() && ben.isJoined());
    first.socket.sendTextMessage(hello);
    second.socket.sendTextMessage(hello);
    QTRY_VERIFY(!first.ack(1).isEmpty() && !second.ack(1).isEmpty());
    QCOMPARE(first.ack(1).value(u"you"_s), second.ack(1).value(u"you"_s));
    first.socket.sendTextMessage(u"422[\"rename\",{\"name\":\"Anna\"}]"_s);
    QTRY_VERIFY(!first.ack(2).isEmpty());
    // The shard of the other window hears of it a turn or two later.
    QTRY_COMPARE(clientsNamed(hub, u"Anna"_s), 2);
    second.socket.sendTextMessage(u"42[\"message\",\"hi\"]"_s);
    QTRY_COMPARE(ben.events().size(), 1);
    QCOMPARE(firstArgument(ben.events().first()).value(u"from"_s).toObject().value(u"name"_s),
             QJsonValue(u"Anna"_s));
    // The person's other window gets it as well: only the sending socket is left out.
    QTRY_COMPARE(first.events().size(), 1);
}

void TestHub::refusesWithAReason_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("error");
    QTest::newRow("number") << u"[\"message\",5]"_s << u"bad_request"_s;
    QTest::newRow("too long") << u"[\"message\",\"%1\"]"_s.arg(QString(16385, u'x')) << u"too_long"_s;
    QTest::newRow("a room not joined")
        << u"[\"message\",{\"text\":\"x\",\"room\":\"den\"}]"_s << u"no_room"_s;
    QTest::newRow("unknown event") << u"[\"nonsense\",1,2]"_s << u"unknown_event"_s;
    QTest::newRow("prototype event") << u"[\"__proto__\"]"_s << u"unknown_event"_s;
    QTest::newRow("rename without a name") << u"[\"rename\",{}]"_s << u"bad_request"_s;
    QTest::newRow("hello with a bad token") << u"[\"hello\",{\"token\":\"x\"}]"_s << u"bad_request"_s;
}

void TestHub::refusesWithAReason()
{
    QFETCH(QString, event);
    QFETCH(QString, error);
    RunningHub hub;
    SocketIoClient ana(hub);
    QTRY_VERIFY(ana.isJoined());
    ana.socket.sendTextMessage(u"429"_s + event);
    QTRY_VERIFY(!ana.ack(9).isEmpty());
    QCOMPARE(ana.ack(9).value(u"ok"_s), QJsonValue(false));
    QCOMPARE(ana.ack(9).value(u"error"_s), QJsonValue(error));
    ana.socket.sendTextMessage(u"4210[\"message\",\"still here\"]"_s);
    QTRY_COMPARE(ana.ack(10).value(u"ok"_s), QJsonValue(true));
}

void TestHub::plainSocketsTakeTextOnly()
{
    RunningHub hub;
    Client binary(hub.webSocketUrl(u"/ws"_s));
    Client tooLong(hub.webSocketUrl(u"/ws"_s));
    Client other(hub.webSocketUrl(u"/ws"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 3);
    binary.socket.sendBinaryMessage("x");
    QTRY_VERIFY(binary.isClosed);
    QCOMPARE(binary.socket.closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);
    tooLong.socket.sendTextMessage(QString(16385, u'x'));
    QTRY_VERIFY(tooLong.isClosed);
    QCOMPARE(tooLong.socket.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QCOMPARE(other.received.size(), 0);
    QTRY_COMPARE(hub.hub.status().clients.size(), 1);
}

void TestHub::theSubprotocolCarriesEvents()
{
    RunningHub hub;
    SocketIoClient ana(hub);
    QWebSocket json;
    QStringList received;
    connect(&json, &QWebSocket::textMessageReceived, &json,
            [&](const QString &text) { received.append(text); });
    QWebSocketHandshakeOptions wanted;
    wanted.setSubprotocols({u"chat"_s, u"confab.v1.json"_s});
    json.open(hub.webSocketUrl(u"/ws"_s), wanted);
    QTRY_VERIFY(ana.isJoined() && json.state() == QAbstractSocket::ConnectedState);
    QCOMPARE(json.subprotocol(), u"confab.v1.json"_s);
    QTRY_COMPARE(hub.hub.status().clients.size(), 2);
    // Longer than a bare text may be.
    const QString padding(20000, u' ');
    json.sendTextMessage(u"{\"event\":\"message\",\"data\":\"hi\",\"ack\":1}"_s + padding);
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(QJsonDocument::fromJson(received.constFirst().toUtf8()).object().value(u"ack"_s), QJsonValue(1));
    QTRY_COMPARE(ana.events().size(), 1);
    const QList<ClientStatus> clients = hub.hub.status().clients;
    QVERIFY(std::any_of(clients.begin(), clients.end(), [](const ClientStatus &client) {
        return client.transport == Transport::JsonWebSocket;
    }));
}

void TestHub::reportsTheRevisionThatAClientSpeaks()
{
    RunningHub hub;
    const Client old(hub.webSocketUrl(u"/socket.io/?EIO=3&transport=websocket"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 1);
    QCOMPARE(hub.hub.status().clients.first().engineRevision, 3);
}

void TestHub::speaksTls()
{
    Options options = loopbackOptions();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray pem = confab::tls::makeSelfSigned(confab::tls::namesOfThisComputer(), now);
    const auto identity = confab::tls::readPem(pem, pem, now);
    QVERIFY(identity.has_value());
    options.tls = *identity;
    RunningHub hub(options);
    QVERIFY(hub.isRunning);
    const QString url = hub.hub.status().endpoints.constFirst().url();
    QVERIFY2(url.startsWith(u"https://127.0.0.1:"_s), qPrintable(url));
    QCOMPARE(hub.hub.status().fingerprint, confab::tls::fingerprint(identity->chain.constFirst()));

    QWebSocket plain;
    QWebSocket socketIo;
    // In the signal: what is ignored before open() QSslSocket forgets when it connects.
    for (QWebSocket *socket : {&plain, &socketIo})
        connect(socket, &QWebSocket::sslErrors, socket, [socket] { socket->ignoreSslErrors(); });
    QStringList received;
    connect(&plain, &QWebSocket::textMessageReceived, &plain,
            [&](const QString &text) { received.append(text); });
    connect(&socketIo, &QWebSocket::connected, &socketIo, [&] { socketIo.sendTextMessage(u"40"_s); });
    plain.open(QUrl(u"wss"_s + url.mid(5) + u"/ws"_s));
    socketIo.open(QUrl(u"wss"_s + url.mid(5) + u"/socket.io/?EIO=4&transport=websocket"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 2);
    for (const ClientStatus &client : hub.hub.status().clients)
        QVERIFY(client.isSecure);
    hub.hub.say(u"lobby"_s, u"hello"_s);
    QTRY_COMPARE(received, QStringList{u"hello"_s});
    QSignalSpy stopped(&hub.hub, &Hub::stopped);
    hub.hub.stop();
    QVERIFY(stopped.wait(patience));
    QVERIFY(hub.hub.status().fingerprint.isEmpty());
}

void TestHub::reportsClientsAndMessages()
{
    RunningHub hub;
    QSignalSpy messages(&hub.hub, &Hub::messagesReceived);
    SocketIoClient ana(hub);
    QTRY_COMPARE(hub.hub.status().clients.size(), 1);
    const ClientStatus client = hub.hub.status().clients.first();
    QCOMPARE(client.transport, Transport::WebSocket);
    QCOMPARE(client.engineRevision, 4);
    QVERIFY(!client.isSecure);
    QVERIFY(hub.hub.status().fingerprint.isEmpty());
    QCOMPARE(client.room, u"lobby"_s);
    QVERIFY(client.address.startsWith(u"127.0.0.1:"_s));
    QVERIFY(client.bytesIn > 0 && client.bytesOut > 0);
    ana.socket.sendTextMessage(u"42[\"message\",\"hi\"]"_s);
    QVERIFY(messages.wait(patience));
    const auto records = messages.first().first().value<QList<MessageRecord>>();
    QCOMPARE(records.size(), 1);
    QCOMPARE(records.first().text, u"hi"_s);
    QCOMPARE(records.first().clientId, client.id);
    QCOMPARE(records.first().name, client.name);
    QTRY_COMPARE(hub.hub.status().messages, 1U);
    QTRY_VERIFY(hub.hub.status().bytesIn > client.bytesIn); // of the client's shard, which may tell later
    ana.socket.abort();
    QTRY_COMPARE(hub.hub.status().clients.size(), 0);
}

void TestHub::theHostMaySpeakAndDisconnect()
{
    Options options = loopbackOptions();
    options.name = u"Class 4b"_s;
    RunningHub hub(options);
    SocketIoClient ana(hub);
    Client plain(hub.webSocketUrl(u"/ws"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 2);
    hub.hub.say(u"lobby"_s, u"welcome"_s);
    QTRY_COMPARE(ana.events().size(), 1);
    QCOMPARE(firstArgument(ana.events().first()).value(u"from"_s).toObject().value(u"name"_s),
             QJsonValue(u"Class 4b"_s));
    QTRY_COMPARE(plain.received, QStringList{u"welcome"_s});
    const QList<ClientStatus> clients = hub.hub.status().clients;
    for (const ClientStatus &client : clients)
        hub.hub.disconnectClient(client.id);
    hub.hub.disconnectClient(999999);
    QTRY_VERIFY(ana.isClosed && plain.isClosed);
    QTRY_COMPARE(hub.hub.status().clients.size(), 0);
}

void TestHub::tellsEverybodyThatItStops()
{
    RunningHub hub;
    SocketIoClient ana(hub);
    Client plain(hub.webSocketUrl(u"/ws"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 2);
    QSignalSpy stopped(&hub.hub, &Hub::stopped);
    hub.hub.stop();
    QTRY_VERIFY(ana.isClosed && plain.isClosed);
    QCOMPARE(ana.socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QCOMPARE(plain.socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_COMPARE(stopped.size(), 1);
}

void TestHub::refusesMoreClientsThanAllowed()
{
    Options options = loopbackOptions();
    options.maxClients = 1;
    RunningHub hub(options);
    SocketIoClient ana(hub);
    QTRY_VERIFY(ana.isJoined());
    QVERIFY(isFullEverywhere(hub));
    Client late(hub.webSocketUrl(u"/ws"_s));
    QTRY_VERIFY(late.isClosed);
    SocketIoClient later(hub);
    QTRY_VERIFY(later.isClosed);
    QVERIFY(later.received.isEmpty());
    ana.socket.sendTextMessage(u"421[\"message\",\"fine\"]"_s);
    QTRY_COMPARE(ana.ack(1).value(u"ok"_s), QJsonValue(true));
}

QTEST_GUILESS_MAIN(TestHub)
#include "tst_hub.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who gets in at which door of a whole hub, over real sockets. The policies alone are in tests/guard.

#include "tests/support/rawhttp.h"
#include "tests/support/runninghub.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace confab::runtime;
using namespace confab::testing;
using namespace Qt::StringLiterals;

class TestGuardedDoors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_hub.reset(); }
    void answers_data();
    void answers();
    void saysWhyAndWhenToComeBack();
    void thePinBuysACookie();
    void allowedOriginsGetCors();
    void asksWithConnect_data();
    void asksWithConnect();
    void locksConnectToo();
    void askClientsOfEngineIo3();
    void readsFloodsMoreSlowly_data();
    void readsFloodsMoreSlowly();
    void limitsClientsPerAddress();
    void clientsOfAllDoorsFillTheServer();
    void believesItsProxy();

private:
    std::unique_ptr<RunningHub> m_hub; ///< with a PIN, for tests that do not use its attempts up
};

namespace {

const QByteArray form = "Content-Type: application/x-www-form-urlencoded\r\n";
const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray polling = "/socket.io/?EIO=4&transport=polling";
const QByteArray webSocket = "/socket.io/?EIO=4&transport=websocket";
const QByteArray foreign = "Origin: http://evil.example\r\n";

Options guardedOptions()
{
    Options options = loopbackOptions();
    options.guard.limitLoopback = true;
    return options;
}

Options withPin()
{
    Options options = guardedOptions();
    options.guard.pin = "4711";
    return options;
}

/// Whether so many seconds, rounded up, are left of a lock of ten that began since then.
bool isWhatIsLeftOfTheLock(int seconds, const QElapsedTimer &since)
{
    return seconds > 0 && seconds <= 10 && seconds >= 10 - since.elapsed() / 1000;
}

} // namespace

void TestGuardedDoors::initTestCase()
{
    Options options = withPin();
    options.guard.hosts = {"chat.example"};
    options.guard.origins = {"https://friend.example"};
    m_hub = std::make_unique<RunningHub>(options);
    QVERIFY(m_hub->isRunning);
}

void TestGuardedDoors::answers_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contained");
    const auto row = [](const char *name, const QByteArray &asked, int status, const char *contained) {
        QTest::newRow(name) << asked << status << QByteArray(contained);
    };
    const QByteArray basic = "Authorization: Basic " + QByteArray("ana:4711").toBase64() + "\r\n";
    const QByteArray bearer = "Authorization: Bearer 4711\r\n";

    row("the page is open", request("GET /"), 200, "<form");
    row("its files are open", request("GET /confab/main.js"), 200, "javascript");
    row("Socket.IO's client is open", request("GET /socket.io/socket.io.min.js"), 200, "Socket.IO");
    row("its map too", request("GET /socket.io/socket.io.min.js.map"), 200, "mappings");
    row("/healthz is open", request("GET /healthz"), 200, "ok");
    row("Engine.IO is open, CONNECT asks", request("GET " + polling), 200, "\"sid\"");
    row("anything else is not", request("GET /other"), 401, "WWW-Authenticate: Basic realm=\"Confab\"");
    row("HEAD neither", request("HEAD /other"), 401, "WWW-Authenticate: Bearer");
    row("POST neither", request("POST /messages", {}, "hi"), 401, "\"error\":\"unauthorized\"");
    row("a way around", request("GET /confab/../other"), 401, "");
    row("an escaped way around", request("GET /confab/%2e%2e/other"), 401, "");
    row("another spelling", request("GET //healthz"), 401, "");
    row("with Bearer", request("GET /other", bearer), 404, "");
    row("with Basic", request("GET /other", basic), 404, "");
    row("with a wrong cookie", request("GET /other", "Cookie: confab_pin=4711\r\n"), 401, "");
    row("a plain WebSocket, before any 101", upgrade("/ws"), 401, "asks for a PIN");
    row("a plain WebSocket with Bearer", upgrade("/ws", bearer), 101, "");
    row("GET /pin", request("GET /pin"), 405, "Allow: POST");
    row("POST /pin without one", request("POST /pin", form, "pin="), 401, "asks for a PIN");
    row("POST /pin, a form", request("POST /pin", form, "pin=4711"), 303, "Set-Cookie: confab_pin=");
    row("POST /pin, JSON", request("POST /pin", json, "{\"pin\":\"4711\"}"), 200, "{\"ok\":true}");
    row("POST /pin, a number", request("POST /pin", json, "{\"pin\":4711}"), 200, "HttpOnly; SameSite=Lax");

    row("an unknown name", request("GET /", "Host: evil.example\r\n"), 403, "--allow-host");
    row("an unknown name, Engine.IO", request("GET " + polling, "Host: evil.example\r\n"), 403,
        "--allow-host");
    row("an unknown name, WebSocket", upgrade(webSocket, "Host: evil.example\r\n"), 403, "--allow-host");
    row("an unknown name, plain", upgrade("/ws", "Host: evil.example\r\n" + bearer), 403, "--allow-host");
    row("an allowed name", request("GET /", "Host: Chat.Example:80\r\n"), 200, "");
    row("localhost", request("GET /", "Host: localhost:3000\r\n"), 200, "");
    row("no Host in HTTP/1.0", "GET /healthz HTTP/1.0\r\n\r\n", 200, "ok");

    row("a foreign page polls", request("GET " + polling, foreign), 403,
        "{\"code\":4,\"message\":\"Forbidden\"}");
    row("a foreign page names a session", request("GET " + polling + "&sid=a", foreign), 403, "\"code\":4");
    row("a foreign page posts to one", request("POST " + polling + "&sid=a", foreign, "40"), 403,
        "\"code\":4");
    row("the order is node's", request("GET /socket.io/?EIO=4&transport=x", foreign), 400, "\"code\":0");
    row("a foreign page, WebSocket", upgrade(webSocket, foreign), 400, "Forbidden");
    row("a foreign page, WebSocket of a session", upgrade(webSocket + "&sid=a", foreign), 400, "Forbidden");
    row("a foreign page, plain", upgrade("/ws", foreign + bearer), 403, "--allow-origin");
    row("a foreign page gives the PIN", request("POST /pin", foreign + form, "pin=4711"), 403,
        "--allow-origin");
    row("a foreign page reads what all may", request("GET /healthz", foreign), 200, "ok");
    row("the own page polls", request("GET " + polling, "Origin: http://127.0.0.1:3000\r\n"), 200, "");
    row("the own page, WebSocket", upgrade(webSocket, "Origin: http://127.0.0.1:3000\r\n"), 101, "");
    row("an allowed page, WebSocket", upgrade(webSocket, "Origin: https://friend.example\r\n"), 101, "");
    row("claims a proxy without one", request("GET /", "X-Forwarded-Host: evil.example\r\n"), 200, "");
}

void TestGuardedDoors::answers()
{
    QFETCH(QByteArray, asked);
    QFETCH(int, status);
    QFETCH(QByteArray, contained);
    const QByteArray answer = exchange(m_hub->port(), asked);
    QCOMPARE(statusOf(answer), status);
    QVERIFY2(answer.contains(contained), answer.constData());
    if (status == 401)
        QVERIFY(!answer.contains("4711"));
}

void TestGuardedDoors::saysWhyAndWhenToComeBack()
{
    RunningHub hub(withPin());
    QElapsedTimer time;
    time.start();
    const QByteArray wrong = request("POST /pin", json, "{\"pin\":\"1234\"}");
    for (int i = 0; i < 5; ++i) {
        const QByteArray answer = exchange(hub.port(), wrong);
        QCOMPARE(statusOf(answer), 401);
        QVERIFY(answer.contains("This PIN is wrong."));
    }
    const QByteArray locked = exchange(hub.port(), request("POST /pin", json, "{\"pin\":\"4711\"}"));
    QCOMPARE(statusOf(locked), 429);
    const QByteArray name = "Retry-After: ";
    const QByteArray seconds = locked.mid(locked.indexOf(name) + name.size()).split('\r').constFirst();
    QVERIFY2(isWhatIsLeftOfTheLock(seconds.toInt(), time), locked.constData());
    QVERIFY(locked.contains("\"error\":\"pin_locked\""));
    QVERIFY(locked.contains("\"retryAfter\":" + seconds));
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws", "Authorization: Bearer 4711\r\n"))), 429);
    QCOMPARE(statusOf(exchange(hub.port(), request("GET /"))), 200);
    // The window hears of it.
    const QList<Refusals> refused{{RefusalKind::WrongPin, u"127.0.0.1"_s, {}, 5},
                                  {RefusalKind::PinLocked, u"127.0.0.1"_s, {}, 2}};
    QTRY_COMPARE(hub.hub.status().refusals, refused);
}

void TestGuardedDoors::thePinBuysACookie()
{
    const QByteArray answer = exchange(m_hub->port(), request("POST /pin", form, "pin=4711"));
    const qsizetype begin = answer.indexOf("Set-Cookie: ") + 12;
    const QByteArray cookie = "Cookie: " + answer.mid(begin, answer.indexOf(';', begin) - begin) + "\r\n";
    QVERIFY(!cookie.contains("4711"));
    QCOMPARE(statusOf(exchange(m_hub->port(), request("GET /other", cookie))), 404);
    QCOMPARE(statusOf(exchange(m_hub->port(), upgrade("/ws", cookie))), 101);
}

void TestGuardedDoors::allowedOriginsGetCors()
{
    const QByteArray friendly = "Origin: https://friend.example\r\n";
    const QByteArray open = exchange(m_hub->port(), request("GET " + polling, friendly));
    QCOMPARE(statusOf(open), 200);
    QVERIFY2(open.contains("Access-Control-Allow-Origin: https://friend.example\r\n"), open.constData());
    QVERIFY(open.contains("Vary: Origin\r\n"));
    QVERIFY(open.contains("Access-Control-Allow-Credentials: true\r\n"));
    const QByteArray preflight = exchange(m_hub->port(), request("OPTIONS " + polling + "&sid=a", friendly));
    QCOMPARE(statusOf(preflight), 204);
    const QByteArray refused = exchange(m_hub->port(), request("GET " + polling, foreign));
    QVERIFY(!refused.contains("evil.example"));

    Options any = guardedOptions();
    any.guard.origins = {"*"};
    RunningHub hub(any);
    const QByteArray answer = exchange(hub.port(), request("GET " + polling, foreign));
    QCOMPARE(statusOf(answer), 200);
    QVERIFY2(answer.contains("Access-Control-Allow-Origin: *\r\n"), answer.constData());
    QVERIFY(!answer.contains("Access-Control-Allow-Credentials"));

    RunningHub closed(guardedOptions());
    QVERIFY(!exchange(closed.port(), request("GET " + polling)).contains("Access-Control"));
}

void TestGuardedDoors::asksWithConnect_data()
{
    QTest::addColumn<QString>("connect");
    QTest::addColumn<QString>("answer"); // its beginning
    const QString refusal = u"44{\"message\":\"%1\",\"data\":{\"code\":\"pin\""_s;
    QTest::newRow("without one") << u"40"_s << refusal.arg(u"This server asks for a PIN."_s);
    QTest::newRow("with something else")
        << u"40{\"token\":\"0123456789abcdef\"}"_s << refusal.arg(u"This server asks for a PIN."_s);
    QTest::newRow("with none") << u"40{\"pin\":null}"_s << refusal.arg(u"This server asks for a PIN."_s);
    QTest::newRow("with an object") << u"40{\"pin\":{}}"_s << refusal.arg(u"This server asks for a PIN."_s);
    QTest::newRow("with a wrong one") << u"40{\"pin\":\"1\"}"_s << refusal.arg(u"This PIN is wrong."_s);
    QTest::newRow("with the right one") << u"40{\"pin\":\"4711\"}"_s << u"40{\"sid\":"_s;
    QTest::newRow("with the right number") << u"40{\"pin\":4711}"_s << u"40{\"sid\":"_s;
}

void TestGuardedDoors::asksWithConnect()
{
    QFETCH(QString, connect);
    QFETCH(QString, answer);
    Client client(m_hub->webSocketUrl(u"/socket.io/?EIO=4&transport=websocket&pin=4711"_s));
    QTRY_COMPARE(client.received.size(), 1);
    client.socket.sendTextMessage(connect);
    QTRY_COMPARE(client.received.size(), 2);
    QVERIFY2(client.received.constLast().startsWith(answer), qPrintable(client.received.constLast()));
    // Refused is not thrown out: the person may try again.
    if (answer.startsWith(u"44"_s)) {
        client.socket.sendTextMessage(u"40{\"pin\":\"4711\"}"_s);
        QTRY_VERIFY(client.received.constLast().startsWith(u"40{\"sid\":"_s));
    }
}

void TestGuardedDoors::locksConnectToo()
{
    RunningHub hub(withPin());
    Client client(hub.webSocketUrl(u"/socket.io/?EIO=4&transport=websocket"_s));
    QTRY_COMPARE(client.received.size(), 1);
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < 5; ++i)
        client.socket.sendTextMessage(u"40{\"pin\":\"%1\"}"_s.arg(i));
    client.socket.sendTextMessage(u"40{\"pin\":\"4711\"}"_s);
    QTRY_COMPARE(client.received.size(), 7);
    const QJsonObject refusal = QJsonDocument::fromJson(client.received.constLast().mid(2).toUtf8()).object();
    const QJsonObject data = refusal.value(u"data"_s).toObject();
    QCOMPARE(data.value(u"code"_s), QJsonValue(u"pin_locked"_s));
    QVERIFY2(isWhatIsLeftOfTheLock(data.value(u"retryAfter"_s).toInt(), time),
             qPrintable(client.received.constLast()));
    QVERIFY(hub.hub.status().clients.isEmpty());
}

void TestGuardedDoors::askClientsOfEngineIo3()
{
    const QString path = u"/socket.io/?EIO=3&transport=websocket"_s;
    Client right(m_hub->webSocketUrl(path + u"&pin=4711"_s));
    QTRY_COMPARE(right.received.size(), 2);
    QCOMPARE(right.received.constLast(), u"40"_s);
    Client without(m_hub->webSocketUrl(path));
    QTRY_COMPARE(without.received.size(), 2);
    QVERIFY2(without.received.constLast().startsWith(u"44{\"code\":\"pin\""_s),
             qPrintable(without.received.constLast()));
}

void TestGuardedDoors::readsFloodsMoreSlowly_data()
{
    QTest::addColumn<bool>("isPlain");
    QTest::newRow("Socket.IO") << false;
    QTest::newRow("a plain WebSocket") << true;
}

void TestGuardedDoors::readsFloodsMoreSlowly()
{
    QFETCH(bool, isPlain);
    constexpr int messages = 260; // 60 more than may come at once
    RunningHub hub(guardedOptions());
    SocketIoClient receiver(hub);
    Client plain(hub.webSocketUrl(u"/ws"_s));
    SocketIoClient sender(hub);
    QTRY_VERIFY(receiver.isJoined() && sender.isJoined()
                && plain.socket.state() == QAbstractSocket::ConnectedState);
    QTRY_COMPARE(hub.hub.status().clients.size(), 3);
    qsizetype mostSlowed = 0; // of what is told of a time that passes whoever looks
    connect(&hub.hub, &Hub::statusChanged, &receiver.socket, [&mostSlowed](const HubStatus &status) {
        mostSlowed = std::max(mostSlowed, std::ranges::count_if(status.clients, &ClientStatus::isSlowed));
    });
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < messages; ++i) {
        if (isPlain)
            plain.socket.sendTextMessage(QString::number(i));
        else
            sender.socket.sendTextMessage(u"42[\"message\",\"%1\"]"_s.arg(i));
    }
    QTRY_COMPARE_WITH_TIMEOUT(receiver.events().size(), messages, patience);
    QVERIFY2(time.elapsed() >= 1100, QByteArray::number(time.elapsed()).constData()); // 60 at 50 a second
    QCOMPARE(mostSlowed, 1);
    for (int i = 0; i < messages; ++i)
        QVERIFY(receiver.events().at(i).contains(u"{\"message\":\"%1\""_s.arg(i)));
}

void TestGuardedDoors::limitsClientsPerAddress()
{
    Options options = guardedOptions();
    options.guard.maxPerAddress = 2;
    RunningHub hub(options);
    SocketIoClient first(hub);
    Client second(hub.webSocketUrl(u"/ws"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 2);
    const QByteArray poll = exchange(hub.port(), request("GET " + polling));
    QCOMPARE(statusOf(poll), 429);
    QVERIFY2(poll.contains("{\"code\":4,\"message\":\"Too many clients at your address"), poll.constData());
    QCOMPARE(statusOf(exchange(hub.port(), upgrade(webSocket))), 429);
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws"))), 429);
    QCOMPARE(statusOf(exchange(hub.port(), request("GET /"))), 200);
    const QList<Refusals> refused{{RefusalKind::TooManyClients, u"127.0.0.1"_s, {}, 3}};
    QTRY_COMPARE(hub.hub.status().refusals, refused);
    second.socket.close();
    QTRY_COMPARE(hub.hub.status().clients.size(), 1);
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws"))), 101);

    options.guard.limitLoopback = false;
    RunningHub unlimited(options);
    std::vector<std::unique_ptr<SocketIoClient>> clients;
    for (int i = 0; i < 4; ++i)
        clients.push_back(std::make_unique<SocketIoClient>(unlimited));
    QTRY_COMPARE(unlimited.hub.status().clients.size(), 4);
}

void TestGuardedDoors::clientsOfAllDoorsFillTheServer()
{
    Options options = guardedOptions();
    options.maxClients = 2;
    RunningHub hub(options);
    SocketIoClient first(hub);
    Client second(hub.webSocketUrl(u"/ws"_s));
    QTRY_COMPARE(hub.hub.status().clients.size(), 2);
    const QByteArray poll = exchange(hub.port(), request("GET " + polling));
    QCOMPARE(statusOf(poll), 403);
    QVERIFY2(poll.contains("{\"code\":4,\"message\":\"The server is full, try again later\"}"),
             poll.constData());
    const QByteArray refused = exchange(hub.port(), upgrade(webSocket));
    QCOMPARE(statusOf(refused), 400);
    QVERIFY2(refused.endsWith("The server is full, try again later"), refused.constData());
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws"))), 503);
    QCOMPARE(statusOf(exchange(hub.port(), request("GET /events"))), 503);
    // Who is in goes on.
    first.socket.sendTextMessage(u"421[\"history\",{}]"_s);
    QTRY_VERIFY(first.ack(1).value(u"ok"_s).toBool());
    second.socket.close();
    QTRY_COMPARE(hub.hub.status().clients.size(), 1);
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws"))), 101);
}

void TestGuardedDoors::believesItsProxy()
{
    Options options = withPin();
    options.guard.limitLoopback = false;
    options.guard.maxPerAddress = 1;
    options.guard.proxies = {QHostAddress::parseSubnet(u"127.0.0.1"_s)};
    RunningHub hub(options);
    const QByteArray bearer = "Authorization: Bearer 4711\r\n";
    const QByteArray forwarded = bearer
        + "X-Forwarded-For: 10.9.9.9, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"
          "X-Forwarded-Host: 203.0.113.1\r\nOrigin: https://203.0.113.1\r\n";
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), hub.port());
    QVERIFY(socket.waitForConnected());
    socket.write(upgrade("/ws", forwarded));
    QTRY_COMPARE(hub.hub.status().clients.size(), 1);
    QCOMPARE(hub.hub.status().clients.constFirst().address, u"203.0.113.7"_s);
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws", forwarded))), 429);
    // The proxy's own machine is not limited by it, and another client has a place of its own.
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws", bearer))), 101);
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws", bearer + "X-Forwarded-For: 203.0.113.8\r\n"))),
             101);
    // Over TLS as far as its client can see.
    const QByteArray cookie = exchange(hub.port(), request("POST /pin", forwarded + form, "pin=4711"));
    QVERIFY2(cookie.contains("; Secure"), cookie.constData());
    const QByteArray plainOrigin = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
                                   "X-Forwarded-Host: 203.0.113.1\r\nOrigin: http://203.0.113.1\r\n";
    QCOMPARE(statusOf(exchange(hub.port(), upgrade("/ws", bearer + plainOrigin))), 403);
}

QTEST_GUILESS_MAIN(TestGuardedDoors)
#include "tst_guardeddoors.moc"

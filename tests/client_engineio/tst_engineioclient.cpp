// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The client's side of an Engine.IO session over fake connections and a fake clock: which way it takes, how
// it learns the server's revision, the upgrade, both heartbeats. The forms of polling are in
// tst_clientpolling, conversations above Engine.IO in tst_socketioclient.

#include "client/engineio/engineioclient.h"
#include "client/engineio/transportupgrade.h"
#include "tests/support/clientfakes.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;
using confab::engineio::Revision;

namespace {

const QUrl endpoint(u"https://a:1/socket.io/?room=x"_s);
const QByteArray openNew(
    R"(0{"sid":"s+1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100})");
/// As servers of Socket.IO before 4.5 say it, 1 and 2 among them.
const QByteArray openOld(R"(0{"sid":"s","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":5000})");

QByteArray revision3Payload(const QByteArrayList &packets)
{
    QByteArray payload;
    for (const QByteArray &packet : packets)
        payload += QByteArray::number(packet.size()) + ':' + packet;
    return payload;
}

/// A client, and what it told.
struct World
{
    FakeTimers timers;
    FakeNetwork network;
    std::unique_ptr<EngineIoClient> client;
    QStringList told;

    explicit World(EngineIoOptions options = {}, bool hasHttp = true)
    {
        Network net = network.network();
        if (!hasHttp)
            net.makeHttp = nullptr;
        client = std::make_unique<EngineIoClient>(net, timers);
        QObject::connect(client.get(), &EngineIoClient::opened, client.get(),
                         [this] { told.append(u"open %1"_s.arg(int(client->revision()))); });
        QObject::connect(client.get(), &EngineIoClient::textReceived, client.get(),
                         [this](const QByteArray &utf8) { told.append(QString::fromUtf8(utf8)); });
        QObject::connect(client.get(), &EngineIoClient::binaryReceived, client.get(),
                         [this](const QByteArray &data) {
                             told.append(u"binary:"_s + QString::fromLatin1(data.toHex()));
                         });
        QObject::connect(client.get(), &EngineIoClient::upgraded, client.get(),
                         [this] { told.append(u"upgraded"_s); });
        QObject::connect(client.get(), &EngineIoClient::ended, client.get(),
                         [this](Problem problem, const QString &detail) {
                             told.append(u"ended %1 %2"_s.arg(int(problem)).arg(detail).trimmed());
                         });
        client->open(endpoint, options);
    }
    [[nodiscard]] FakeWire &wire() const { return network.wire(); }
    [[nodiscard]] FakeHttp &http() const { return network.http(); }
    QStringList takeTold() { return std::exchange(told, {}); }

    /// Polling first, up to the pong of the probe; a poll is pending.
    void probe()
    {
        http().answerGet(openNew);
        wire().open();
        takeTold();
        wire().takeSent();
        wire().receive("3probe");
    }
};

QString ended(Problem problem, const QString &detail = {})
{
    return u"ended %1 %2"_s.arg(int(problem)).arg(detail).trimmed();
}

} // namespace

class TestEngineIoClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAWebSocket();
    void fallsBackToPolling_data();
    void fallsBackToPolling();
    void doesNotFallBack_data();
    void doesNotFallBack();
    void waitsLongerWithoutPolling();
    void learnsTheRevision_data();
    void learnsTheRevision();
    void takesTheSilentServerForANewOne();
    void believesTheOptions();
    void seesTheRevisionOfAPoll_data();
    void seesTheRevisionOfAPoll();
    void upgrades();
    void holdsBackWhileUpgrading();
    void goesOnPollingWhenTheUpgradeFails_data();
    void goesOnPollingWhenTheUpgradeFails();
    void doesNotUpgrade_data();
    void doesNotUpgrade();
    void pingsWithRevision3();
    void waitsForThePong();
    void endsASilentSession_data();
    void endsASilentSession();
    void sendsBinaryInEveryRevision();
    void closesInEveryState_data();
    void closesInEveryState();
};

void TestEngineIoClient::opensAWebSocket()
{
    World w;
    QVERIFY(w.network.https.isEmpty());
    QCOMPARE(w.wire().url, QUrl(u"wss://a:1/socket.io/?room=x&EIO=4&transport=websocket"_s));
    w.wire().open();
    QVERIFY(w.told.isEmpty());
    w.client->sendText("too early");
    w.wire().receive(openNew);
    QCOMPARE(w.takeTold(), QStringList{u"open 4"_s});
    QVERIFY(w.client->isWebSocket());
    w.wire().receive("4h\xc3\xa9");
    w.wire().receiveBinary("\x04\x01");
    QCOMPARE(w.takeTold(), (QStringList{u"hé"_s, u"binary:0401"_s}));
    w.client->sendText("x");
    QCOMPARE(w.wire().takeSent(), QStringList{u"4x"_s});
}

void TestEngineIoClient::fallsBackToPolling_data()
{
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<bool>("afterHandshake");
    QTest::newRow("refused by a proxy") << Problem::TurnedAway << false;
    QTest::newRow("answered without an upgrade") << Problem::NotASocketIoServer << false;
    QTest::newRow("hung up") << Problem::HungUp << false;
    QTest::newRow("cut before the open packet") << Problem::Dropped << true;
    QTest::newRow("swallowed") << Problem::None << false;
    QTest::newRow("frames swallowed") << Problem::None << true;
}

void TestEngineIoClient::fallsBackToPolling()
{
    QFETCH(Problem, problem);
    QFETCH(bool, afterHandshake);
    World w;
    if (afterHandshake)
        w.wire().open();
    if (problem != Problem::None) {
        w.wire().end(problem);
    } else {
        w.timers.advance(EngineIoClient::webSocketPatience - 1ms);
        QVERIFY(w.network.https.isEmpty());
        w.timers.advance(1ms);
    }
    QVERIFY(w.wire().closedByClient);
    QCOMPARE(w.network.https.size(), 1);
    QVERIFY(w.http().gets.constFirst().toString().startsWith(
        u"https://a:1/socket.io/?room=x&EIO=4&transport=polling&t="_s));
    w.http().answerGet(openNew
                       + "\x1e"
                         "4hi");
    QCOMPARE(w.takeTold(), (QStringList{u"open 4"_s, u"hi"_s}));
    QVERIFY(!w.client->isWebSocket());
    // It has just been shown that no WebSocket passes: no upgrade.
    QCOMPARE(w.network.wires.size(), 1);
    QVERIFY(w.http().gets.constLast().query().contains(u"sid=s%2B1"_s));
}

void TestEngineIoClient::doesNotFallBack_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<bool>("hasHttp");
    QTest::addColumn<Problem>("problem");
    QTest::newRow("nobody listens") << Transports::Automatic << true << Problem::Refused;
    QTest::newRow("no such host") << Transports::Automatic << true << Problem::HostNotFound;
    QTest::newRow("no tls") << Transports::Automatic << true << Problem::TlsFailed;
    QTest::newRow("websocket only") << Transports::WebSocket << true << Problem::TurnedAway;
    QTest::newRow("no http") << Transports::Automatic << false << Problem::TurnedAway;
}

void TestEngineIoClient::doesNotFallBack()
{
    QFETCH(Transports, transports);
    QFETCH(bool, hasHttp);
    QFETCH(Problem, problem);
    World w({transports, {}}, hasHttp);
    w.wire().end(problem, u"why"_s);
    QCOMPARE(w.takeTold(), QStringList{ended(problem, u"why"_s)});
    QVERIFY(w.network.https.isEmpty());
    QCOMPARE(w.timers.pendingCount(), 0U);
}

void TestEngineIoClient::waitsLongerWithoutPolling()
{
    World w({Transports::WebSocket, {}});
    w.timers.advance(EngineIoClient::connectTimeout - 1ms);
    QVERIFY(w.told.isEmpty());
    w.timers.advance(1ms);
    QCOMPARE(w.takeTold(), QStringList{ended(Problem::TimedOut, u"no open packet"_s)});
    QVERIFY(w.wire().closedByClient);
}

void TestEngineIoClient::learnsTheRevision_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("connected unasked") << QByteArray("40") << QStringList{u"open 3"_s, u"0"_s};
    QTest::newRow("message") << QByteArray("42[]") << QStringList{u"open 4"_s, u"2[]"_s};
    QTest::newRow("ping") << QByteArray("2") << QStringList{u"open 4"_s};
    QTest::newRow("closed at once") << QByteArray(
        "1") << QStringList{u"open 4"_s, ended(Problem::Dropped, u"closed by the server"_s)};
}

void TestEngineIoClient::learnsTheRevision()
{
    QFETCH(QByteArray, first);
    QFETCH(QStringList, told);
    World w;
    w.wire().open();
    w.wire().receive(openOld);
    QVERIFY(w.told.isEmpty());
    w.wire().receive(first);
    QCOMPARE(w.takeTold(), told);
}

void TestEngineIoClient::takesTheSilentServerForANewOne()
{
    World w;
    w.wire().open();
    w.wire().receive(openOld);
    w.timers.advance(EngineIoClient::revisionWait - 1ms);
    QVERIFY(w.told.isEmpty());
    w.timers.advance(1ms);
    QCOMPARE(w.takeTold(), QStringList{u"open 4"_s});
    w.wire().receive("2");
    QCOMPARE(w.wire().takeSent(), QStringList{u"3"_s});
}

void TestEngineIoClient::believesTheOptions()
{
    for (const Revision revision : {Revision::V3, Revision::V4}) {
        World w({Transports::Automatic, revision});
        QVERIFY(w.wire().url.query().contains(u"EIO=%1&"_s.arg(int(revision))));
        w.wire().open();
        w.wire().receive(openOld);
        QCOMPARE(w.takeTold(), QStringList{u"open %1"_s.arg(int(revision))});
    }
}

void TestEngineIoClient::seesTheRevisionOfAPoll_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QStringList>("told");
    const QByteArray text = "text/plain; charset=UTF-8";
    QTest::newRow("revision 4, old server") << openOld << text << QStringList{u"open 4"_s};
    QTest::newRow("revision 3") << revision3Payload({openOld, "40"}) << text
                                << QStringList{u"open 3"_s, u"0"_s};
    QByteArray binary("\0\x07\x07\xff", 4);
    binary += openOld;
    QCOMPARE(openOld.size(), 77);
    QTest::newRow("revision 3, binary")
        << binary << QByteArray("application/octet-stream") << QStringList{u"open 3"_s};
    QTest::newRow("a page") << QByteArray("<!doctype html>") << QByteArray("text/html")
                            << QStringList{ended(Problem::NotASocketIoServer, u"malformed payload"_s)};
    QTest::newRow("empty") << QByteArray() << text
                           << QStringList{ended(Problem::NotASocketIoServer, u"malformed payload"_s)};
    QTest::newRow("something else") << QByteArray("5:42[]0") << text
                                    << QStringList{ended(Problem::NotASocketIoServer, u"no open packet"_s)};
}

void TestEngineIoClient::seesTheRevisionOfAPoll()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    QFETCH(QStringList, told);
    World w({Transports::Polling, {}});
    w.http().answerGet(body, contentType);
    QCOMPARE(w.takeTold(), told);
}

void TestEngineIoClient::upgrades()
{
    World w({Transports::PollingFirst, {}});
    QVERIFY(w.network.wires.isEmpty());
    w.http().answerGet(openNew);
    QCOMPARE(w.takeTold(), QStringList{u"open 4"_s});
    QCOMPARE(w.wire().url, QUrl(u"wss://a:1/socket.io/?room=x&EIO=4&transport=websocket&sid=s%2B1"_s));
    w.client->sendText("by post");
    QCOMPARE(w.http().posts, QList<QByteArray>{"4by post"});
    w.wire().open();
    QCOMPARE(w.wire().takeSent(), QStringList{u"2probe"_s});
    w.wire().receive("3probe");
    w.client->sendText("held");
    QVERIFY(w.wire().sent.isEmpty());
    w.http().answerGet("4last poll\x1e"
                       "6");
    QVERIFY(!w.http().isGetting); // no poll after that
    QVERIFY(w.wire().sent.isEmpty()); // something is still being posted
    w.http().answerPost();
    QCOMPARE(w.wire().takeSent(), (QStringList{u"5"_s, u"4held"_s}));
    QCOMPARE(w.takeTold(), (QStringList{u"last poll"_s, u"upgraded"_s}));
    QVERIFY(w.client->isWebSocket());
    QVERIFY(w.http().last.isEmpty()); // the session is not closed
    w.wire().receive("4by frame");
    w.client->sendText("too");
    QCOMPARE(w.takeTold(), QStringList{u"by frame"_s});
    QCOMPARE(w.wire().takeSent(), QStringList{u"4too"_s});
}

void TestEngineIoClient::holdsBackWhileUpgrading()
{
    World w({Transports::PollingFirst, {}});
    w.probe();
    // A ping that came by the last poll is answered, in its order, by the WebSocket.
    w.client->sendText("1");
    w.http().answerGet("2");
    QCOMPARE(w.wire().takeSent(), (QStringList{u"5"_s, u"41"_s, u"3"_s}));
}

void TestEngineIoClient::goesOnPollingWhenTheUpgradeFails_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"refused", "never opens", "another packet", "cut while pausing", "no noop"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestEngineIoClient::goesOnPollingWhenTheUpgradeFails()
{
    QFETCH(QString, how);
    World w({Transports::PollingFirst, {}});
    w.http().answerGet(openNew);
    if (how == u"refused"_s) {
        w.wire().end(Problem::TurnedAway);
    } else if (how == u"never opens"_s) {
        w.timers.advance(TransportUpgrade::timeout);
    } else if (how == u"another packet"_s) {
        w.wire().open();
        w.wire().receive("6");
    } else {
        w.wire().open();
        w.wire().receive("3probe");
        w.client->sendText("held");
        QVERIFY(w.http().posts.isEmpty());
        if (how == u"cut while pausing"_s)
            w.wire().end(Problem::Dropped);
        else
            w.timers.advance(TransportUpgrade::timeout);
        QCOMPARE(w.http().posts, QList<QByteArray>{"4held"});
        w.http().answerPost();
    }
    QVERIFY(w.wire().closedByClient || how == u"refused"_s || how == u"cut while pausing"_s);
    w.takeTold();
    w.http().answerGet("4a");
    QVERIFY(w.http().isGetting);
    QCOMPARE(w.takeTold(), QStringList{u"a"_s});
    w.client->sendText("b");
    QCOMPARE(w.http().posts.constLast(), QByteArray("4b"));
    QVERIFY(!w.client->isWebSocket());
}

void TestEngineIoClient::doesNotUpgrade_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<QByteArray>("open");
    QTest::newRow("polling only") << Transports::Polling << openNew;
    QByteArray none = openNew;
    none.replace(R"(["websocket"])", "[]");
    QTest::newRow("server has none") << Transports::PollingFirst << none;
}

void TestEngineIoClient::doesNotUpgrade()
{
    QFETCH(Transports, transports);
    QFETCH(QByteArray, open);
    World w({transports, {}});
    w.http().answerGet(open);
    QCOMPARE(w.takeTold(), QStringList{u"open 4"_s});
    QVERIFY(w.network.wires.isEmpty());
}

void TestEngineIoClient::pingsWithRevision3()
{
    World w;
    w.wire().open();
    w.wire().receive(openOld);
    w.wire().receive("40");
    for (int i = 0; i < 3; ++i) {
        w.timers.advance(24999ms);
        QVERIFY(w.wire().sent.isEmpty());
        w.timers.advance(1ms);
        QCOMPARE(w.wire().takeSent(), QStringList{u"2"_s});
        w.wire().receive("3");
    }
    QVERIFY(w.client->isOpen());
}

void TestEngineIoClient::waitsForThePong()
{
    World w;
    w.wire().open();
    w.wire().receive(openOld);
    w.wire().receive("40");
    w.timers.advance(20s);
    w.wire().receive("42[]"); // a sign of life, but none that answers the ping
    w.takeTold();
    w.timers.advance(5s + 4999ms);
    QVERIFY(w.told.isEmpty());
    w.timers.advance(1ms);
    QCOMPARE(w.takeTold(), QStringList{ended(Problem::Dropped, u"ping timeout"_s)});
    QCOMPARE(w.timers.pendingCount(), 0U);
}

void TestEngineIoClient::endsASilentSession_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::newRow("websocket") << Transports::WebSocket;
    QTest::newRow("polling") << Transports::Polling;
}

void TestEngineIoClient::endsASilentSession()
{
    QFETCH(Transports, transports);
    World w({transports, {}});
    if (transports == Transports::Polling) {
        w.http().answerGet(openNew);
    } else {
        w.wire().open();
        w.wire().receive(openNew);
    }
    w.takeTold();
    w.timers.advance(45s - 1ms);
    QVERIFY(w.told.isEmpty());
    w.timers.advance(1ms);
    QCOMPARE(w.takeTold(), QStringList{ended(Problem::Dropped, u"ping timeout"_s)});
}

void TestEngineIoClient::sendsBinaryInEveryRevision()
{
    for (const Revision revision : {Revision::V3, Revision::V4}) {
        World ws({Transports::WebSocket, revision});
        ws.wire().open();
        ws.wire().receive(openOld);
        ws.client->sendBinary("\x01");
        QCOMPARE(ws.wire().takeSent(),
                 QStringList{revision == Revision::V3 ? u"binary:0401"_s : u"binary:01"_s});

        World polling({Transports::Polling, revision});
        polling.http().answerGet(revision == Revision::V3 ? revision3Payload({openOld}) : openOld);
        polling.client->sendBinary("\x01");
        QCOMPARE(polling.http().posts, QList<QByteArray>{revision == Revision::V3 ? "6:b4AQ==" : "bAQ=="});
    }
}

void TestEngineIoClient::closesInEveryState_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<int>("steps");
    for (int steps = 0; steps <= 4; ++steps) {
        QTest::addRow("websocket, %d", steps) << Transports::Automatic << steps;
        QTest::addRow("polling, %d", steps) << Transports::PollingFirst << steps;
    }
}

void TestEngineIoClient::closesInEveryState()
{
    QFETCH(Transports, transports);
    QFETCH(int, steps);
    World w({transports, {}});
    const bool isPolling = transports == Transports::PollingFirst;
    const std::array<std::function<void()>, 4> polling{
        [&] { w.http().answerGet(openNew); }, [&] { w.wire().open(); }, [&] { w.wire().receive("3probe"); },
        [&] { w.http().answerGet("6"); }};
    const std::array<std::function<void()>, 4> webSocket{
        [&] { w.wire().open(); }, [&] { w.wire().receive(openOld); }, [&] { w.wire().receive("40"); },
        [&] { w.wire().receive("42[]"); }};
    for (int i = 0; i < steps; ++i)
        (isPolling ? polling : webSocket).at(size_t(i))();
    w.takeTold();
    w.client->close();
    QVERIFY(w.told.isEmpty());
    QCOMPARE(w.timers.pendingCount(), 0U);
    for (const auto &wire : std::as_const(w.network.wires)) {
        QVERIFY(wire->closedByClient);
        wire->receive("4late");
    }
    for (const auto &http : std::as_const(w.network.https)) {
        QVERIFY(http->closedByClient || steps == 4);
        QCOMPARE(http->last, steps > 0 && steps < 4 ? QByteArray("1") : QByteArray());
    }
    QVERIFY(w.told.isEmpty());
}

QTEST_GUILESS_MAIN(TestEngineIoClient)
#include "tst_engineioclient.moc"

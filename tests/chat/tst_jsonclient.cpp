// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat at /ws: the subprotocol confab.v1.json under the rules of Socket.IO's clients, and bare texts
// beside it.

#include "server/chat/jsonclient.h"
#include "tests/chat/chatworld.h"

#include <QTest>

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestJsonClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ChatWorld>(); }
    void cleanup() { m_world.reset(); }

    void isOfferedAmongOthers_data();
    void isOfferedAmongOthers();
    void talksWithEverybody();
    void hasTheSameEvents();
    void answersOnlyWhatIsAsked();
    void malformedTextsAreAnEvent_data();
    void malformedTextsAreAnEvent();
    void aRefusalWithoutAnAckIsAnEvent();
    void binaryCloses();
    void anAnswerToWhoHasGoneIsDropped();
    void isShownAsWhatItIs();
    void mayBeLongerThanABareText();

private:
    std::unique_ptr<ChatWorld> m_world;
};

void TestJsonClient::isOfferedAmongOthers_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isOffered");
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("alone") << QByteArray("confab.v1.json") << true;
    QTest::newRow("among others") << QByteArray("chat , confab.v1.json,x") << true;
    QTest::newRow("another") << QByteArray("confab.v1.jsonx") << false;
    QTest::newRow("in capitals") << QByteArray("CONFAB.V1.JSON") << false;
}

void TestJsonClient::isOfferedAmongOthers()
{
    QFETCH(QByteArray, header);
    http::RequestHead head{"GET", "/ws", 1, {}};
    if (!header.isEmpty())
        head.headers.add("Sec-WebSocket-Protocol", header);
    QTEST(chat::offersJson(head), "isOffered");
    head.headers = {{"sec-websocket-protocol", "chat"}, {"SEC-WEBSOCKET-PROTOCOL", header}};
    QTEST(chat::offersJson(head), "isOffered");
}

void TestJsonClient::talksWithEverybody()
{
    auto json = m_world->json();
    auto other = m_world->json();
    auto stock = m_world->stock();
    const auto bare = m_world->webSocket();
    QCOMPARE(json.ask(u"message"_s, R"("from json")").value(u"seq"_s).toInteger(), 1);
    bare->text("from bare");
    QCOMPARE(stock.texts(), (QStringList{u"from json"_s, u"from bare"_s}));
    (void)stock.ask(u"message"_s, R"("from stock")");
    QCOMPARE(json.texts(), (QStringList{u"from bare"_s, u"from stock"_s}));
    QCOMPARE(other.texts(), (QStringList{u"from json"_s, u"from bare"_s, u"from stock"_s}));
    QCOMPARE(bare->texts, (QList<QByteArray>{"from json", "from stock"}));
    // The same object as over Socket.IO.
    QCOMPARE(other.events(u"message"_s).constFirst(), stock.events(u"message"_s).constFirst());
}

void TestJsonClient::hasTheSameEvents()
{
    auto ana = m_world->json();
    auto ben = m_world->greeted(R"({"name":"Ben","rooms":["lobby","den"]})");
    const QCborMap hello = ana.ask(u"hello"_s, R"({"name":"Ana","rooms":["den"]})");
    QCOMPARE(hello.value(u"you"_s).toMap().value(u"name"_s).toString(), u"Ana"_s);
    QCOMPARE(hello.value(u"rooms"_s).toArray().at(0).toMap().value(u"count"_s).toInteger(), 2);
    QVERIFY(ana.ask(u"presence"_s, R"({"room":"den","on":true})").value(u"ok"_s).toBool());
    (void)ben.ask(u"message"_s, R"("lobby")");
    (void)ben.ask(u"message"_s, R"({"text":"den","room":"den"})");
    (void)ben.ask(u"typing"_s, R"({"room":"den"})");
    (void)ben.ask(u"rename"_s, R"({"name":"Benno"})");
    m_world->timers().advance(1s);
    QCOMPARE(ana.ask(u"history"_s, R"({"room":"den"})").value(u"messages"_s).toArray().size(), 1);
    QCOMPARE(ana.texts(), QStringList{u"den"_s});
    QCOMPARE(ana.events(u"typing"_s).size(), 1);
    QCOMPARE(names(ana.events(u"presence"_s).constLast().value(u"renamed"_s)), QStringList{u"Benno"_s});
    QVERIFY(ana.ask(u"typing"_s, R"({"room":"den"})").value(u"ok"_s).toBool());
    QCOMPARE(ben.events(u"typing"_s).size(), 1);
    QCOMPARE(ana.ask(u"rename"_s, R"({"name":"Anna"})").value(u"ok"_s).toBool(), true);
    QCOMPARE(ana.ask(u"message"_s, R"("lobby")").value(u"error"_s).toString(), u"no_room"_s);
    QCOMPARE(ana.ask(u"levitate"_s, "{}").value(u"error"_s).toString(), u"unknown_event"_s);
}

void TestJsonClient::answersOnlyWhatIsAsked()
{
    auto ana = m_world->json();
    ana.probe().text(R"({"event":"message","data":"hi"})");
    ana.probe().text(R"({"event":"message","data":"hi","ack":0})");
    QTRY_COMPARE(ana.heardSoFar().size(), 1);
    QCOMPARE(ana.heardSoFar().constFirst().ack, 0);
    QCOMPARE(ana.heardSoFar().constFirst().data.value(u"seq"_s).toInteger(), 2);
}

void TestJsonClient::malformedTextsAreAnEvent_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("half of it") << QByteArray(R"({"event":)");
    QTest::newRow("an array") << QByteArray(R"(["message","hi"])");
    QTest::newRow("no event") << QByteArray(R"({"data":"hi"})");
    QTest::newRow("a number as event") << QByteArray(R"({"event":1})");
    QTest::newRow("a text as ack") << QByteArray(R"({"event":"message","data":"hi","ack":"1"})");
    QTest::newRow("a fraction as ack") << QByteArray(R"({"event":"message","data":"hi","ack":1.5})");
    QTest::newRow("too deep") << QByteArray(R"({"event":"message","data":)") + QByteArray(100, '[')
            + QByteArray(100, ']') + '}';
}

void TestJsonClient::malformedTextsAreAnEvent()
{
    QFETCH(QByteArray, text);
    auto ana = m_world->json();
    ana.probe().text(text);
    QCOMPARE(ana.heardSoFar().size(), 1);
    const Heard heard = ana.heardSoFar().constFirst();
    QCOMPARE(heard.event, u"error"_s);
    QCOMPARE(heard.data.value(u"error"_s).toString(), u"bad_request"_s);
    QVERIFY(!ana.probe().closeCode);
    QVERIFY(ana.ask(u"message"_s, R"("still here")").value(u"ok"_s).toBool());
}

void TestJsonClient::aRefusalWithoutAnAckIsAnEvent()
{
    auto ana = m_world->json();
    ana.probe().text(R"({"event":"message","data":5})");
    QCOMPARE(ana.heardSoFar().size(), 1);
    QCOMPARE(ana.heardSoFar().constFirst().event, u"error"_s);
}

void TestJsonClient::binaryCloses()
{
    auto ana = m_world->json();
    ana.probe().binary("x");
    QCOMPARE(ana.probe().closeCode, std::optional<quint16>(1003));
}

void TestJsonClient::anAnswerToWhoHasGoneIsDropped()
{
    auto ana = m_world->json();
    auto ben = m_world->stock();
    (void)ana.say(u"message"_s, R"("last words")");
    (void)ana.say(u"hello"_s, "{}");
    ana.probe().end(1006);
    QVERIFY(ana.probe().destroyed);
    QCOMPARE(ben.texts(), QStringList{u"last words"_s}); // the sanitizer sees what the answer touches
}

void TestJsonClient::isShownAsWhatItIs()
{
    auto json = m_world->json();
    const auto bare = m_world->webSocket();
    (void)json.ask(u"hello"_s, R"({"name":"Ana","rooms":["lobby","den"]})");
    const QList<chat::ClientStatus> clients = m_world->plainDoor.clients();
    QCOMPARE(clients.size(), 2);
    for (const chat::ClientStatus &client : clients) {
        const bool isJson = client.transport == chat::Transport::JsonWebSocket;
        QCOMPARE(client.room, isJson ? u"lobby, den"_s : u"lobby"_s);
        QCOMPARE(client.name == u"Ana"_s, isJson);
    }
}

void TestJsonClient::mayBeLongerThanABareText()
{
    http::RequestHead head{"GET", "/ws", 1, {}};
    QCOMPARE(chat::PlainDoor::messageLimit(head, 1000000), chat::maximumTextBytes);
    head.headers.add("Sec-WebSocket-Protocol", "confab.v1.json");
    QCOMPARE(chat::PlainDoor::messageLimit(head, 1000000), 1000000);
}

QTEST_GUILESS_MAIN(TestJsonClient)
#include "tst_jsonclient.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat over Socket.IO on a fake wire: who gets what, in which order, and what is refused.

#include "server/log/sqlitestore.h"
#include "tests/chat/chatworld.h"

#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ChatWorld>(); }
    void cleanup() { m_world.reset(); }

    void aBareClientGetsMessagesOnly();
    void aPersonsOtherWindowsGetTheMessage();
    void anIdIsGoodForOneMessageOfAPerson();
    void anIdIsRememberedAcrossARestart();
    void acksComeInOrderWithTheBroadcasts();
    void helloTellsOfGaps_data();
    void helloTellsOfGaps();
    void helloWithoutATokenStaysThePersonThatItWas();
    void aPersonHasOneNameInEveryWindow();
    void leavingARoomEndsWhatComesFromIt();
    void historyReadsBothWays();
    void refuses_data();
    void refuses();
    void typingReachesTheOthersWhoSaidHello();
    void typingIsPassedOnOncePerThreeSeconds();
    void typingComesInOrderWithTheMessages();

private:
    std::unique_ptr<ChatWorld> m_world;
};

void TestConversation::aBareClientGetsMessagesOnly()
{
    auto bare = m_world->stock();
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    (void)ben.ask(u"presence"_s, R"({"on":true})");
    (void)ana.ask(u"typing"_s, "{}");
    (void)ana.ask(u"rename"_s, R"({"name":"Anna"})");
    m_world->timers().advance(2s);
    (void)ana.ask(u"message"_s, R"({"text":"rich","id":"a1"})");
    bare.emitBare("\"bare\"");
    QCOMPARE(ana.texts(), QStringList{u"bare"_s});
    QCOMPARE(ben.texts(), (QStringList{u"rich"_s, u"bare"_s}));
    QVERIFY(!ben.events(u"typing"_s).isEmpty() && !ben.events(u"presence"_s).isEmpty());
    QCOMPARE(bare.texts(), QStringList{u"rich"_s});
    for (const Heard &heard : bare.heardSoFar())
        QVERIFY(heard.ack >= 0 || heard.event == u"message"_s);
}

void TestConversation::aPersonsOtherWindowsGetTheMessage()
{
    const QByteArray hello = R"({"name":"Ana","token":"0123456789abcdef"})";
    auto first = m_world->greeted(hello);
    auto second = m_world->greeted(hello);
    // The third shows the token with CONNECT and says nothing else.
    auto third = m_world->stock(R"({"token":"0123456789abcdef"})");
    (void)first.ask(u"message"_s, R"("hi")");
    QCOMPARE(first.texts(), QStringList());
    QCOMPARE(second.texts(), QStringList{u"hi"_s});
    QCOMPARE(third.texts(), QStringList{u"hi"_s});
    (void)third.ask(u"message"_s, R"("there")");
    const QCborMap from = first.events(u"message"_s).constFirst().value(u"from"_s).toMap();
    QCOMPARE(from, second.events(u"message"_s).constFirst().value(u"from"_s).toMap());
    QCOMPARE(from.value(u"name"_s).toString(), u"Ana"_s);
}

void TestConversation::anIdIsGoodForOneMessageOfAPerson()
{
    const QByteArray hello = R"({"token":"0123456789abcdef"})";
    auto first = m_world->greeted(hello);
    auto second = m_world->greeted(hello);
    auto other = m_world->greeted(R"({"name":"Ben"})");
    const QByteArray message = R"({"text":"hi","id":"m1"})";
    const QCborMap ack = first.ask(u"message"_s, message);
    QCOMPARE(ack.value(u"seq"_s).toInteger(), 1);
    QCOMPARE(first.ask(u"message"_s, message), ack);
    QCOMPARE(second.ask(u"message"_s, message), ack);
    QCOMPARE(other.ask(u"message"_s, message).value(u"seq"_s).toInteger(), 2);
    QCOMPARE(second.texts().size(), 2);
    QCOMPARE(other.texts().size(), 1);
}

void TestConversation::anIdIsRememberedAcrossARestart()
{
    QTemporaryDir folder;
    const auto restart = [&] {
        m_world.reset();
        m_world = std::make_unique<ChatWorld>([path = folder.filePath(u"log.db"_s)](log::EpochChoice choice)
                                                  -> Result<std::unique_ptr<log::Store>, log::StoreError> {
            auto store = log::SqliteStore::open(path, choice, 50);
            if (!store)
                return Failure{store.error()};
            return std::unique_ptr<log::Store>(*std::move(store));
        });
    };
    const QByteArray message = R"({"text":"hi","id":"m1"})";
    const QByteArray hello = R"({"token":"0123456789abcdef"})";
    restart();
    const QCborMap ack = m_world->greeted(hello).ask(u"message"_s, message);
    QVERIFY(ack.value(u"ok"_s).toBool());
    restart();
    auto ben = m_world->stock();
    QCOMPARE(m_world->greeted(hello).ask(u"message"_s, message), ack);
    QCOMPARE(ben.texts(), QStringList());
}

void TestConversation::acksComeInOrderWithTheBroadcasts()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    ana.forget();
    for (int i = 0; i < 100; ++i) {
        (void)ana.say(u"message"_s, R"("a")");
        (void)ben.say(u"message"_s, R"("b")");
    }
    QCOMPARE(ana.texts().size(), 100);
    QList<qint64> seqs; // of others' messages and of acknowledgements, as they came
    for (const Heard &heard : ana.heardSoFar()) {
        if (const QCborValue seq = heard.data.value(u"seq"_s); seq.isInteger())
            seqs.append(seq.toInteger());
    }
    QCOMPARE(seqs.size(), 200);
    for (qsizetype i = 0; i < seqs.size(); ++i)
        QCOMPARE(seqs.at(i), i + 1);
}

void TestConversation::helloTellsOfGaps_data()
{
    QTest::addColumn<QString>("epoch"); // "%1" is the log's
    QTest::addColumn<int>("seq");
    QTest::addColumn<bool>("gap");
    QTest::addColumn<QList<qint64>>("numbers");
    const auto upTo60From = [](qint64 from) {
        QList<qint64> numbers;
        for (qint64 seq = from; seq <= 60; ++seq)
            numbers.append(seq);
        return numbers;
    };
    QTest::newRow("nothing missed") << u"%1"_s << 60 << false << QList<qint64>();
    QTest::newRow("one missed") << u"%1"_s << 59 << false << upTo60From(60);
    QTest::newRow("a page missed") << u"%1"_s << 10 << false << upTo60From(11);
    QTest::newRow("more than a page missed") << u"%1"_s << 9 << true << upTo60From(11);
    QTest::newRow("beyond the head") << u"%1"_s << 61 << true << upTo60From(11);
    QTest::newRow("another epoch") << u"other"_s << 59 << true << upTo60From(11);
}

void TestConversation::helloTellsOfGaps()
{
    QFETCH(QString, epoch);
    QFETCH(int, seq);
    auto ana = m_world->stock();
    for (int i = 0; i < 60; ++i)
        (void)ana.say(u"message"_s, R"("hi")");
    const QString its = ana.ask(u"history"_s, "{}").value(u"epoch"_s).toString();
    QVERIFY(!its.isEmpty());
    auto ben = m_world->stock();
    const QByteArray since = "{\"since\":{\"lobby\":{\"epoch\":\"" + epoch.replace(u"%1"_s, its).toUtf8()
        + "\",\"seq\":" + QByteArray::number(seq) + "}}}";
    const QCborMap answer = ben.ask(u"hello"_s, since);
    QCOMPARE(answer.value(u"epoch"_s).toString(), its);
    const QCborMap room = answer.value(u"rooms"_s).toArray().at(0).toMap();
    QCOMPARE(room.value(u"room"_s).toString(), u"lobby"_s);
    QCOMPARE(room.value(u"head"_s).toInteger(), 60);
    QCOMPARE(room.value(u"count"_s).toInteger(), 2);
    QTEST(room.value(u"gap"_s).toBool(), "gap");
    QTEST(numbers(room.value(u"messages"_s).toArray()), "numbers");
}

void TestConversation::helloWithoutATokenStaysThePersonThatItWas()
{
    auto ana = m_world->stock();
    const QCborMap first = ana.ask(u"hello"_s, R"({"name":"Ana"})");
    const QCborMap second = ana.ask(u"hello"_s, R"({"rooms":["den"]})");
    QCOMPARE(second.value(u"you"_s), first.value(u"you"_s));
    QCOMPARE(second.value(u"token"_s), first.value(u"token"_s));
    QVERIFY(first.value(u"token"_s).toString().size() >= 16);
}

void TestConversation::aPersonHasOneNameInEveryWindow()
{
    auto first = m_world->greeted(R"({"name":"Ana","token":"0123456789abcdef"})");
    auto second = m_world->stock();
    const auto nameOf = [](const QCborMap &answer) {
        return answer.value(u"you"_s).toMap().value(u"name"_s).toString();
    };
    // A window that gives no name has that of the others, and a new name is that of all.
    QCOMPARE(nameOf(second.ask(u"hello"_s, R"({"token":"0123456789abcdef"})")), u"Ana"_s);
    (void)second.ask(u"hello"_s, R"({"name":"Anna","token":"0123456789abcdef"})");
    (void)first.ask(u"message"_s, R"("hi")");
    const QCborMap message = second.events(u"message"_s).constLast();
    QCOMPARE(message.value(u"from"_s).toMap().value(u"name"_s).toString(), u"Anna"_s);
}

void TestConversation::leavingARoomEndsWhatComesFromIt()
{
    auto ana = m_world->greeted(R"({"name":"Ana","rooms":["lobby","den"]})");
    auto ben = m_world->greeted(R"({"name":"Ben","rooms":["lobby","den"]})");
    (void)ben.ask(u"presence"_s, R"({"room":"den","on":true})");
    (void)ben.ask(u"hello"_s, R"({"rooms":["lobby"]})");
    (void)ana.ask(u"message"_s, R"({"text":"in the den","room":"den"})");
    (void)ana.ask(u"message"_s, R"({"text":"in the lobby"})");
    (void)ana.ask(u"typing"_s, R"({"room":"den"})");
    (void)ana.ask(u"hello"_s, R"({"rooms":["lobby"]})");
    m_world->timers().advance(2s);
    QCOMPARE(ben.texts(), QStringList{u"in the lobby"_s});
    QVERIFY(ben.events(u"typing"_s).isEmpty() && ben.events(u"presence"_s).isEmpty());
    QCOMPARE(ben.ask(u"history"_s, R"({"room":"den"})").value(u"error"_s).toString(), u"no_room"_s);
}

void TestConversation::historyReadsBothWays()
{
    auto ana = m_world->stock();
    for (int i = 0; i < 60; ++i)
        (void)ana.say(u"message"_s, R"("hi")");
    const auto read = [&](const QByteArray &json) { return ana.ask(u"history"_s, json); };
    const auto seqs = [](const QCborMap &page) { return numbers(page.value(u"messages"_s).toArray()); };

    const QCborMap back = read(R"({"room":"lobby","before":5,"limit":2})");
    QCOMPARE(seqs(back), (QList<qint64>{3, 4}));
    QCOMPARE(back.value(u"more"_s).toBool(), true);
    QCOMPARE(back.value(u"ok"_s).toBool(), true);
    QCOMPARE(back.value(u"room"_s).toString(), u"lobby"_s);
    QCOMPARE(back.value(u"head"_s).toInteger(), 60);
    QCOMPARE(back.value(u"oldest"_s).toInteger(), 1);
    QCOMPARE(seqs(read(R"({"before":3})")), (QList<qint64>{1, 2}));
    QCOMPARE(read(R"({"before":3})").value(u"more"_s).toBool(true), false);

    const QCborMap forth = read(R"({"after":3,"limit":2})");
    QCOMPARE(seqs(forth), (QList<qint64>{4, 5}));
    QCOMPARE(forth.value(u"more"_s).toBool(), true);
    QCOMPARE(seqs(read(R"({"after":58})")), (QList<qint64>{59, 60}));
    QCOMPARE(seqs(read(R"({"after":60})")), QList<qint64>());
    QCOMPARE(seqs(read(R"({"after":9007199254740991})")), QList<qint64>());

    QCOMPARE(seqs(read("{}")).size(), 50); // the newest
    QCOMPARE(seqs(read("{}")).constLast(), 60);
    QCOMPARE(seqs(read(R"({"limit":200})")).size(), 60);
}

void TestConversation::refuses_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QString &event, const QByteArray &json,
                        const QString &error = u"bad_request"_s) {
        QTest::newRow(name) << event << json << error;
    };
    row("history of another room", u"history"_s, R"({"room":"den"})", u"no_room"_s);
    row("history of no room", u"history"_s, R"({"room":"a b"})");
    row("history in both directions", u"history"_s, R"({"before":3,"after":1})");
    row("history before less than nothing", u"history"_s, R"({"before":-1})");
    row("history before a fraction", u"history"_s, R"({"before":1.5})");
    row("history after a text", u"history"_s, R"({"after":"1"})");
    row("history after null", u"history"_s, R"({"after":null})");
    row("history of none", u"history"_s, R"({"limit":0})");
    row("history of too many", u"history"_s, R"({"limit":201})");
    row("history of a text", u"history"_s, R"("lobby")");
    row("typing in another room", u"typing"_s, R"({"room":"den"})", u"no_room"_s);
    row("typing in a number", u"typing"_s, R"({"room":7})");
    row("typing a text", u"typing"_s, R"("lobby")");
    row("presence of another room", u"presence"_s, R"({"room":"den","on":true})", u"no_room"_s);
    row("presence neither on nor off", u"presence"_s, R"({"room":"lobby"})");
    row("presence on by a number", u"presence"_s, R"({"on":1})");
    row("an event of tomorrow", u"levitate"_s, "{}", u"unknown_event"_s);
}

void TestConversation::refuses()
{
    QFETCH(QString, event);
    QFETCH(QByteArray, json);
    auto ana = m_world->stock();
    const QCborMap answer = ana.ask(event, json);
    QCOMPARE(answer.value(u"ok"_s).toBool(true), false);
    QTEST(answer.value(u"error"_s).toString(), "error");
    QVERIFY(!answer.value(u"detail"_s).toString().isEmpty());
    QVERIFY(ana.ask(u"message"_s, R"("still here")").value(u"ok"_s).toBool());
}

void TestConversation::typingReachesTheOthersWhoSaidHello()
{
    const QByteArray hello = R"({"name":"Ana","token":"0123456789abcdef"})";
    auto ana = m_world->greeted(hello);
    auto window = m_world->greeted(hello);
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    auto elsewhere = m_world->greeted(R"({"name":"Eve","rooms":["den"]})");
    auto bare = m_world->stock();
    QVERIFY(ana.ask(u"typing"_s, R"({"room":"lobby"})").value(u"ok"_s).toBool());
    QCOMPARE(ben.events(u"typing"_s).size(), 1);
    const QCborMap typing = ben.events(u"typing"_s).constFirst();
    QCOMPARE(typing.value(u"room"_s).toString(), u"lobby"_s);
    QCOMPARE(typing.value(u"from"_s).toMap().value(u"name"_s).toString(), u"Ana"_s);
    QCOMPARE(window.events(u"typing"_s).size(), 1);
    QCOMPARE(ana.events(u"typing"_s).size(), 0);
    QCOMPARE(bare.events(u"typing"_s).size(), 0);
    (void)elsewhere.ask(u"history"_s, R"({"room":"den"})");
    for (const Heard &heard : elsewhere.heardSoFar())
        QVERIFY(heard.ack >= 0);
    // It leaves no trace.
    QCOMPARE(ana.ask(u"history"_s, "{}").value(u"head"_s).toInteger(-1), 0);
}

void TestConversation::typingIsPassedOnOncePerThreeSeconds()
{
    const QByteArray hello = R"({"name":"Ana","token":"0123456789abcdef"})";
    auto ana = m_world->greeted(hello);
    auto window = m_world->greeted(hello);
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    auto eve = m_world->greeted(R"({"name":"Eve"})");
    for (auto *client : {&ana, &ana, &window, &eve})
        QVERIFY(client->ask(u"typing"_s, "{}").value(u"ok"_s).toBool());
    QCOMPARE(ben.events(u"typing"_s).size(), 2); // Ana once, Eve once
    m_world->timers().advance(2999ms);
    (void)ana.ask(u"typing"_s, "{}");
    QCOMPARE(ben.events(u"typing"_s).size(), 2);
    m_world->timers().advance(1ms);
    (void)ana.ask(u"typing"_s, "{}");
    QCOMPARE(ben.events(u"typing"_s).size(), 3);
}

void TestConversation::typingComesInOrderWithTheMessages()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    ben.forget();
    (void)ana.say(u"message"_s, R"("one")");
    (void)ana.say(u"typing"_s, "{}");
    (void)ana.say(u"message"_s, R"("two")");
    QCOMPARE(ben.texts().size(), 2);
    QStringList order;
    for (const Heard &heard : ben.heardSoFar()) {
        if (heard.ack < 0)
            order.append(heard.event);
    }
    QCOMPARE(order, (QStringList{u"message"_s, u"typing"_s, u"message"_s}));
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"

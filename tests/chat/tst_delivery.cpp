// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was stored together reaches each client at once, and in the order in which it would have come one by
// one: the others' messages and the own acknowledgements.

#include "server/chat/eventsdoor.h"
#include "server/chat/messagerun.h"
#include "tests/chat/chatworld.h"
#include "tests/support/fakehttpexchange.h"

#include <QTest>

#include <random>

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

log::Outcome outcome(log::Outcome::Kind kind, const QString &room, quint64 clientId, qsizetype size = 1)
{
    log::Outcome outcome;
    outcome.kind = kind;
    outcome.clientId = clientId;
    outcome.message.room = room;
    outcome.message.text = QString(size, u'x');
    return outcome;
}

log::Outcome stored(const QString &room, quint64 clientId, qsizetype size = 1)
{
    return outcome(log::Outcome::Kind::Stored, room, clientId, size);
}

/// What somebody without a connection says, as the host does.
log::Draft draft(const QString &room, const QString &text)
{
    log::Draft draft;
    draft.room = room;
    draft.personId = u"host"_s;
    draft.personName = u"Host"_s;
    draft.id = text.left(8);
    draft.text = text;
    return draft;
}

/// One or two shards, and clients of every door that can speak; each with what it has to hear.
class Crowd
{
public:
    struct Person
    {
        std::unique_ptr<ChatClient> client; ///< null for a bare one
        std::shared_ptr<WebSocketProbe> bare;
        QStringList rooms;
        QByteArray lastId; ///< of a message that was said with an id of its own
        QStringList expected; ///< texts, and "ack N"
    };

    explicit Crowd(quint16 shards)
        : m_log(std::make_shared<log::MessageLog>(ChatWorld::inMemory))
    {
        for (quint16 i = 0; i < shards; ++i)
            m_shards.push_back(std::make_unique<ChatWorld>(m_log, log::ShardPlace{i, shards}));
        m_log->open();
        for (int i = 0; i < 12; ++i)
            enter(*m_shards[size_t(i) % shards], i);
    }

    [[nodiscard]] std::vector<Person> &people() { return m_people; }

    void hostSays(const QString &room, const QString &text)
    {
        QVERIFY(m_shards.front()->chat.post(draft(room, text)));
        expect(room, text, nullptr);
    }
    void says(Person &person, const QString &room, const QString &text)
    {
        if (person.bare) {
            person.bare->text(text.toUtf8());
        } else {
            person.lastId = "id" + text.left(8).toUtf8();
            ask(person, u"message"_s,
                R"({"text":")" + text.toUtf8() + R"(","room":")" + room.toUtf8() + R"(","id":")"
                    + person.lastId + R"("})");
        }
        expect(room, text, &person);
    }
    /// The same message again, which is acknowledged and goes to nobody.
    void saysAgain(Person &person)
    {
        if (!person.lastId.isEmpty())
            ask(person, u"message"_s,
                R"({"text":"again","room":")" + person.rooms.first().toUtf8() + R"(","id":")" + person.lastId
                    + R"("})");
    }
    /// Everybody has heard everything.
    void settle()
    {
        for (Person &person : m_people) {
            if (person.client)
                QVERIFY(!person.client->answer(askHistory(person)).isEmpty());
        }
    }

private:
    void enter(ChatWorld &shard, int number)
    {
        static const QList<QStringList> choices{{u"lobby"_s}, {u"lobby"_s, u"den"_s}, {u"den"_s}};
        Person person;
        person.rooms = choices.at(number % 3);
        switch (number / 3) {
        case 0:
        case 1:
            person.client = std::make_unique<ChatWorld::Stock>(shard.stock());
            break;
        case 2:
            person.client = std::make_unique<ChatWorld::Json>(shard.json());
            break;
        default:
            person.bare = shard.webSocket();
            person.rooms = choices.first();
        }
        if (person.client) {
            const QByteArray rooms = person.rooms.join(u"\",\""_s).toUtf8();
            QVERIFY(!person.client->ask(u"hello"_s, R"({"rooms":[")" + rooms + R"("]})").isEmpty());
            person.client->forget();
        }
        m_people.push_back(std::move(person));
    }
    int askHistory(Person &person)
    {
        return ask(person, u"history"_s, R"({"limit":1,"room":")" + person.rooms.first().toUtf8() + R"("})");
    }
    static int ask(Person &person, const QString &event, const QByteArray &json)
    {
        const int ack = person.client->say(event, json);
        person.expected.append(u"ack %1"_s.arg(ack));
        return ack;
    }
    void expect(const QString &room, const QString &text, const Person *sender)
    {
        for (Person &person : m_people) {
            if (&person != sender && person.rooms.contains(room))
                person.expected.append(text);
        }
    }

    std::shared_ptr<log::MessageLog> m_log;
    std::vector<std::unique_ptr<ChatWorld>> m_shards;
    std::vector<Person> m_people;
};

QStringList heardBy(const Crowd::Person &person)
{
    QStringList heard;
    if (person.bare) {
        for (const QByteArray &text : person.bare->texts)
            heard.append(QString::fromUtf8(text));
        return heard;
    }
    for (const Heard &one : person.client->heardSoFar()) {
        if (one.event == u"message"_s)
            heard.append(one.data.value(u"message"_s).toString());
        else if (one.event.isEmpty())
            heard.append(u"ack %1"_s.arg(one.ack));
    }
    return heard;
}

} // namespace

class TestDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunIsOfOneRoomAndKind_data();
    void aRunIsOfOneRoomAndKind();
    void aRunKnowsItsSenders();
    void everybodyHearsInOrder_data();
    void everybodyHearsInOrder();
    void reachesEveryClientOnce();
    void listenersHearAllOfIt();
    void whoGoesInTheMiddleHearsNoMore_data();
    void whoGoesInTheMiddleHearsNoMore();
};

void TestDelivery::aRunIsOfOneRoomAndKind_data()
{
    using Kind = log::Outcome::Kind;
    QTest::addColumn<std::vector<log::Event>>("events");
    QTest::addColumn<size_t>("size");
    using Events = std::vector<log::Event>;
    QTest::newRow("nothing") << Events{} << size_t(0);
    QTest::newRow("one") << Events{stored(u"a"_s, 1)} << size_t(1);
    QTest::newRow("several") << Events{stored(u"a"_s, 1), stored(u"a"_s, 2), stored(u"a"_s, 1)} << size_t(3);
    QTest::newRow("another room") << Events{stored(u"a"_s, 1), stored(u"a"_s, 2), stored(u"b"_s, 1)}
                                  << size_t(2);
    QTest::newRow("a duplicate") << Events{stored(u"a"_s, 1), outcome(Kind::Duplicate, u"a"_s, 1),
                                           stored(u"a"_s, 1)}
                                 << size_t(1);
    QTest::newRow("a duplicate first")
        << Events{outcome(Kind::Duplicate, u"a"_s, 1), stored(u"a"_s, 1)} << size_t(0);
    QTest::newRow("a failure first") << Events{outcome(Kind::Failed, u"a"_s, 1)} << size_t(0);
    QTest::newRow("a page between") << Events{stored(u"a"_s, 1), log::Page(), stored(u"a"_s, 1)} << size_t(1);
    QTest::newRow("a typist first") << Events{log::Ephemeral(), stored(u"a"_s, 1)} << size_t(0);
    QTest::newRow("long messages") << Events{stored(u"a"_s, 1, 16384), stored(u"a"_s, 1, 15000),
                                             stored(u"a"_s, 1, 16384)}
                                   << size_t(2);
    QTest::newRow("one that is too long alone")
        << Events{stored(u"a"_s, 1, 40000), stored(u"a"_s, 1)} << size_t(1);
}

void TestDelivery::aRunIsOfOneRoomAndKind()
{
    QFETCH(const std::vector<log::Event>, events);
    const chat::MessageRun run(events);
    QTEST(run.size(), "size");
    QCOMPARE(run.isEmpty(), run.size() == 0);
    for (size_t i = 0; i < run.size(); ++i)
        QCOMPARE(&run.at(i), std::get_if<log::Outcome>(&events[i]));
}

void TestDelivery::aRunKnowsItsSenders()
{
    const std::vector<log::Event> events{stored(u"a"_s, 7), stored(u"a"_s, 3), stored(u"a"_s, 0),
                                         stored(u"a"_s, 7), stored(u"b"_s, 5)};
    const chat::MessageRun run(events);
    QCOMPARE(run.senders(), (std::vector<quint64>{3, 7}));
    QVERIFY(run.isSender(3) && run.isSender(7));
    QVERIFY(!run.isSender(0) && !run.isSender(5));
}

void TestDelivery::everybodyHearsInOrder_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<quint16>("shards");
    for (quint32 seed = 1; seed <= 3; ++seed) {
        for (const quint16 shards : {quint16(1), quint16(2)})
            QTest::addRow("seed %u, %u shards", seed, shards) << seed << shards;
    }
}

/// Against what each would hear if every message went out by itself.
void TestDelivery::everybodyHearsInOrder()
{
    QFETCH(const quint32, seed);
    QFETCH(const quint16, shards);
    std::mt19937 random(seed);
    Crowd crowd(shards);
    int number = 0;
    for (int turn = 0; turn < 10; ++turn) {
        for (auto left = random() % 25; left > 0; --left) {
            const qsizetype size = random() % 20 == 0 ? 15000 : 10; // a few of those are a run
            const QString text = QString::number(++number).rightJustified(8, u'0') + QString(size, u'x');
            Crowd::Person &person = crowd.people()[random() % crowd.people().size()];
            const QString room = person.rooms.at(static_cast<qsizetype>(random()) % person.rooms.size());
            switch (random() % 10) {
            case 0:
                crowd.hostSays(room, text);
                break;
            case 1:
                crowd.saysAgain(person);
                break;
            default:
                crowd.says(person, room, text);
            }
        }
        crowd.settle();
    }
    for (const Crowd::Person &person : crowd.people()) {
        QVERIFY(person.expected.size() > 15);
        QCOMPARE(heardBy(person), person.expected);
    }
}

void TestDelivery::reachesEveryClientOnce()
{
    ChatWorld world;
    auto ana = world.stock();
    auto ben = world.json();
    const auto stock = world.wire.open();
    stock.join();
    const auto bare = world.webSocket();
    const auto json = world.webSocket("confab.v1.json");
    (void)ana.texts(); // the log is awake
    (void)ben.texts();
    for (const auto &probe : {&stock.webSocket(), bare.get(), json.get()})
        probe->encoded.clear();
    QList<int> acks;
    for (int i = 0; i < 3; ++i) {
        acks.append(ana.say(u"message"_s, R"("from Ana")"));
        (void)ben.say(u"message"_s, R"("from Ben")");
        QVERIFY(world.chat.post(draft(u"lobby"_s, u"%1 from the host"_s.arg(i))));
    }
    QVERIFY(!ana.answer(acks.constLast()).isEmpty());
    QCOMPARE(stock.webSocket().encoded.size(), 1);
    QCOMPARE(bare->encoded.size(), 1);
    QCOMPARE(json->encoded.size(), 1);
    QCOMPARE(stock.webSocket().texts.size(), 9);
    QCOMPARE(bare->texts.size(), 9);
    QCOMPARE(json->texts.size(), 9);
    // The others' messages, in which the acknowledgement comes behind what was stored before.
    QStringList order;
    for (const Heard &heard : ana.heardSoFar()) {
        const QString text = heard.data.value(u"message"_s).toString();
        if (heard.event == u"message"_s)
            order.append(text.contains(u"host"_s) ? u"host"_s : text);
        else if (acks.contains(heard.ack))
            order.append(u"ack"_s);
    }
    QCOMPARE(order.join(u", "_s), u"ack, from Ben, host, ack, from Ben, host, ack, from Ben, host"_s);
}

void TestDelivery::listenersHearAllOfIt()
{
    ChatWorld world;
    chat::EventsDoor events(world.chat, world.timers(), 25s);
    const auto listener = std::make_shared<HttpProbe>();
    listener->request.head.method = "GET";
    listener->request.head.target = "/events";
    events.handle(std::make_unique<FakeHttpExchange>(listener));
    auto ana = world.stock();
    (void)ana.texts(); // the listener is told live by now
    int last = 0;
    for (int i = 1; i <= 3; ++i)
        last = ana.say(u"message"_s, '"' + QByteArray::number(i) + '"');
    QVERIFY(!ana.answer(last).isEmpty());
    qsizetype at = 0;
    for (int i = 1; i <= 3; ++i) {
        at = listener->streamed.indexOf('-' + QByteArray::number(i) + "\nevent: message\n", at);
        QVERIFY2(at >= 0, listener->streamed.constData());
    }
    world.log.stop(); // it tells a door that is about to go
}

void TestDelivery::whoGoesInTheMiddleHearsNoMore_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<int>("after"); // so many of the six messages
    QTest::addColumn<int>("heard"); // of Ana's three
    for (const QString &who : {u"stock"_s, u"json"_s, u"bare"_s}) {
        // Its own are the second, fourth and sixth; until it speaks it is told nothing.
        QTest::addRow("%s after the first", qPrintable(who)) << who << 1 << 0;
        QTest::addRow("%s after its own", qPrintable(who)) << who << 2 << 1;
        QTest::addRow("%s after the last but one", qPrintable(who)) << who << 5 << 2;
        QTest::addRow("%s after the last", qPrintable(who)) << who << 6 << 3;
    }
}

void TestDelivery::whoGoesInTheMiddleHearsNoMore()
{
    QFETCH(const QString, who);
    QFETCH(const int, after);
    QFETCH(const int, heard);
    ChatWorld world;
    auto ana = world.stock();
    auto quiet = world.stock();
    const auto peer = world.wire.open();
    std::shared_ptr<WebSocketProbe> probe;
    if (who == u"stock"_s)
        peer.join();
    else
        probe = world.webSocket(who == u"json"_s ? QByteArray("confab.v1.json") : QByteArray());
    const auto leave = [&] { probe ? probe->end(1006) : peer.goAway(); };
    const auto say = [&] {
        if (who == u"stock"_s)
            peer.send(R"(2["message","mine"])");
        else
            probe->text(who == u"json"_s ? QByteArray(R"({"event":"message","data":"mine"})")
                                         : QByteArray("mine"));
    };
    (void)ana.texts();
    (void)quiet.texts();
    int delivered = 0;
    world.chat.setWatcher([&](const log::Message &, quint64) {
        if (++delivered == after)
            leave();
    });
    int last = 0;
    for (int i = 0; i < 3; ++i) {
        last = ana.say(u"message"_s, R"("hers")");
        say();
    }
    QVERIFY(!ana.answer(last).isEmpty());
    QCOMPARE(quiet.texts(), (QStringList{u"hers"_s, u"mine"_s, u"hers"_s, u"mine"_s, u"hers"_s, u"mine"_s}));
    QCOMPARE(ana.texts(), (QStringList{u"mine"_s, u"mine"_s, u"mine"_s}));
    const QList<QByteArray> texts = probe ? probe->texts : peer.webSocket().texts;
    QCOMPARE(std::count_if(texts.begin(), texts.end(),
                           [](const QByteArray &text) { return text.contains("hers"); }),
             heard);
    QVERIFY(!world.plainDoor.disconnectClient(3) && !world.socketIoDoor.disconnectClient(3));
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/eventsdoor.h"
#include "server/chat/messagesdoor.h"

#include "protocol/socketio/json.h"
#include "server/log/memorystore.h"
#include "tests/support/fakehttpexchange.h"
#include "tests/support/faketimers.h"

#include <QTest>

using namespace confab;
using namespace confab::chat;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A chat with its doors for HTTP, over a log in memory, without sockets.
struct World
{
    explicit World(std::unique_ptr<log::Store> store = std::make_unique<log::MemoryStore>())
        : log(std::move(store))
    { }
    ~World() { log.stop(); } // it writes into the chat's mailbox

    using Probe = std::shared_ptr<HttpProbe>;

    static Probe probe(const QByteArray &method, const QByteArray &target, const QByteArray &body = {})
    {
        auto result = std::make_shared<HttpProbe>();
        result->request.head.method = method;
        result->request.head.target = target;
        result->request.body = body;
        return result;
    }
    Probe listen(const QByteArray &target, const QByteArray &lastEventId = {})
    {
        const Probe result = probe("GET", target);
        if (!lastEventId.isEmpty())
            result->request.head.headers.add("Last-Event-ID", lastEventId);
        events.handle(std::make_unique<FakeHttpExchange>(result));
        return result;
    }
    Probe ask(const QByteArray &method, const QByteArray &target, const QByteArray &body = {})
    {
        Probe result = probe(method, target, body);
        messages.handle(std::make_unique<FakeHttpExchange>(result));
        return result;
    }
    /// Says it and waits until it is stored.
    void say(const QByteArray &text, const QByteArray &room = "lobby")
    {
        const Probe posted = ask("POST", "/messages?room=" + room, text);
        QTRY_COMPARE(posted->status(), 201);
    }
    QCborMap object(const Probe &answer) const
    {
        return socketio::parseJson(answer->body(), 16).value_or(QCborValue()).toMap();
    }
    QByteArray epoch()
    {
        const Probe page = ask("GET", "/messages");
        [&] { QTRY_COMPARE(page->status(), 200); }();
        return object(page).value(u"epoch"_s).toString().toUtf8();
    }

    log::MessageLog log;
    FakeTimers timers;
    ChatService chat{log, timers};
    EventsDoor events{chat, timers, 25s};
    MessagesDoor messages{chat, timers};
};

/// A log whose second message is an edit of the first.
class EditedStore final : public log::MemoryStore
{
public:
    [[nodiscard]] Result<log::Page, log::StoreError> read(const log::Query &query) override
    {
        auto page = MemoryStore::read(query);
        for (log::Message &message : page->messages) {
            if (message.seq == 2) {
                message.kind = log::EventKind::Edit;
                message.target = 1;
            }
        }
        return page;
    }
};

/// The texts of the messages in a stream, with their ids before them: "EPOCH-SEQ text".
QStringList heard(const World::Probe &listener)
{
    QStringList result;
    for (const QByteArray &block : QByteArray(listener->streamed).replace("\n\n", "\x1e").split('\x1e')) {
        QByteArray id;
        QByteArray kind;
        QByteArray data;
        for (const QByteArray &line : block.split('\n')) {
            if (line.startsWith("id: "))
                id = line.mid(4);
            else if (line.startsWith("event: "))
                kind = line.mid(7);
            else if (line.startsWith("data: "))
                data = line.mid(6);
        }
        const QCborMap map = socketio::parseJson(data, 16).value_or(QCborValue()).toMap();
        if (kind == "message")
            result.append(QString::fromUtf8(id.mid(id.lastIndexOf('-') + 1)) + u' '
                          + map.value(u"message"_s).toString());
        else if (!kind.isEmpty())
            result.append(QString::fromUtf8(kind));
    }
    return result;
}

/// Three at once, then one a second.
class Leave final : public net::Admission
{
public:
    Leave(int &places, FakeTimers &timers)
        : m_places(places)
        , m_timers(timers)
    {
        ++m_places;
    }
    ~Leave() override { --m_places; }

    [[nodiscard]] std::chrono::milliseconds take(int packets) override
    {
        m_paidUntil = std::max(m_paidUntil, m_timers.now() - 2s) + packets * 1s;
        return std::max(m_paidUntil - m_timers.now(), std::chrono::milliseconds(0));
    }
    [[nodiscard]] bool isSlowed() const override { return false; }

private:
    int &m_places;
    FakeTimers &m_timers;
    std::chrono::milliseconds m_paidUntil{-2s};
};

} // namespace

class TestHttpDoors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hearsWhatIsSaidFromNowOn();
    void hearsItsRoomOnly();
    void resumesAfterACursor();
    void resumesOverManyPages();
    void waitsForAReaderThatIsBehind();
    void saysThatThereIsAGap();
    void refusesWhatIsNoQuestion();
    void keepsTheConnectionAlive();
    void forgetsAListenerThatWent();
    void endsEverybody();
    void postsAndAnswersWithTheNumber();
    void aPostAgainIsNotANewMessage();
    void refusesPostsThatComeTooFast();
    void passesOverEventsThatAreNoMessages();
    void keepsAPlaceForAListener();
    void storesWhatAVanishedClientPosted();
    void readsForwardAndBack();
    void answersHeadAndRefusesOthers();
};

void TestHttpDoors::hearsWhatIsSaidFromNowOn()
{
    World world;
    world.say("before");
    const auto listener = world.listen("/events");
    QVERIFY(listener->streamHead);
    QCOMPARE(listener->streamHead->headers.value("Content-Type"),
             QByteArray("text/event-stream; charset=utf-8"));
    QVERIFY(listener->streamed.startsWith("retry: "));
    (void)world.epoch(); // in order: the door has its answer by now
    world.say("one");
    world.say("two\nlines");
    QTRY_COMPARE(heard(listener), (QStringList{u"2 one"_s, u"3 two\nlines"_s}));
    QVERIFY(listener->streamed.contains("id: " + world.epoch() + "-2\n"));
}

void TestHttpDoors::hearsItsRoomOnly()
{
    World world;
    const auto listener = world.listen("/events?room=ops");
    (void)world.epoch();
    world.say("lobby");
    world.say("ops", "ops");
    QTRY_COMPARE(heard(listener), QStringList{u"1 ops"_s});
}

void TestHttpDoors::resumesAfterACursor()
{
    World world;
    for (const char *text : {"one", "two", "three"})
        world.say(text);
    const auto listener = world.listen("/events", world.epoch() + "-1");
    world.say("four");
    QTRY_COMPARE(heard(listener), (QStringList{u"2 two"_s, u"3 three"_s, u"4 four"_s}));
    const auto upToDate = world.listen("/events?lastEventId=" + world.epoch() + "-4");
    world.say("five");
    QTRY_COMPARE(heard(upToDate), QStringList{u"5 five"_s});
}

void TestHttpDoors::resumesOverManyPages()
{
    World world;
    QStringList expected;
    for (int i = 1; i <= 450; ++i) {
        (void)world.ask("POST", "/messages", QByteArray::number(i));
        if (i > 10)
            expected.append(u"%1 %1"_s.arg(i));
    }
    const auto listener = world.listen("/events", world.epoch() + "-10");
    world.say("last");
    expected.append(u"451 last"_s);
    QTRY_COMPARE(heard(listener), expected);
}

void TestHttpDoors::waitsForAReaderThatIsBehind()
{
    World world;
    for (int i = 1; i <= 450; ++i)
        (void)world.ask("POST", "/messages", QByteArray::number(i));
    const QByteArray epoch = world.epoch();
    auto listener = world.probe("GET", "/events");
    listener->request.head.headers.add("Last-Event-ID", epoch + "-1");
    listener->bytesQueued = 100'000'000;
    world.events.handle(std::make_unique<FakeHttpExchange>(listener));
    (void)world.epoch();
    QVERIFY(heard(listener).isEmpty());
    world.timers.advance(1s);
    (void)world.epoch();
    QVERIFY(heard(listener).isEmpty());
    listener->bytesQueued = 0;
    world.timers.advance(1s);
    QTRY_COMPARE(heard(listener).size(), 449);
}

void TestHttpDoors::saysThatThereIsAGap()
{
    World world;
    world.say("one");
    for (const QByteArray &cursor : {QByteArray("another-1"), world.epoch() + "-9", QByteArray("nonsense")}) {
        const auto listener = world.listen("/events", cursor);
        QTRY_COMPARE(heard(listener), (QStringList{u"gap"_s, u"1 one"_s}));
    }
}

void TestHttpDoors::refusesWhatIsNoQuestion()
{
    World world;
    QCOMPARE(world.listen("/events?room=a/b")->status(), 400);
    const auto posted = world.probe("POST", "/events");
    world.events.handle(std::make_unique<FakeHttpExchange>(posted));
    QCOMPARE(posted->status(), 405);
    const auto head = world.probe("HEAD", "/events");
    world.events.handle(std::make_unique<FakeHttpExchange>(head));
    QCOMPARE(head->status(), 200);
    QCOMPARE(world.events.clientCount(), 0);
}

void TestHttpDoors::keepsTheConnectionAlive()
{
    World world;
    const auto listener = world.listen("/events");
    const qsizetype before = listener->streamed.size();
    world.timers.advance(24s);
    QCOMPARE(listener->streamed.size(), before);
    world.timers.advance(2s);
    QVERIFY(listener->streamed.mid(before).startsWith(": "));
    world.timers.advance(25s);
    QCOMPARE(listener->streamed.mid(before).count("\n\n"), 2);
}

void TestHttpDoors::forgetsAListenerThatWent()
{
    World world;
    const auto listener = world.listen("/events");
    QCOMPARE(world.events.clientCount(), 1);
    QCOMPARE(world.events.clients().constFirst().transport, Transport::EventStream);
    listener->abort(); // before its first page
    QVERIFY(listener->destroyed);
    QCOMPARE(world.events.clientCount(), 0);
    world.say("nobody hears this");
    QVERIFY(heard(listener).isEmpty());
}

void TestHttpDoors::endsEverybody()
{
    World world;
    const auto one = world.listen("/events");
    const auto two = world.listen("/events");
    QVERIFY(world.events.disconnectClient(world.events.clients().constFirst().id));
    QVERIFY(one->destroyed != two->destroyed);
    world.events.closeAll();
    QVERIFY(one->destroyed && two->destroyed);
    QVERIFY(!world.events.disconnectClient(1));
}

void TestHttpDoors::postsAndAnswersWithTheNumber()
{
    World world;
    const auto posted = world.ask("POST", "/messages?name=CI&id=job-1", "built");
    QTRY_COMPARE(posted->status(), 201);
    const QCborMap answer = world.object(posted);
    QCOMPARE(answer.value(u"ok"_s).toBool(), true);
    QCOMPARE(answer.value(u"id"_s).toString(), u"job-1"_s);
    QCOMPARE(answer.value(u"seq"_s).toInteger(), 1);
    QVERIFY(answer.value(u"at"_s).toString().endsWith(u'Z'));

    QCOMPARE(world.ask("POST", "/messages", QByteArray(20000, 'x'))->status(), 413);
    QCOMPARE(world.ask("POST", "/messages?room=a/b", "x")->status(), 400);
}

void TestHttpDoors::aPostAgainIsNotANewMessage()
{
    World world;
    const auto listener = world.listen("/events");
    (void)world.epoch();
    const auto first = world.ask("POST", "/messages?name=CI&id=job-1", "built");
    const auto second = world.ask("POST", "/messages?name=CI&id=job-1", "built");
    QTRY_COMPARE(second->status(), 201);
    QCOMPARE(world.object(second), world.object(first));
    world.say("next");
    QTRY_COMPARE(heard(listener), (QStringList{u"1 built"_s, u"2 next"_s}));
}

void TestHttpDoors::refusesPostsThatComeTooFast()
{
    World world;
    int places = 0;
    world.messages.rates().setAdmit(
        [&](const net::Peer &) { return std::make_unique<Leave>(places, world.timers); });
    for (int i = 0; i < 3; ++i)
        QVERIFY(world.ask("POST", "/messages", "x")->status() != 429);
    QCOMPARE(places, 1); // an address is one client
    const auto refused = world.ask("POST", "/messages", "x");
    QCOMPARE(refused->status(), 429);
    QCOMPARE(refused->response->headers.value("Retry-After"), QByteArray("1"));
    QCOMPARE(world.object(refused).value(u"error"_s).toString(), u"rate"_s);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(world.ask("POST", "/messages", "x")->status(), 429); // does not make it worse
    world.timers.advance(1s);
    QVERIFY(world.ask("POST", "/messages", "x")->status() != 429);
    world.timers.advance(2min);
    QCOMPARE(places, 0);
}

void TestHttpDoors::passesOverEventsThatAreNoMessages()
{
    World world(std::make_unique<EditedStore>());
    world.say("one");
    world.say("an edit");
    world.say("three");
    const QByteArray epoch = world.epoch();
    const auto listener = world.listen("/events", epoch + "-0");
    QTRY_COMPARE(heard(listener), (QStringList{u"1 one"_s, u"3 three"_s}));
    world.say("four");
    QTRY_COMPARE(heard(listener), (QStringList{u"1 one"_s, u"3 three"_s, u"4 four"_s}));
}

void TestHttpDoors::keepsAPlaceForAListener()
{
    World world;
    int places = 0;
    world.events.setAdmit([&](const net::Peer &) { return std::make_unique<Leave>(places, world.timers); });
    const auto listener = world.listen("/events");
    QCOMPARE(places, 1);
    listener->abort();
    QCOMPARE(places, 0);
}

void TestHttpDoors::storesWhatAVanishedClientPosted()
{
    World world;
    const auto posted = world.ask("POST", "/messages", "last words");
    posted->abort();
    QVERIFY(posted->destroyed);
    const auto page = world.ask("GET", "/messages");
    QTRY_COMPARE(page->status(), 200);
    QCOMPARE(world.object(page).value(u"messages"_s).toArray().size(), 1);
}

void TestHttpDoors::readsForwardAndBack()
{
    World world;
    for (const char *text : {"one", "two", "three", "four"})
        world.say(text);
    const auto texts = [&](const QByteArray &query) {
        const auto page = world.ask("GET", "/messages?" + query);
        [&] { QTRY_COMPARE(page->status(), 200); }();
        QStringList result;
        for (const QCborValue &message : world.object(page).value(u"messages"_s).toArray())
            result.append(message.toMap().value(u"message"_s).toString());
        if (world.object(page).value(u"more"_s).toBool())
            result.append(u"..."_s);
        return result;
    };
    QCOMPARE(texts({}), (QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s}));
    QCOMPARE(texts("after=1&limit=2"), (QStringList{u"two"_s, u"three"_s, u"..."_s}));
    QCOMPARE(texts("after=4"), QStringList());
    QCOMPARE(texts("before=4&limit=2"), (QStringList{u"two"_s, u"three"_s, u"..."_s}));
    QCOMPARE(texts("room=empty"), QStringList());
    QCOMPARE(world.ask("GET", "/messages?limit=0")->status(), 400);
}

void TestHttpDoors::answersHeadAndRefusesOthers()
{
    World world;
    const auto head = world.ask("HEAD", "/messages");
    QTRY_COMPARE(head->status(), 200);
    const auto put = world.ask("PUT", "/messages");
    QCOMPARE(put->status(), 405);
    QCOMPARE(put->response->headers.value("Allow"), QByteArray("GET, HEAD, POST"));
}

QTEST_GUILESS_MAIN(TestHttpDoors)
#include "tst_httpdoors.moc"

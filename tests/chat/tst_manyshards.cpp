// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Several shards over one log: one roster, one name for a person, one pace of typing.

#include "tests/chat/chatworld.h"

#include <QTest>

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray anaHello = R"({"name":"Ana","token":"0123456789abcdef"})";
const QByteArray benHello = R"({"name":"Ben","token":"fedcba9876543210"})";

} // namespace

class TestManyShards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneRosterForAll();
    void tellsWatchersOfAllShards();
    void aPersonOnTwoShardsIsOne();
    void whoMovesToAnotherShardNeverLeft();
    void roomsAreToldApart();
    void aNewNameReachesTheirWindowsEverywhere();
    void aNameIsKnownOnEveryShard();
    void namesGivenAtOnceAgreeInTheEnd();
    void theNameTheyHaveDoesNotUndoANewOne();
    void typingCountsAsOneOverAllShards();
    void plainSocketsAreSeenEverywhere();
    void aCrowdIsToldInSeveralTurns();

private:
    /// Everybody has heard what was said until now.
    void settle();
    [[nodiscard]] QStringList membersSeenBy(size_t shard, const QString &room = chat::lobby());
    void advance(std::chrono::milliseconds time);

    std::shared_ptr<log::MessageLog> m_log;
    std::vector<std::unique_ptr<ChatWorld>> m_shards;
};

void TestManyShards::init()
{
    m_log = std::make_shared<log::MessageLog>(ChatWorld::inMemory);
    for (quint16 i = 0; i < 3; ++i)
        m_shards.push_back(std::make_unique<ChatWorld>(m_log, log::ShardPlace{i, 3}));
    m_log->open();
}

void TestManyShards::cleanup()
{
    m_shards.clear();
    m_log.reset();
}

void TestManyShards::settle()
{
    // The first answer says that the turn is over in which something was told, the second that it was heard.
    for (int i = 0; i < 2; ++i) {
        for (const auto &shard : m_shards) {
            bool isAnswered = false;
            QVERIFY(shard->chat.read({}, [&isAnswered](const log::Page &) { isAnswered = true; }));
            QTRY_VERIFY(isAnswered);
        }
    }
}

QStringList TestManyShards::membersSeenBy(size_t shard, const QString &room)
{
    QStringList names;
    const QList<chat::Person> members = m_shards.at(shard)->chat.roster().members(room);
    for (const chat::Person &person : members)
        names.append(person.name);
    names.sort();
    return names;
}

void TestManyShards::advance(std::chrono::milliseconds time)
{
    settle();
    for (const auto &shard : m_shards)
        shard->timers().advance(time);
}

void TestManyShards::oneRosterForAll()
{
    auto ana = m_shards[0]->greeted(anaHello);
    auto ben = m_shards[1]->greeted(benHello);
    QVERIFY(membersSeenBy(1).contains(u"Ben"_s)); // one's own at once
    settle();
    const QStringList both{u"Ana"_s, u"Ben"_s};
    for (size_t i = 0; i < m_shards.size(); ++i)
        QCOMPARE(membersSeenBy(i), both);
    auto eve = m_shards[2]->stock();
    const QCborMap hello = eve.ask(u"hello"_s, R"({"name":"Eve"})");
    const QCborMap lobby = hello.value(u"rooms"_s).toArray().at(0).toMap();
    QCOMPARE(names(lobby.value(u"roster"_s)), (QStringList{u"Ana"_s, u"Ben"_s, u"Eve"_s}));
    QCOMPARE(lobby.value(u"count"_s).toInteger(), 3);
    ana.goAway();
    settle();
    for (size_t i = 0; i < m_shards.size(); ++i)
        QCOMPARE(membersSeenBy(i), (QStringList{u"Ben"_s, u"Eve"_s}));
}

void TestManyShards::tellsWatchersOfAllShards()
{
    auto ana = m_shards[0]->greeted(anaHello);
    auto eve = m_shards[2]->greeted(R"({"name":"Eve"})");
    settle();
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    (void)eve.ask(u"presence"_s, R"({"on":true})");
    advance(5s);
    ana.forget();
    eve.forget();
    auto ben = m_shards[1]->greeted(benHello);
    auto dan = m_shards[1]->greeted(R"({"name":"Dan"})");
    advance(999ms);
    QCOMPARE(ana.events(u"presence"_s).size(), 0);
    advance(1ms);
    for (auto *watcher : {&ana, &eve}) {
        const QList<QCborMap> told = watcher->events(u"presence"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(names(told.constFirst().value(u"joined"_s)), (QStringList{u"Ben"_s, u"Dan"_s}));
        QCOMPARE(told.constFirst().value(u"count"_s).toInteger(), 4);
        watcher->forget();
    }
    (void)ben.ask(u"rename"_s, R"({"name":"Benno"})");
    dan.goAway();
    advance(1s);
    for (auto *watcher : {&ana, &eve}) {
        const QList<QCborMap> told = watcher->events(u"presence"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(names(told.constFirst().value(u"renamed"_s)), QStringList{u"Benno"_s});
        QCOMPARE(names(told.constFirst().value(u"left"_s)), QStringList{u"Dan"_s});
        QCOMPARE(told.constFirst().value(u"count"_s).toInteger(), 3);
    }
}

void TestManyShards::aPersonOnTwoShardsIsOne()
{
    auto ana = m_shards[0]->greeted(anaHello);
    auto first = m_shards[1]->greeted(benHello);
    advance(5s);
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    auto second = m_shards[2]->greeted(benHello);
    advance(5s);
    QCOMPARE(membersSeenBy(0), (QStringList{u"Ana"_s, u"Ben"_s}));
    first.goAway();
    advance(5s);
    QCOMPARE(ana.events(u"presence"_s).size(), 0);
    second.goAway();
    advance(5s);
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
    QCOMPARE(names(ana.events(u"presence"_s).constFirst().value(u"left"_s)), QStringList{u"Ben"_s});
}

void TestManyShards::whoMovesToAnotherShardNeverLeft()
{
    auto ana = m_shards[0]->greeted(anaHello);
    auto ben = m_shards[1]->greeted(benHello);
    advance(5s);
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    ben.goAway();
    advance(900ms);
    auto again = m_shards[2]->greeted(benHello);
    advance(5s);
    QCOMPARE(ana.events(u"presence"_s).size(), 0);
    QCOMPARE(membersSeenBy(0), (QStringList{u"Ana"_s, u"Ben"_s}));
}

void TestManyShards::roomsAreToldApart()
{
    auto ana = m_shards[0]->greeted(R"({"name":"Ana","rooms":["den","lobby"]})");
    auto ben = m_shards[1]->greeted(R"({"name":"Ben","rooms":["den"]})");
    settle();
    QCOMPARE(membersSeenBy(2), QStringList{u"Ana"_s});
    QCOMPARE(membersSeenBy(2, u"den"_s), (QStringList{u"Ana"_s, u"Ben"_s}));
    (void)ana.ask(u"hello"_s, R"({"rooms":["lobby"]})");
    settle();
    QCOMPARE(membersSeenBy(2, u"den"_s), QStringList{u"Ben"_s});
    QCOMPARE(membersSeenBy(2), QStringList{u"Ana"_s});
}

void TestManyShards::aNewNameReachesTheirWindowsEverywhere()
{
    auto first = m_shards[0]->greeted(anaHello);
    auto second = m_shards[1]->greeted(R"({"token":"0123456789abcdef"})");
    auto ben = m_shards[2]->greeted(benHello);
    settle();
    QCOMPARE(membersSeenBy(1), (QStringList{u"Ana"_s, u"Ben"_s}));
    (void)first.ask(u"rename"_s, R"({"name":"Anna"})");
    settle();
    for (size_t i = 0; i < m_shards.size(); ++i)
        QCOMPARE(membersSeenBy(i), (QStringList{u"Anna"_s, u"Ben"_s}));
    (void)second.ask(u"message"_s, R"({"text":"hi"})");
    settle();
    const QList<QCborMap> messages = ben.events(u"message"_s);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages.constFirst().value(u"from"_s).toMap().value(u"name"_s).toString(), u"Anna"_s);
    // And as the last window is the other one, it is not forgotten.
    first.goAway();
    settle();
    QCOMPARE(membersSeenBy(2), (QStringList{u"Anna"_s, u"Ben"_s}));
}

void TestManyShards::aNameIsKnownOnEveryShard()
{
    auto first = m_shards[0]->greeted(anaHello);
    settle();
    auto second = m_shards[1]->stock();
    const QCborMap hello = second.ask(u"hello"_s, R"({"token":"0123456789abcdef"})");
    QCOMPARE(hello.value(u"you"_s).toMap().value(u"name"_s).toString(), u"Ana"_s);
}

void TestManyShards::namesGivenAtOnceAgreeInTheEnd()
{
    auto first = m_shards[0]->greeted(anaHello);
    auto second = m_shards[1]->greeted(R"({"token":"0123456789abcdef"})");
    settle();
    // Before either can have heard of the other.
    m_shards[0]->chat.roster().rename(chat::personIdOf(u"0123456789abcdef"_s), u"Anja"_s);
    m_shards[1]->chat.roster().rename(chat::personIdOf(u"0123456789abcdef"_s), u"Anke"_s);
    settle();
    for (size_t i = 0; i < m_shards.size(); ++i)
        QCOMPARE(membersSeenBy(i), QStringList{u"Anke"_s});
    const QCborMap you = first.ask(u"hello"_s, R"({"token":"0123456789abcdef"})").value(u"you"_s).toMap();
    QCOMPARE(you.value(u"name"_s).toString(), u"Anke"_s);
    // The next one counts, whatever its letters.
    (void)first.ask(u"rename"_s, R"({"name":"Aaa"})");
    settle();
    for (size_t i = 0; i < m_shards.size(); ++i)
        QCOMPARE(membersSeenBy(i), QStringList{u"Aaa"_s});
}

void TestManyShards::theNameTheyHaveDoesNotUndoANewOne()
{
    auto first = m_shards[0]->greeted(anaHello);
    auto second = m_shards[1]->greeted(anaHello);
    settle();
    // One window renames them while the other comes back, as it does with the name it knows.
    m_shards[0]->chat.roster().rename(chat::personIdOf(u"0123456789abcdef"_s), u"Aaa"_s);
    m_shards[1]->chat.roster().rename(chat::personIdOf(u"0123456789abcdef"_s), u"Ana"_s);
    settle();
    for (size_t i = 0; i < m_shards.size(); ++i)
        QCOMPARE(membersSeenBy(i), QStringList{u"Aaa"_s});
}

void TestManyShards::typingCountsAsOneOverAllShards()
{
    auto first = m_shards[0]->greeted(anaHello);
    auto second = m_shards[1]->greeted(anaHello);
    auto ben = m_shards[2]->greeted(benHello);
    settle();
    (void)first.ask(u"typing"_s, "{}");
    settle();
    (void)second.ask(u"typing"_s, "{}");
    settle();
    QCOMPARE(ben.events(u"typing"_s).size(), 1);
    advance(chat::Conversations::typingInterval);
    (void)second.ask(u"typing"_s, "{}");
    settle();
    QCOMPARE(ben.events(u"typing"_s).size(), 2);
}

void TestManyShards::plainSocketsAreSeenEverywhere()
{
    const auto plain = m_shards[0]->webSocket();
    auto json = m_shards[1]->json();
    settle();
    QCOMPARE(membersSeenBy(2).size(), 2);
    plain->end(1000);
    json.probe().end(1000);
    settle();
    QCOMPARE(membersSeenBy(2).size(), 0);
}

void TestManyShards::aCrowdIsToldInSeveralTurns()
{
    constexpr quint64 crowd = 2 * log::NewsFeed::listBound + 500;
    chat::Roster &roster = m_shards[0]->chat.roster();
    for (quint64 i = 1; i <= crowd; ++i)
        (void)roster.enter(i, {u"id%1"_s.arg(i), u"Name %1"_s.arg(i)}, {chat::lobby()});
    QTRY_COMPARE(membersSeenBy(1).size(), qsizetype(crowd));
    QCOMPARE(membersSeenBy(1), membersSeenBy(0));
    for (quint64 i = 1; i <= crowd; ++i)
        roster.leave(i, u"id%1"_s.arg(i));
    QTRY_COMPARE(membersSeenBy(1).size(), 0);
}

QTEST_GUILESS_MAIN(TestManyShards)
#include "tst_manyshards.moc"

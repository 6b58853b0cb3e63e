// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who comes and goes, told to those who asked, at most once per room and second.

#include "server/chat/wire.h"
#include "tests/chat/chatworld.h"

#include <QTest>

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ChatWorld>(); }
    void cleanup() { m_world.reset(); }

    void answersWithTheRoster();
    void gathersTheChangesOfASecond();
    void aPersonWithTwoWindowsJoinsAndLeavesOnce();
    void whoIsBackWithinTheSecondNeverLeft();
    void tellsOfNewNames();
    void plainSocketsArePeopleToo();
    void isSilentToWhoDidNotAskOrAskedNoMore();
    void isForgottenWithTheLastWatcher();
    void listsAreBounded();

private:
    std::unique_ptr<ChatWorld> m_world;
};

void TestPresence::answersWithTheRoster()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    for (const bool on : {true, false}) {
        const QCborMap answer =
            ana.ask(u"presence"_s, on ? R"({"room":"lobby","on":true})" : R"({"room":"lobby","on":false})");
        QVERIFY(answer.value(u"ok"_s).toBool());
        QCOMPARE(answer.value(u"room"_s).toString(), u"lobby"_s);
        QCOMPARE(names(answer.value(u"roster"_s)), (QStringList{u"Ana"_s, u"Ben"_s}));
        QCOMPARE(answer.value(u"count"_s).toInteger(), 2);
    }
}

void TestPresence::gathersTheChangesOfASecond()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto eve = m_world->greeted(R"({"name":"Eve"})");
    m_world->timers().advance(5s);
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    m_world->timers().advance(500ms);
    auto dan = m_world->greeted(R"({"name":"Dan"})");
    eve.goAway();
    m_world->timers().advance(499ms);
    QCOMPARE(ana.events(u"presence"_s).size(), 0);
    m_world->timers().advance(1ms);
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
    const QCborMap changes = ana.events(u"presence"_s).constFirst();
    QCOMPARE(changes.value(u"room"_s).toString(), u"lobby"_s);
    QCOMPARE(names(changes.value(u"joined"_s)), (QStringList{u"Ben"_s, u"Dan"_s}));
    QCOMPARE(names(changes.value(u"left"_s)), QStringList{u"Eve"_s});
    QCOMPARE(names(changes.value(u"renamed"_s)), QStringList());
    QCOMPARE(changes.value(u"count"_s).toInteger(), 3);
    m_world->timers().advance(10s); // nothing happens, nothing is told
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
}

void TestPresence::aPersonWithTwoWindowsJoinsAndLeavesOnce()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    const QByteArray hello = R"({"name":"Ben","token":"0123456789abcdef"})";
    auto first = m_world->greeted(hello);
    m_world->timers().advance(1s);
    auto second = m_world->greeted(hello);
    m_world->timers().advance(1s);
    first.goAway();
    m_world->timers().advance(1s);
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
    QCOMPARE(names(ana.events(u"presence"_s).constFirst().value(u"joined"_s)), QStringList{u"Ben"_s});
    second.goAway();
    m_world->timers().advance(1s);
    QCOMPARE(ana.events(u"presence"_s).size(), 2);
    QCOMPARE(names(ana.events(u"presence"_s).constLast().value(u"left"_s)), QStringList{u"Ben"_s});
}

void TestPresence::whoIsBackWithinTheSecondNeverLeft()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    const QByteArray hello = R"({"name":"Ben","token":"0123456789abcdef"})";
    auto ben = m_world->greeted(hello);
    m_world->timers().advance(5s);
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    ben.goAway();
    m_world->timers().advance(900ms);
    auto again = m_world->greeted(hello);
    m_world->timers().advance(5s);
    QCOMPARE(ana.events(u"presence"_s).size(), 0);
}

void TestPresence::tellsOfNewNames()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    m_world->timers().advance(5s);
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    (void)ben.ask(u"rename"_s, R"({"name":"Benno"})");
    (void)ben.ask(u"rename"_s, R"({"name":"Benny"})");
    m_world->timers().advance(1s);
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
    const QCborMap changes = ana.events(u"presence"_s).constFirst();
    QCOMPARE(names(changes.value(u"renamed"_s)), QStringList{u"Benny"_s});
    QVERIFY(changes.value(u"joined"_s).toArray().isEmpty() && changes.value(u"left"_s).toArray().isEmpty());
}

void TestPresence::plainSocketsArePeopleToo()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    const auto plain = m_world->webSocket();
    auto json = m_world->json();
    m_world->timers().advance(1s);
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
    QCOMPARE(ana.events(u"presence"_s).constFirst().value(u"joined"_s).toArray().size(), 2);
    plain->end(1000);
    json.probe().end(1000);
    m_world->timers().advance(1s);
    QCOMPARE(ana.events(u"presence"_s).constLast().value(u"left"_s).toArray().size(), 2);
}

void TestPresence::isSilentToWhoDidNotAskOrAskedNoMore()
{
    auto ana = m_world->greeted(R"({"name":"Ana"})");
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    auto eve = m_world->greeted(R"({"name":"Eve"})");
    (void)ana.ask(u"presence"_s, R"({"on":true})");
    (void)ben.ask(u"presence"_s, R"({"on":true})");
    (void)ben.ask(u"presence"_s, R"({"on":true})"); // once is enough
    (void)ben.ask(u"presence"_s, R"({"on":false})");
    auto dan = m_world->greeted(R"({"name":"Dan"})");
    m_world->timers().advance(1s);
    QCOMPARE(ana.events(u"presence"_s).size(), 1);
    QCOMPARE(ben.events(u"presence"_s).size(), 0);
    QCOMPARE(eve.events(u"presence"_s).size(), 0);
}

void TestPresence::isForgottenWithTheLastWatcher()
{
    int reads = 0;
    chat::Presence presence(
        m_world->timers(),
        [&reads](const QString &) {
            ++reads;
            return QList<chat::Person>();
        },
        [](const chat::PresenceChanges &) {});
    presence.watch(u"den"_s);
    presence.watch(u"den"_s);
    presence.unwatch(u"den"_s);
    presence.changed(u"den"_s);
    m_world->timers().advance(1s);
    QCOMPARE(reads, 2);
    presence.changed(u"den"_s);
    presence.unwatch(u"den"_s);
    m_world->timers().advance(5s);
    presence.changed(u"den"_s);
    m_world->timers().advance(5s);
    QCOMPARE(reads, 2);
}

void TestPresence::listsAreBounded()
{
    chat::PresenceChanges changes;
    changes.count = 250;
    changes.joined = QList<chat::Person>(250, chat::Person{u"p"_s, u"n"_s});
    const QCborMap wire = chat::toWire(changes);
    QCOMPARE(wire.value(u"joined"_s).toArray().size(), 200);
    QCOMPARE(wire.value(u"count"_s).toInteger(), 250);
}

QTEST_GUILESS_MAIN(TestPresence)
#include "tst_presence.moc"

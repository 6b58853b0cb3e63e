// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who is writing and who is there. Over fake wires and a fake clock.

#include "client/core/chatconnection.h"
#include "client/core/roster.h"
#include "client/core/typists.h"
#include "tests/client_core/chatworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;

namespace {

QString names(const QList<Person> &people)
{
    QStringList all;
    for (const Person &person : people)
        all.append(person.name);
    return all.join(u' ');
}

void typing(const World &w, const QByteArray &id, const QByteArray &name, const QByteArray &room = "lobby")
{
    w.wire().receive(R"(42["typing",{"room":")" + room + R"(","from":{"id":")" + id + R"(","name":")" + name
                     + R"("}}])");
}

int count(const QStringList &packets, const QString &event)
{
    return int(std::count_if(packets.cbegin(), packets.cend(), [&](const QString &packet) {
        return packet.contains(u"[\"%1\",{\"room\":\"lobby\""_s.arg(event));
    }));
}

QByteArray peopleJson(int from, int to)
{
    QByteArray all;
    for (int i = from; i <= to; ++i) {
        const QByteArray n = QByteArray::number(i);
        all += (all.isEmpty() ? "" : ",") + (R"({"id":"p)" + n + R"(","name":"P)" + n + R"("})");
    }
    return all;
}

} // namespace

class TestChatPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatItTypesNowAndThen();
    void saysNothingWhereNobodyListens();
    void showsWhoTypesForAWhile();
    void forgetsATypistWhoseMessageCame();
    void forgetsTypistsWhoLeft();
    void doesNotShowItself();
    void boundsTypists();
    void knowsWhoIsThereFromTheAnswerToHello();
    void watchesWhenAsked();
    void watchesAgainAfterABreak();
    void livesWithAnOlderConfab();
    void takesChangesOfPresence();
    void boundsTheRoster();
    void survivesNonsense_data();
    void survivesNonsense();
};

void TestChatPeople::saysThatItTypesNowAndThen()
{
    World w;
    w.joinConfab();
    w.client.noteTyping();
    w.client.noteTyping();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 1);
    w.timers->advance(2999ms);
    w.client.noteTyping();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 0);
    w.timers->advance(1ms);
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 0); // not by itself
    w.client.noteTyping();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 1);
}

void TestChatPeople::saysNothingWhereNobodyListens()
{
    World w;
    w.client.noteTyping();
    w.join();
    w.client.noteTyping(); // connecting
    w.connectWire();
    w.client.noteTyping();
    w.welcome();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 0);
    w.wire().end(Problem::Dropped);
    w.client.noteTyping();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 0);

    World bare;
    bare.join();
    bare.connectWire();
    bare.timers->advance(ChatConnection::helloTimeout);
    QCOMPARE(bare.client.state(), ConnectionState::Online);
    bare.client.noteTyping();
    bare.client.watchPeople();
    typing(bare, "a", "Ana");
    QVERIFY(bare.wire().takeSent().isEmpty());
    QVERIFY(bare.client.typists().isEmpty());
    QCOMPARE(bare.client.peopleCount(), 0);
}

void TestChatPeople::showsWhoTypesForAWhile()
{
    World w;
    w.joinConfab();
    const QSignalSpy changed(&w.client, &ChatClient::typingChanged);
    typing(w, "a", "Ana");
    typing(w, "x", "Elsewhere", "other");
    QCOMPARE(names(w.client.typists()), u"Ana"_s);
    QCOMPARE(changed.count(), 1);
    w.timers->advance(3s);
    typing(w, "b", "Ben");
    typing(w, "a", "Ana"); // goes on
    QCOMPARE(names(w.client.typists()), u"Ana Ben"_s);
    QCOMPARE(changed.count(), 2);
    w.timers->advance(4999ms);
    QCOMPARE(names(w.client.typists()), u"Ana Ben"_s);
    w.timers->advance(1ms);
    QCOMPARE(names(w.client.typists()), QString());
    QCOMPARE(changed.count(), 3);
    typing(w, "a", "Ana");
    typing(w, "a", "Anna");
    QCOMPARE(names(w.client.typists()), u"Anna"_s);
    QCOMPARE(changed.count(), 5);
    w.wire().end(Problem::Dropped);
    QCOMPARE(names(w.client.typists()), QString());
    QCOMPARE(changed.count(), 6);
}

void TestChatPeople::forgetsATypistWhoseMessageCame()
{
    World w;
    w.joinConfab();
    typing(w, "a", "Ana");
    typing(w, "b", "Ben");
    w.wire().receive("42[\"message\"," + messageJson("x", "i1", 1, "a") + "]");
    QCOMPARE(names(w.client.typists()), u"Ben"_s);
}

void TestChatPeople::forgetsTypistsWhoLeft()
{
    World w;
    w.joinConfab();
    typing(w, "a", "Ana");
    w.wire().receive(R"(42["presence",{"room":"lobby","left":[{"id":"a","name":"Ana"}],"count":1}])");
    QCOMPARE(names(w.client.typists()), QString());
}

void TestChatPeople::doesNotShowItself()
{
    World w;
    w.joinConfab();
    typing(w, "me", "Ana"); // in another window
    QVERIFY(w.client.typists().isEmpty());
    QCOMPARE(w.client.ownId(), u"me"_s);
}

void TestChatPeople::boundsTypists()
{
    World w;
    w.joinConfab();
    for (int i = 0; i < 1000; ++i)
        typing(w, "p" + QByteArray::number(i), "P");
    QCOMPARE(w.client.typists().size(), Typists::most);
    const size_t timers = w.timers->pendingCount();
    w.timers->advance(Typists::showTime);
    QVERIFY(w.client.typists().isEmpty());
    QVERIFY(w.timers->pendingCount() < timers);
}

void TestChatPeople::knowsWhoIsThereFromTheAnswerToHello()
{
    World w;
    const QSignalSpy changed(&w.client, &ChatClient::peopleChanged);
    w.join();
    w.connectWire();
    w.wire().receive(
        R"(430[{"ok":true,"you":{"id":"me","name":"Ana"},"epoch":"e1","rooms":[{"room":"lobby","head":0,)"
        R"("roster":[{"id":"me","name":"Ana"},{"id":"b","name":"Ben"}],"count":12,"messages":[]}]}])");
    QCOMPARE(names(w.client.people()), u"Ana Ben"_s);
    QCOMPARE(w.client.peopleCount(), 12);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(count(w.wire().takeSent(), u"presence"_s), 0); // nobody wants to be told
    w.client.leave();
    QCOMPARE(w.client.peopleCount(), 0);
    QCOMPARE(changed.count(), 2);
}

void TestChatPeople::watchesWhenAsked()
{
    World w;
    w.joinConfab();
    w.client.watchPeople();
    w.client.watchPeople();
    const QStringList sent = w.wire().takeSent();
    QCOMPARE(count(sent, u"presence"_s), 1);
    QVERIFY(sent.constFirst().contains(u"\"on\":true"_s));
    w.wire().receive(R"(431[{"ok":true,"room":"lobby","roster":[)" + peopleJson(1, 3) + R"(],"count":3}])");
    QCOMPARE(names(w.client.people()), u"P1 P2 P3"_s);
}

void TestChatPeople::watchesAgainAfterABreak()
{
    World w;
    w.client.watchPeople();
    w.joinConfab();
    QCOMPARE(count(w.wire().takeSent(), u"presence"_s), 1);
    w.wire().receive(R"(431[{"ok":true,"room":"lobby","roster":[)" + peopleJson(1, 3) + R"(],"count":3}])");
    w.wire().end(Problem::Dropped);
    QCOMPARE(w.client.peopleCount(), 0); // who knows
    w.timers->advance(500ms);
    w.connectWire();
    w.welcome();
    QCOMPARE(count(w.wire().takeSent(), u"presence"_s), 1);
}

void TestChatPeople::livesWithAnOlderConfab()
{
    World w;
    w.client.watchPeople();
    w.joinConfab();
    w.wire().takeSent();
    w.wire().receive(R"(431[{"ok":false,"error":"unknown_event"}])");
    QCOMPARE(w.client.peopleCount(), 1); // as hello said
    w.client.noteTyping();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 1);
    w.wire().receive(R"(432[{"ok":false,"error":"unknown_event"}])");
    w.timers->advance(10s);
    w.client.noteTyping();
    QCOMPARE(count(w.wire().takeSent(), u"typing"_s), 0);
    QCOMPARE(w.client.state(), ConnectionState::Online);
}

void TestChatPeople::takesChangesOfPresence()
{
    World w;
    w.client.watchPeople();
    w.joinConfab();
    w.wire().receive(R"(431[{"ok":true,"room":"lobby","roster":[)" + peopleJson(1, 3) + R"(],"count":3}])");
    const QSignalSpy changed(&w.client, &ChatClient::peopleChanged);
    w.wire().receive(
        R"(42["presence",{"room":"lobby","joined":[{"id":"p4","name":"P4"},{"id":"p1","name":"P1"}],)"
        R"("left":[{"id":"p2","name":"P2"}],"renamed":[{"id":"p3","name":"Drei"}],"count":3}])");
    QCOMPARE(names(w.client.people()), u"P1 Drei P4"_s);
    QCOMPARE(w.client.peopleCount(), 3);
    QCOMPARE(changed.count(), 1);
    w.wire().receive(R"(42["presence",{"room":"other","left":[{"id":"p1"}],"count":9}])");
    QCOMPARE(changed.count(), 1);
}

void TestChatPeople::boundsTheRoster()
{
    World w;
    w.client.watchPeople();
    w.joinConfab();
    w.wire().receive(R"(431[{"ok":true,"room":"lobby","roster":[)" + peopleJson(1, 150)
                     + R"(],"count":150}])");
    w.wire().receive(R"(42["presence",{"room":"lobby","joined":[)" + peopleJson(151, 250)
                     + R"(],"count":250}])");
    QCOMPARE(w.client.people().size(), Roster::most);
    QCOMPARE(w.client.peopleCount(), 250);
    w.wire().receive(R"(42["presence",{"room":"lobby","left":[)" + peopleJson(201, 250)
                     + R"(],"count":200}])");
    QCOMPARE(w.client.peopleCount(), 200);
}

void TestChatPeople::survivesNonsense_data()
{
    QTest::addColumn<QByteArray>("event");
    for (const char *event :
         {R"(42["presence"])", R"(42["presence",1])",
          R"(42["presence",{"room":"lobby","joined":1,"left":"x"}])",
          R"(42["presence",{"room":"lobby","joined":[1,"x",{}],"count":-5}])",
          R"(42["presence",{"room":"lobby","joined":[],"count":1e300}])", R"(42["typing"])",
          R"(42["typing","x"])", R"(42["typing",{"room":"lobby","from":"x"}])",
          R"(42["typing",{"room":"lobby","from":{"id":7}}])"})
        QTest::newRow(event) << QByteArray(event);
}

void TestChatPeople::survivesNonsense()
{
    QFETCH(QByteArray, event);
    World w;
    w.joinConfab();
    w.wire().receive(event);
    QCOMPARE(w.client.state(), ConnectionState::Online);
    QVERIFY(w.client.people().isEmpty());
    QVERIFY(w.client.typists().isEmpty());
    QVERIFY(w.client.peopleCount() <= 1);
}

QTEST_GUILESS_MAIN(TestChatPeople)
#include "tst_chatpeople.moc"

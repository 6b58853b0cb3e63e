// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Older messages that are fetched page by page, above what is there and into its gaps. Over fake wires and a
// fake clock.

#include "client/core/chatconnection.h"
#include "tests/client_core/chatworld.h"
#include "tests/support/memorystore.h"

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;

namespace {

/// What a window would have of the room, and a server with so many messages.
struct Past : World
{
    std::map<quint64, ChatMessage> rows;
    QStringList closed;
    int completions = 0;
    int head = 0;
    int oldest = 1;
    int nextAck = 0;

    Past()
    {
        QObject::connect(&client, &ChatClient::messagesChanged, &client,
                         [this](const QList<ChatMessage> &changed) {
                             for (const ChatMessage &message : changed) {
                                 const bool gap = rows[message.seq].gapBefore || message.gapBefore;
                                 rows[message.seq] = message;
                                 rows[message.seq].gapBefore = gap;
                             }
                         });
        QObject::connect(&client, &ChatClient::gapClosed, &client, [this](const QString &id) {
            closed.append(id);
            for (auto &[seq, message] : rows)
                message.gapBefore = message.gapBefore && message.localId != id;
        });
        QObject::connect(&client, &ChatClient::completenessChanged, &client, [this] { ++completions; });
    }

    [[nodiscard]] static QByteArray json(int from, int to)
    {
        QByteArray all;
        for (int seq = from; seq <= to; ++seq) {
            const QByteArray n = QByteArray::number(seq);
            all += (all.isEmpty() ? "" : ",") + messageJson(n, 'i' + n, seq, "p");
        }
        return all;
    }
    /// The newest messages of the room, `from` on.
    void enter(int from, bool gap = false, const QByteArray &epoch = "e1")
    {
        connectWire();
        nextAck = 1;
        welcome(json(from, head), epoch, gap, 0, head);
    }
    /// Has the first two messages, then an outage, after which hello brings these and says that it is not
    /// all.
    void comeBackTo(int from, int newest)
    {
        join();
        head = 2;
        enter(1);
        wire().end(Problem::Dropped);
        timers->advance(500ms);
        head = newest;
        enter(from, true);
    }
    /// What was asked for: "before limit", empty without a question.
    QString question()
    {
        QStringList all;
        for (const QString &packet : wire().takeSent()) {
            if (!packet.startsWith(u"42%1[\"history\","_s.arg(nextAck)))
                continue;
            const auto asked =
                QJsonDocument::fromJson(packet.mid(packet.indexOf(u'[')).toUtf8()).array().at(1).toObject();
            all.append(u"%1 %2"_s.arg(asked[u"before"_s].toInt()).arg(asked[u"limit"_s].toInt()));
            if (asked[u"room"_s] != u"lobby"_s)
                all.append(u"of another room"_s);
        }
        return all.join(u" and "_s);
    }
    void answer(int from, int to, bool more, const QByteArray &epoch = "e1")
    {
        wire().receive("43" + QByteArray::number(nextAck++) + R"([{"ok":true,"room":"lobby","epoch":")"
                       + epoch + R"(","head":)" + QByteArray::number(head) + R"(,"oldest":)"
                       + QByteArray::number(oldest) + R"(,"messages":[)" + json(from, to) + R"(],"more":)"
                       + (more ? "true" : "false") + "}]");
    }
    void refuse(const QByteArray &error)
    {
        wire().receive("43" + QByteArray::number(nextAck++) + R"([{"ok":false,"error":")" + error + R"("}])");
    }
    void scrollUp() { client.loadBefore(rows.begin()->second); }
    [[nodiscard]] QString shown() const
    {
        QStringList all;
        for (const auto &[seq, message] : rows)
            all.append((message.gapBefore ? u"|"_s : QString()) + message.text);
        return all.join(u' ');
    }
};

} // namespace

class TestChatPast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsPageAfterPage();
    void asksOnceAtATime();
    void knowsTheStartWithoutAsking_data();
    void knowsTheStartWithoutAsking();
    void asksNobodyWhoCannotAnswer();
    void asksAgainAfterAFailure();
    void asksAgainAfterABreak();
    void stopsWhereTheServerStops();
    void loadsWhatAnOutageLeftOut();
    void loadsItAlsoAfterAHoleOnTheWay();
    void aLongOutageIsTheReaders();
    void aRefusalLeavesTheLine();
    void aServerThatGivesLittleIsNotAskedForEver();
    void fillsAGap();
    void movesAGapThatStays();
    void fillsAGapOfAnEarlierRun();
    void leavesTheEndOfAnOldLogOpen();
    void takesNothingOfAnotherLog();
    void survivesAnswersThatMakeNoSense_data();
    void survivesAnswersThatMakeNoSense();
};

void TestChatPast::loadsPageAfterPage()
{
    Past w;
    w.join();
    w.head = 120;
    w.enter(71);
    QVERIFY(!w.client.isComplete());
    w.scrollUp();
    QCOMPARE(w.question(), u"71 50"_s);
    w.takeMessages();
    w.answer(21, 70, true);
    QCOMPARE(w.rows.size(), size_t(100));
    QVERIFY(w.takeMessages().constFirst().startsWith(u"[received 21#21")); // history, not news
    QCOMPARE(w.completions, 0);
    w.scrollUp();
    QCOMPARE(w.question(), u"21 50"_s);
    w.answer(1, 20, false);
    QCOMPARE(w.rows.size(), size_t(120));
    QVERIFY(w.client.isComplete());
    QCOMPARE(w.completions, 1);
    w.scrollUp();
    QCOMPARE(w.question(), QString());
    QVERIFY(!w.shown().contains(u'|'));
}

void TestChatPast::asksOnceAtATime()
{
    Past w;
    w.join();
    w.head = 120;
    w.enter(71);
    w.scrollUp();
    w.scrollUp();
    w.client.loadBefore(w.rows[90]); // what stands above is here
    QCOMPARE(w.question(), u"71 50"_s);
}

void TestChatPast::knowsTheStartWithoutAsking_data()
{
    QTest::addColumn<int>("head");
    QTest::newRow("an empty room") << 0;
    QTest::newRow("a room with less than a page") << 3;
}

void TestChatPast::knowsTheStartWithoutAsking()
{
    QFETCH(int, head);
    Past w;
    w.join();
    w.head = head;
    w.enter(1);
    QVERIFY(w.client.isComplete());
    QCOMPARE(w.completions, 1);
    w.wire().receive("42[\"message\"," + Past::json(head + 1, head + 1) + "]");
    w.scrollUp();
    QCOMPARE(w.question(), QString());
    QVERIFY(w.client.isComplete());
}

void TestChatPast::asksNobodyWhoCannotAnswer()
{
    Past bare;
    bare.join();
    bare.connectWire();
    bare.timers->advance(ChatConnection::helloTimeout);
    bare.wire().receive(R"(42["message","hi"])");
    bare.scrollUp();
    QCOMPARE(bare.question(), QString());
    QVERIFY(!bare.client.isComplete());

    Past older;
    older.join();
    older.head = 120;
    older.enter(71);
    older.scrollUp();
    QCOMPARE(older.question(), u"71 50"_s);
    older.refuse("unknown_event");
    older.scrollUp();
    QCOMPARE(older.question(), QString()); // once is enough
    QCOMPARE(older.client.state(), ConnectionState::Online);
}

void TestChatPast::asksAgainAfterAFailure()
{
    Past w;
    w.join();
    w.head = 120;
    w.enter(71);
    w.scrollUp();
    QCOMPARE(w.question(), u"71 50"_s);
    w.timers->advance(ChatConnection::answerTimeout);
    QCOMPARE(w.client.state(), ConnectionState::Online);
    ++w.nextAck;
    w.scrollUp();
    QCOMPARE(w.question(), u"71 50"_s);
    w.refuse("storage");
    w.scrollUp();
    QCOMPARE(w.question(), u"71 50"_s);
    w.answer(21, 70, true);
    QCOMPARE(w.rows.size(), size_t(100));
}

void TestChatPast::asksAgainAfterABreak()
{
    Past w;
    w.join();
    w.head = 120;
    w.enter(71);
    w.scrollUp();
    w.wire().end(Problem::Dropped);
    w.scrollUp(); // offline: nobody to ask
    w.timers->advance(500ms);
    w.enter(121);
    QCOMPARE(w.rows.size(), size_t(50));
    w.scrollUp();
    QCOMPARE(w.question(), u"71 50"_s);
}

void TestChatPast::stopsWhereTheServerStops()
{
    Past w;
    w.join();
    w.head = 120;
    w.oldest = 60; // it keeps no more
    w.enter(71);
    w.scrollUp();
    w.question();
    w.answer(61, 70, false); // 60 is an event of another kind
    QVERIFY(w.client.isComplete());
    w.scrollUp();
    QCOMPARE(w.question(), QString());
}

void TestChatPast::loadsWhatAnOutageLeftOut()
{
    Past w;
    w.comeBackTo(503, 552); // 500 before what hello brings
    for (int before = 503; before > 3; before -= 50) {
        QCOMPARE(w.question(), u"%1 50"_s.arg(before));
        w.client.loadBefore(w.rows[1]); // not now
        w.answer(before - 50, before - 1, true);
    }
    QCOMPARE(w.question(), QString());
    QVERIFY(!w.shown().contains(u'|'));
    QCOMPARE(w.rows.size(), size_t(552));
    QVERIFY(w.client.isComplete());
}

void TestChatPast::loadsItAlsoAfterAHoleOnTheWay()
{
    Past w;
    w.join();
    w.head = 2;
    w.enter(1);
    w.wire().receive("42[\"message\"," + messageJson("200", "i200", 200, "p") + "]"); // and it asks again
    w.wire().takeSent();
    w.head = 200;
    w.nextAck = 2;
    w.welcome(w.json(151, 200), "e1", true, 1, 200);
    QCOMPARE(w.question(), u"151 50"_s);
    w.answer(101, 150, true);
    w.question();
    w.answer(51, 100, true);
    w.question();
    w.answer(3, 50, true);
    QVERIFY(!w.shown().contains(u'|'));
    QCOMPARE(w.rows.size(), size_t(200));
}

void TestChatPast::aLongOutageIsTheReaders()
{
    Past w;
    w.comeBackTo(504, 553);
    QCOMPARE(w.question(), QString());
    w.client.loadBefore(w.rows[504]);
    QCOMPARE(w.question(), u"504 50"_s);
    w.answer(454, 503, true);
    QCOMPARE(w.question(), QString());
    QVERIFY(w.rows[454].gapBefore);
}

void TestChatPast::aRefusalLeavesTheLine()
{
    Past w;
    w.comeBackTo(103, 152);
    QCOMPARE(w.question(), u"103 50"_s);
    w.refuse("storage");
    QCOMPARE(w.question(), QString());
    QVERIFY(w.rows[103].gapBefore);
    w.client.loadBefore(w.rows[103]);
    QCOMPARE(w.question(), u"103 50"_s);
    w.answer(53, 102, true);
    QCOMPARE(w.question(), QString()); // what the reader asks for is asked for once
}

void TestChatPast::aServerThatGivesLittleIsNotAskedForEver()
{
    Past w;
    w.comeBackTo(503, 552);
    int questions = 0;
    for (int before = 503; !w.question().isEmpty() && questions < 100; --before) {
        ++questions;
        w.answer(before - 1, before - 1, true);
    }
    QCOMPARE(questions, 10);
}

void TestChatPast::fillsAGap()
{
    Past w;
    w.comeBackTo(53, 54);
    QCOMPARE(w.shown(), u"1 2 |53 54"_s);
    w.client.loadBefore(w.rows[53]);
    QCOMPARE(w.question(), u"53 50"_s);
    w.answer(3, 52, true);
    QVERIFY(!w.shown().contains(u'|'));
    QCOMPARE(w.rows.size(), size_t(54));
    QCOMPARE(w.closed, QStringList{u"p/i53"_s});
    QVERIFY(w.client.isComplete());
}

void TestChatPast::movesAGapThatStays()
{
    Past w;
    w.comeBackTo(9, 10);
    w.client.loadBefore(w.rows[9]);
    QCOMPARE(w.question(), u"9 50"_s);
    w.answer(7, 8, true);
    QCOMPARE(w.shown(), u"1 2 |7 8 9 10"_s);
    w.client.loadBefore(w.rows[7]);
    QCOMPARE(w.question(), u"7 50"_s);
    w.oldest = 5;
    w.answer(5, 6, false); // 3 and 4 are gone for good
    QCOMPARE(w.shown(), u"1 2 |5 6 7 8 9 10"_s);
    w.client.loadBefore(w.rows[5]);
    QCOMPARE(w.question(), QString());
}

void TestChatPast::fillsAGapOfAnEarlierRun()
{
    auto store = std::make_shared<MemoryStore>();
    {
        Past w;
        w.client.setStore(store);
        w.join();
        w.head = 2;
        w.enter(1);
        w.wire().end(Problem::Dropped);
        w.timers->advance(500ms);
        w.head = 10;
        w.enter(9, true);
        w.timers->advance(1s);
    }
    Past w;
    w.client.setStore(store);
    w.join();
    QCOMPARE(w.shown(), u"1 2 |9 10"_s);
    w.head = 10;
    w.enter(11);
    w.client.loadBefore(w.rows[9]);
    QCOMPARE(w.question(), u"9 50"_s);
    w.answer(3, 8, true);
    w.client.loadBefore(w.rows[9]);
    QCOMPARE(w.question(), QString());
    w.timers->advance(1s);
    QStringList kept;
    for (const ChatMessage &message : store->lobby().history)
        kept.append((message.gapBefore ? u"|"_s : QString()) + message.text);
    QCOMPARE(kept.join(u' '), u"1 2 3 4 5 6 7 8 9 10"_s);
}

void TestChatPast::leavesTheEndOfAnOldLogOpen()
{
    Past w;
    w.join();
    w.head = 2;
    w.enter(1);
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    w.head = 4;
    w.enter(4, true, "e2"); // behind what is there: 2 + 4
    QCOMPARE(w.shown(), u"1 2 |4"_s);
    QVERIFY(!w.client.isComplete());
    QCOMPARE(w.question(), QString()); // that line stays in any case
    w.client.loadBefore(w.rows[1]); // of the old log: nobody has more of it
    QCOMPARE(w.question(), QString());
    w.client.loadBefore(w.rows[6]);
    QCOMPARE(w.question(), u"4 50"_s);
    w.rows[3] = w.rows[4] = w.rows[5] = {};
    w.answer(1, 3, false, "e2");
    QCOMPARE(w.shown(), u"1 2 |1 2 3 4"_s);
    w.client.loadBefore(w.rows[3]);
    QCOMPARE(w.question(), QString());
}

void TestChatPast::takesNothingOfAnotherLog()
{
    Past w;
    w.join();
    w.head = 120;
    w.enter(71);
    w.scrollUp();
    w.question();
    w.answer(1, 70, false, "e2");
    QCOMPARE(w.rows.size(), size_t(50));
    w.scrollUp();
    QCOMPARE(w.question(), u"71 50"_s);
}

void TestChatPast::survivesAnswersThatMakeNoSense_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray start = R"([{"ok":true,"room":"lobby","epoch":"e1")";
    QTest::newRow("nothing") << QByteArray("[]");
    QTest::newRow("a yes") << QByteArray("[true]");
    QTest::newRow("another room") << QByteArray(R"([{"ok":true,"room":"x","epoch":"e1"}])");
    QTest::newRow("more, but nothing") << start + R"(,"messages":[],"more":true}])";
    QTest::newRow("no messages") << start + R"(,"messages":7,"oldest":-1}])";
    QTest::newRow("later ones") << start + R"(,"messages":[)" + Past::json(80, 90) + R"(],"more":true}])";
    QTest::newRow("without numbers") << start + R"(,"messages":["a",{"message":"b"}],"more":true}])";
    QTest::newRow("a later oldest") << start + R"(,"messages":[],"oldest":99999}])";
}

void TestChatPast::survivesAnswersThatMakeNoSense()
{
    QFETCH(QByteArray, answer);
    Past w;
    w.join();
    w.head = 120;
    w.enter(71);
    int questions = 0;
    for (int turn = 0; turn < 3; ++turn) { // asked again, or not: without end it must not go
        w.scrollUp();
        if (w.question().isEmpty())
            continue;
        ++questions;
        w.wire().receive("43" + QByteArray::number(w.nextAck++) + answer);
    }
    QVERIFY(questions >= 1);
    QCOMPARE(w.rows.size(), size_t(50));
    QCOMPARE(w.client.state(), ConnectionState::Online);
}

QTEST_GUILESS_MAIN(TestChatPast)
#include "tst_chatpast.moc"

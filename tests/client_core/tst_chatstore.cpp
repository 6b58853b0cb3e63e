// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What of the chat survives the end of the client, whenever that comes: over fake wires, a fake clock and a
// store in memory. "Killed" is a new client that begins with what was in the store at that moment.

#include "client/core/roomkeeper.h"
#include "tests/client_core/chatworld.h"
#include "tests/support/memorystore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;

namespace {

/// A World with a store.
struct Run : World
{
    explicit Run(std::shared_ptr<MemoryStore> store_)
        : store(std::move(store_))
    {
        client.setStore(store);
        QObject::connect(&client, &ChatClient::storeProblemChanged, &client, [this] { ++problems; });
    }
    explicit Run(const QMap<QString, SavedRoom> &left = {})
        : Run(std::make_shared<MemoryStore>(left))
    { }
    void receive(const QByteArray &text, int seq)
    {
        wire().receive("42[\"message\"," + messageJson(text, 'i' + text, seq, "p") + "]");
    }
    void acknowledge(int ack, int seq)
    {
        wire().receive("43" + QByteArray::number(ack) + R"([{"ok":true,"seq":)" + QByteArray::number(seq)
                       + "}]");
    }

    std::shared_ptr<MemoryStore> store;
    int problems = 0;
};

} // namespace

class TestChatStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAMessageBeforeItGoesOut();
    void sendsAfterAKillWhatWaited();
    void sendsAgainAfterAKillWhatWasOnItsWay();
    void opensWithWhatWasReadLately();
    void resumesWithoutDuplicates();
    void goesOnInANewLogAfterARestart();
    void drawsTheLineAboveTheFirstOfANewLog();
    void movesAConfirmedMessageInOneStep();
    void gathersWhatArrives();
    void keepsWhatFailedAndWhy();
    void forgetsWhatWasDeleted();
    void keepsTheOutboxesOfServersApart();
    void sharesTheStoreBetweenWindows();
    void survivesAFailureAtEveryStep();
    void loadsNothingFromABrokenStore();
};

void TestChatStore::keepsAMessageBeforeItGoesOut()
{
    Run run;
    run.joinConfab();
    run.wire().takeSent();
    QStringList kept;
    qsizetype sentBefore = -1;
    run.store->beforeWrite = [&](const StoreChange &change) {
        if (!change.queued.isEmpty()) {
            kept.append(change.queued.constFirst().message.text);
            sentBefore = run.wire().sent.size();
        }
    };
    run.client.send(u"a"_s);
    QCOMPARE(kept, QStringList{u"a"_s});
    QCOMPARE(sentBefore, 0);
    QCOMPARE(run.wire().sent.size(), 1);
}

void TestChatStore::sendsAfterAKillWhatWaited()
{
    Run first;
    first.join(); // and the server is not there
    const QString one = first.client.send(u"one"_s);
    const QString two = first.client.send(u"two"_s);

    Run second(first.store->rooms);
    second.join();
    QCOMPARE(second.takeMessages(), (QStringList{u"[own sending one#0]"_s, u"[own sending two#0]"_s}));
    QCOMPARE(second.client.waitingMessages(), 2);
    second.connectWire();
    second.welcome();
    QCOMPARE(second.sentId(u"one"_s, 1), one);
    QCOMPARE(second.sentId(u"two"_s, 2), two);
    second.client.send(u"three"_s); // behind them
    QVERIFY(!second.sentId(u"three"_s, 3).isEmpty());
    QCOMPARE(second.store->waiting(), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
}

void TestChatStore::sendsAgainAfterAKillWhatWasOnItsWay()
{
    Run first;
    first.joinConfab();
    const QString id = first.client.send(u"a"_s);
    QCOMPARE(first.sentId(u"a"_s, 1), id);

    Run second(first.store->rooms);
    second.join();
    second.connectWire();
    second.welcome(); // it had not arrived
    QCOMPARE(second.sentId(u"a"_s, 1), id);
    second.acknowledge(1, 1);
    second.timers->advance(RoomKeeper::gatherTime);

    Run third(second.store->rooms);
    third.join();
    QCOMPARE(third.takeMessages(), QStringList{u"[own sent a#1]"_s});
    third.connectWire();
    third.welcome();
    QVERIFY(third.wire().sent.isEmpty());
}

void TestChatStore::opensWithWhatWasReadLately()
{
    Run first;
    first.joinConfab();
    for (int seq = 1; seq <= ClientStore::historyLimit + 20; ++seq)
        first.receive(QByteArray::number(seq), seq);
    first.client.leave();

    Run second(first.store->rooms);
    second.join();
    QCOMPARE(second.messages.size(), ClientStore::historyLimit);
    QCOMPARE(second.messages.constFirst(), u"[received 21#21]"_s);
    QCOMPARE(second.messages.constLast(), u"[received 520#520]"_s);
    QCOMPARE(second.client.state(), ConnectionState::Connecting);
}

void TestChatStore::resumesWithoutDuplicates()
{
    Run first;
    first.joinConfab();
    first.receive("one", 1);
    first.timers->advance(RoomKeeper::gatherTime);
    first.receive("two", 2); // arrived, but the kill came first

    Run second(first.store->rooms);
    second.join();
    QCOMPARE(second.takeMessages(), QStringList{u"[received one#1]"_s});
    const QJsonObject hello = second.connectWire();
    QCOMPARE(hello[u"since"_s].toObject(),
             (QJsonObject{{u"lobby"_s, QJsonObject{{u"epoch"_s, u"e1"_s}, {u"seq"_s, 1}}}}));
    second.welcome(messageJson("two", "itwo", 2, "p") + ',' + messageJson("three", "ithree", 3, "p"));
    QCOMPARE(second.takeMessages(), (QStringList{u"received two#2"_s, u"received three#3"_s}));
    second.client.leave();
    QCOMPARE(second.store->lobby().history.size(), 3);
    QCOMPARE(second.store->lobby().bookmark.seq, 3U);
    for (const ChatMessage &message : std::as_const(second.store->lobby().history))
        QVERIFY(!message.gapBefore);
}

void TestChatStore::goesOnInANewLogAfterARestart()
{
    Run first;
    first.joinConfab();
    first.receive("one", 1);
    first.receive("two", 2);
    const QString id = first.client.send(u"mine"_s);
    first.client.leave();

    Run second(first.store->rooms); // both were killed
    second.join();
    second.takeMessages();
    QCOMPARE(second.connectWire()[u"since"_s][u"lobby"_s][u"epoch"_s], u"e1"_s);
    second.welcome(messageJson("new", "inew", 1, "p"), "e2", true);
    QCOMPARE(second.takeMessages(), (QStringList{u"[received new#3]"_s}));
    QCOMPARE(second.sentId(u"mine"_s, 1), id);
    second.acknowledge(1, 2);
    QCOMPARE(second.takeMessages(), QStringList{u"own sent mine#4"_s});
    second.client.leave();
    QList<bool> lines;
    for (const ChatMessage &message : std::as_const(second.store->lobby().history))
        lines.append(message.gapBefore);
    QCOMPARE(lines, (QList{false, false, true, false}));
}

void TestChatStore::drawsTheLineAboveTheFirstOfANewLog()
{
    Run first;
    first.joinConfab();
    first.receive("one", 1);
    first.client.leave();

    Run second(first.store->rooms);
    second.join();
    second.connectWire();
    second.welcome({}, "e2", true); // nothing in it yet
    second.client.leave();

    Run third(second.store->rooms);
    third.join();
    third.connectWire();
    third.welcome({}, "e2");
    third.client.send(u"mine"_s);
    third.acknowledge(1, 1);
    third.client.leave();
    const QList<ChatMessage> &history = third.store->lobby().history;
    QCOMPARE(history.size(), 2);
    QVERIFY(!history.at(0).gapBefore);
    QVERIFY(history.at(1).gapBefore);
}

void TestChatStore::movesAConfirmedMessageInOneStep()
{
    Run run;
    run.joinConfab();
    const QString id = run.client.send(u"a"_s);
    run.store->changes.clear();
    run.acknowledge(1, 1);
    run.timers->advance(RoomKeeper::gatherTime);
    QCOMPARE(run.store->changes.size(), 1);
    const StoreChange &step = run.store->changes.constFirst();
    QCOMPARE(step.unqueued, QStringList{id});
    QCOMPARE(step.history.size(), 1);
    QCOMPARE(step.history.constFirst().localId, id);
    QCOMPARE(step.bookmark->seq, 1U);
}

void TestChatStore::gathersWhatArrives()
{
    Run run;
    run.joinConfab();
    run.store->changes.clear();
    for (int seq = 1; seq <= 50; ++seq)
        run.receive(QByteArray::number(seq), seq);
    QVERIFY(run.store->changes.isEmpty());
    run.timers->advance(RoomKeeper::gatherTime);
    QCOMPARE(run.store->changes.size(), 1);
    QCOMPARE(run.store->changes.constFirst().history.size(), 50);
}

void TestChatStore::keepsWhatFailedAndWhy()
{
    Run first;
    first.joinConfab();
    first.client.send(u"no"_s);
    first.wire().receive(R"(431[{"ok":false,"error":"storage"}])");
    first.client.send(u"late"_s);
    first.timers->advance(5s); // no answer

    Run second(first.store->rooms);
    second.join();
    QCOMPARE(second.takeMessages(),
             (QStringList{u"[own not sent no#0 !%1]"_s.arg(int(SendFailure::Storage)),
                          u"[own not sent late#0 !%1]"_s.arg(int(SendFailure::NoAnswer)),
                          u"own sending late#0"_s})); // it may have arrived: its id will tell
    second.connectWire();
    second.welcome();
    QVERIFY(second.sentId(u"no"_s, 1).isEmpty());
    QVERIFY(!second.sentId(u"late"_s, 1).isEmpty());
    second.client.resend(second.store->lobby().outbox.constFirst().message.localId);
    QVERIFY(!second.sentId(u"no"_s, 2).isEmpty());
    QCOMPARE(second.store->waiting(), (QStringList{u"late"_s, u"no"_s})); // in the order of going out
}

void TestChatStore::forgetsWhatWasDeleted()
{
    Run run;
    run.join();
    run.client.discard(run.client.send(u"a"_s));
    QVERIFY(run.store->lobby().outbox.isEmpty());
}

void TestChatStore::keepsTheOutboxesOfServersApart()
{
    Run first;
    first.join();
    first.client.send(u"for host"_s);

    Run second(first.store->rooms);
    second.client.join(address, u"Ana"_s, u"lobby"_s); // nobody there
    second.client.send(u"for whoever is at the right address"_s);
    second.client.join(QUrl(u"http://other:3000"_s), u"Ana"_s, u"lobby"_s);
    second.connectWire();
    second.welcome();
    QVERIFY(second.sentId(u"for host"_s, 1).isEmpty());
    QVERIFY(!second.sentId(u"for whoever is at the right address"_s, 1).isEmpty());
    QCOMPARE(second.store->waiting(), QStringList{u"for host"_s});

    second.client.join(address, u"Ana"_s, u"lobby"_s);
    second.connectWire();
    second.welcome();
    QVERIFY(!second.sentId(u"for host"_s, 1).isEmpty());
    QVERIFY(second.sentId(u"for whoever is at the right address"_s, 2).isEmpty());
}

void TestChatStore::sharesTheStoreBetweenWindows()
{
    auto store = std::make_shared<MemoryStore>();
    auto first = std::make_unique<Run>(store);
    first->join();
    const QString id = first->client.send(u"from the first"_s);
    Run second(store);
    second.joinConfab();
    QVERIFY(second.wire().sent.isEmpty()); // that is the first one's to send
    QCOMPARE(second.client.waitingMessages(), 0);
    first.reset(); // it is closed without having been online
    second.client.join(QUrl(u"http://other:3000"_s), u"Ana"_s, u"lobby"_s);
    second.join();
    second.connectWire();
    second.welcome();
    QCOMPARE(second.sentId(u"from the first"_s, 1), id);
}

/// Whatever step the disk fails at: the chat goes on in memory, the person is told, and when it works again
/// nothing is missing in it.
void TestChatStore::survivesAFailureAtEveryStep()
{
    bool failed = true;
    for (int step = 0; failed && step < 100; ++step) {
        Run run;
        run.store->failing = step;
        run.joinConfab();
        run.client.send(u"a"_s);
        run.receive("one", 1);
        run.client.send(u"b"_s);
        run.acknowledge(1, 2);
        run.timers->advance(RoomKeeper::gatherTime);
        run.client.send(u"c"_s);
        run.client.discard(run.client.send(u"d"_s));
        failed = run.problems > 0 || run.client.storeProblem();
        if (!run.client.storeProblem())
            QCOMPARE(run.problems % 2, 0); // it was told, and that it is over
        run.timers->advance(RoomKeeper::retryTime);
        QVERIFY2(!run.client.storeProblem(), qPrintable(QString::number(step)));
        for (int ack = 1; const QString &text : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            QVERIFY(!run.sentId(text, ack++).isEmpty());
        run.client.leave();
        QCOMPARE(run.store->waiting(), (QStringList{u"b"_s, u"c"_s}));
        QCOMPARE(run.store->lobby().history.size(), 2);
        QCOMPARE(run.store->lobby().bookmark.seq, 2U);
    }
    QVERIFY(!failed); // the loop got past the last step
}

void TestChatStore::loadsNothingFromABrokenStore()
{
    Run run;
    run.store->failing = 0;
    run.store->failures = 1000;
    run.joinConfab();
    QCOMPARE(run.problems, 1); // not read
    QCOMPARE(run.client.storeProblem()->kind, StoreProblem::Kind::Other);
    run.client.send(u"a"_s);
    QCOMPARE(run.problems, 2); // not written, and for another reason
    QCOMPARE(run.client.storeProblem()->kind, StoreProblem::Kind::Full);
    run.acknowledge(1, 1);
    QCOMPARE(run.takeMessages(), (QStringList{u"own sending a#0"_s, u"own sent a#1"_s}));
    run.timers->advance(1h);
    QCOMPARE(run.problems, 2); // it is said once
    run.store->failing = -1;
    run.timers->advance(RoomKeeper::retryTime);
    QVERIFY(!run.client.storeProblem());
    QCOMPARE(run.store->lobby().history.size(), 1);
}

QTEST_GUILESS_MAIN(TestChatStore)
#include "tst_chatstore.moc"

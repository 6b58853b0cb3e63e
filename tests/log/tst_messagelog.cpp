// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/messagelog.h"
#include "tests/support/stuckstore.h"

#include <QTest>

#include <thread>

using namespace confab;
using namespace confab::log;
using confab::test::StuckStore;
using namespace Qt::StringLiterals;

namespace {

Draft draft(quint64 ticket)
{
    Draft draft;
    draft.ticket = ticket;
    draft.room = u"lobby"_s;
    draft.personId = u"ana"_s;
    draft.personName = u"Ana"_s;
    draft.id = QString::number(ticket);
    draft.text = u"hi"_s;
    draft.clientId = ticket;
    return draft;
}

/// A shard's end of the log: what arrived, in order.
struct Listener
{
    std::vector<Event> received;
    Events events{Events::unbounded, [this](std::vector<Event> &&batch) {
                      for (Event &event : batch)
                          received.push_back(std::move(event));
                  }};

    [[nodiscard]] QList<quint64> seqs() const
    {
        QList<quint64> seqs;
        for (const Event &event : received) {
            if (const auto *outcome = std::get_if<Outcome>(&event))
                seqs.append(outcome->message.seq);
        }
        return seqs;
    }
};

} // namespace

class TestMessageLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySubscriberGetsTheSameOrder();
    void aPageTellsExactlyOfWhatWasBeforeIt();
    void whatIsEphemeralPassesInOrderAndIsNotKept();
    void aFullInboxRefuses();
    void isBusyUntilEverybodyHasTakenWhatASlowStoreKept();
    void isBusyWhilePagesWait();
    void worksOffWhatIsQueuedAtTheEnd();
    void threadsMayAppendAtOnce();
};

void TestMessageLog::everySubscriberGetsTheSameOrder()
{
    Listener first;
    Listener second;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&first.events);
    log.subscribe(&second.events);
    for (quint64 i = 1; i <= 1500; ++i)
        QVERIFY(log.append(draft(i)));
    QTRY_COMPARE(first.received.size(), size_t(1500));
    QTRY_COMPARE(second.received.size(), size_t(1500));
    for (quint64 i = 0; i < 1500; ++i) {
        const auto &outcome = std::get<Outcome>(first.received[i]);
        QCOMPARE(outcome.message.seq, i + 1);
        QCOMPARE(outcome.ticket, i + 1);
    }
    QCOMPARE(first.seqs(), second.seqs());
}

void TestMessageLog::aPageTellsExactlyOfWhatWasBeforeIt()
{
    Listener listener;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&listener.events);
    QVERIFY(log.append(draft(1)));
    QVERIFY(log.append(draft(2)));
    Query question;
    question.ticket = 99;
    question.room = u"lobby"_s;
    QVERIFY(log.read(question, &listener.events));
    QVERIFY(log.append(draft(3)));
    QTRY_COMPARE(listener.received.size(), size_t(4));
    const auto *page = std::get_if<Page>(&listener.received[2]);
    QVERIFY(page);
    QCOMPARE(page->ticket, 99U);
    QCOMPARE(page->head, 2U);
    QCOMPARE(page->messages.size(), size_t(2));
}

void TestMessageLog::whatIsEphemeralPassesInOrderAndIsNotKept()
{
    Listener first;
    Listener second;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&first.events);
    log.subscribe(&second.events);
    QVERIFY(log.append(draft(1)));
    Ephemeral typing;
    typing.room = u"lobby"_s;
    typing.personId = u"ana"_s;
    typing.clientId = 7;
    QVERIFY(log.pass(typing));
    QVERIFY(log.append(draft(2)));
    for (Listener *listener : {&first, &second}) {
        QTRY_COMPARE(listener->received.size(), size_t(3));
        const auto *passed = std::get_if<Ephemeral>(&listener->received[1]);
        QVERIFY(passed);
        QCOMPARE(passed->personId, u"ana"_s);
        QCOMPARE(passed->clientId, 7U);
        QCOMPARE(listener->seqs(), (QList<quint64>{1, 2}));
    }
}

void TestMessageLog::aFullInboxRefuses()
{
    QMutex wait;
    Listener listener;
    quint64 accepted = 0;
    {
        wait.lock();
        MessageLog log(std::make_unique<StuckStore>(wait));
        log.subscribe(&listener.events);
        while (accepted < 3 * MessageLog::inboxBound && log.append(draft(accepted + 1)))
            ++accepted;
        wait.unlock();
    }
    QVERIFY(accepted >= MessageLog::inboxBound);
    QVERIFY(accepted < 3 * MessageLog::inboxBound);
    // Nothing that was accepted is lost.
    QTRY_COMPARE(listener.received.size(), accepted);
}

void TestMessageLog::isBusyUntilEverybodyHasTakenWhatASlowStoreKept()
{
    QMutex wait;
    Listener first;
    Listener second;
    MessageLog log(std::make_unique<StuckStore>(wait));
    log.subscribe(&first.events);
    log.subscribe(&second.events);
    QMutexLocker stuck(&wait);
    Draft large = draft(0);
    large.text = QString(16384, u'x');
    qint64 bytes = 0;
    size_t count = 0;
    while (!log.isBusy()) {
        large.id = QString::number(++count);
        QVERIFY(log.append(large));
        bytes += weightOf(large);
    }
    // A producer that asks before each message leaves room in the inbox, and memory for what it has.
    QVERIFY(bytes < net::Backlog::highWater + weightOf(large));
    QVERIFY(count < MessageLog::inboxBound);

    stuck.unlock();
    QTRY_COMPARE(first.received.size(), count);
    QTRY_COMPARE(second.received.size(), count);
    QVERIFY(log.isBusy()); // handed over, and taken by nobody
    log.taken(first.received);
    QTRY_VERIFY(log.isBusy()); // the other one is behind
    log.taken(second.received);
    QTRY_VERIFY(!log.isBusy());

    // Nothing stays behind: as much fits as in the beginning.
    stuck.relock();
    size_t again = 0;
    while (!log.isBusy()) {
        large.id = QString::number(count + ++again);
        QVERIFY(log.append(large));
    }
    stuck.unlock();
    QCOMPARE(again, count);
}

void TestMessageLog::isBusyWhilePagesWait()
{
    Listener listener;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&listener.events);
    Draft large = draft(0);
    large.text = QString(16384, u'x');
    for (int i = 0; i < 50; ++i) {
        large.id = QString::number(i);
        QVERIFY(log.append(large));
    }
    QTRY_COMPARE(listener.received.size(), size_t(50));
    log.taken(std::exchange(listener.received, {}));
    // A few bytes ask for a lot of them.
    Query question;
    question.room = u"lobby"_s;
    for (size_t i = 1; i <= 20; ++i)
        QVERIFY(log.read(question, &listener.events));
    QTRY_COMPARE(listener.received.size(), size_t(20));
    QVERIFY(log.isBusy());
    log.taken(listener.received);
    QTRY_VERIFY(!log.isBusy());
}

void TestMessageLog::worksOffWhatIsQueuedAtTheEnd()
{
    Listener listener;
    {
        MessageLog log(std::make_unique<MemoryStore>());
        log.subscribe(&listener.events);
        for (quint64 i = 1; i <= 100; ++i)
            QVERIFY(log.append(draft(i)));
    }
    QTRY_COMPARE(listener.received.size(), size_t(100));
}

void TestMessageLog::threadsMayAppendAtOnce()
{
    Listener listener;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&listener.events);
    std::vector<std::thread> threads;
    for (quint64 t = 0; t < 3; ++t) {
        threads.emplace_back([&log, t] {
            for (quint64 i = 1; i <= 1000; ++i) {
                const bool taken = log.append(draft(t * 1000 + i));
                Q_ASSERT(taken);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QTRY_COMPARE(listener.received.size(), size_t(3000));
    const QList<quint64> seqs = listener.seqs();
    for (qsizetype i = 0; i < seqs.size(); ++i)
        QCOMPARE(seqs.at(i), static_cast<quint64>(i) + 1);
}

QTEST_GUILESS_MAIN(TestMessageLog)
#include "tst_messagelog.moc"

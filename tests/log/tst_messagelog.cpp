// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/messagelog.h"
#include "server/log/sqlitestore.h"
#include "tests/support/countingstore.h"
#include "tests/support/patience.h"
#include "tests/support/stuckstore.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace confab;
using namespace confab::log;
using confab::test::CountingStore;
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

/// Writes down what is asked of a store about sessions, and in which order.
class SessionsStore final : public MemoryStore
{
public:
    explicit SessionsStore(QStringList &calls)
        : m_calls(calls)
    { }
    [[nodiscard]] bool note(SessionChange change) override
    {
        const bool isUrgent = change.kind == SessionChange::Kind::Changing;
        m_calls.append(
            u"note since %1"_s.arg(change.session.rooms.empty() ? 0 : change.session.rooms[0].since));
        (void)MemoryStore::note(std::move(change));
        return isUrgent;
    }
    [[nodiscard]] Result<bool, StoreError> keepSessions(qint64 now, int batch) override
    {
        m_calls.append(u"keep"_s);
        return MemoryStore::keepSessions(now, batch);
    }
    [[nodiscard]] Result<Page, StoreError> read(const Query &query) override
    {
        m_calls.append(u"read"_s);
        return MemoryStore::read(query);
    }

private:
    QStringList &m_calls; ///< read when the log has stopped
};

SessionChange sessionChange(SessionChange::Kind kind, quint64 since = 0)
{
    Session session;
    session.key = "key";
    session.rooms = {{u"lobby"_s, since, false, false}};
    return {kind, session, QDateTime::currentMSecsSinceEpoch()};
}

} // namespace

class TestMessageLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySubscriberGetsTheSameOrder();
    void commitsTogetherWhatIsHandedOverTogether();
    void aPageTellsExactlyOfWhatWasBeforeIt();
    void whatIsEphemeralPassesInOrderAndIsNotKept();
    void forgetsWhileItRuns();
    void recoversInOrderWithTheMessages();
    void keepsAtOnceWhatIsWrongOtherwise();
    void keepsSessionsByItself();
    void recoversNobodyWhileItIsBusy();
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

void TestMessageLog::commitsTogetherWhatIsHandedOverTogether()
{
    QList<size_t> commits;
    QList<size_t> deliveries;
    Events events(Events::unbounded, [&](std::vector<Event> &&batch) { deliveries.append(batch.size()); });
    MessageLog log(std::make_unique<CountingStore>(commits));
    log.subscribe(&events);
    QVERIFY(log.append(draft(1)));
    QTRY_COMPARE(deliveries, QList<size_t>{1}); // else it takes the next along with our subscription
    for (quint64 i = 2; i <= 6; ++i)
        QVERIFY(log.append(draft(i), net::Wake::Later));
    log.wakeUp();
    QTRY_COMPARE(deliveries, (QList<size_t>{1, 5})); // and comes back together
    for (quint64 i = 7; i <= 9; ++i)
        QVERIFY(log.append(draft(i), net::Wake::Later));
    log.stop(); // nothing is forgotten
    QCOMPARE(commits, (QList<size_t>{1, 5, 3}));
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

void TestMessageLog::forgetsWhileItRuns()
{
    Listener listener;
    Retention retention;
    retention.keepPerRoom = 2;
    retention.everyMs = 10;
    MessageLog log(
        [](EpochChoice) {
            return Result<std::unique_ptr<Store>, StoreError>(std::make_unique<MemoryStore>());
        },
        retention);
    log.subscribe(&listener.events);
    log.open(); // it forgets then, too, but there is nothing yet
    for (quint64 i = 1; i <= 5; ++i)
        QVERIFY(log.append(draft(i)));
    Query question;
    question.room = u"lobby"_s;
    const auto kept = [&] {
        listener.received.clear();
        if (!log.read(question, &listener.events)
            || !QTest::qWaitFor([&] { return !listener.received.empty(); }))
            return size_t(0);
        const auto *page = std::get_if<Page>(&listener.received.back());
        return page ? page->messages.size() : 0;
    };
    QTRY_COMPARE(kept(), size_t(2));
}

void TestMessageLog::recoversInOrderWithTheMessages()
{
    Listener asker;
    Listener other;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&asker.events);
    log.subscribe(&other.events);
    using Kind = SessionChange::Kind;
    QVERIFY(log.note(sessionChange(Kind::Opened)));
    QVERIFY(log.append(draft(1)));
    QVERIFY(log.note(sessionChange(Kind::Lost)));
    RecoveryQuery query;
    query.ticket = 99;
    query.key = "key";
    QVERIFY(log.recover(query, &asker.events));
    QVERIFY(log.append(draft(2)));
    QTRY_COMPARE(asker.received.size(), size_t(3));
    QTRY_COMPARE(other.received.size(), size_t(2));
    const auto *recovered = std::get_if<Recovered>(&asker.received[1]);
    QVERIFY(recovered && recovered->session);
    QCOMPARE(recovered->ticket, 99U);
    QCOMPARE(recovered->missed.size(), size_t(1));
    const auto *first = std::get_if<Outcome>(&asker.received[0]);
    QCOMPARE(recovered->missed[0].position, first->message.position);
    QCOMPARE(recovered->epoch, first->epoch);
    QVERIFY(!recovered->epoch.isEmpty());
}

void TestMessageLog::keepsAtOnceWhatIsWrongOtherwise()
{
    QStringList calls;
    Listener listener;
    QElapsedTimer time;
    time.start();
    {
        auto store = std::make_unique<SessionsStore>(calls);
        QVERIFY(store->append({draft(7), draft(8)}, 1));
        MessageLog log(std::move(store));
        log.subscribe(&listener.events);
        Query question;
        question.room = u"lobby"_s;
        using Kind = SessionChange::Kind;
        QVERIFY(log.note(sessionChange(Kind::Opened)));
        QVERIFY(log.read(question, &listener.events));
        QTRY_COMPARE(listener.received.size(), size_t(1));
        QVERIFY(log.note(sessionChange(Kind::Changing, 1)));
        QVERIFY(log.read(question, &listener.events));
        QVERIFY(log.read(question, &listener.events));
        QTRY_COMPARE(listener.received.size(), size_t(3));
        QVERIFY(log.note(sessionChange(Kind::Changed, 1)));
    }
    if (time.hasExpired(1000))
        QSKIP("This machine was so busy that sessions were also kept because a second had passed.");
    // A client that came before its shard heard of any message got all since the beginning. The last is the
    // end.
    QCOMPARE(calls,
             (QStringList{u"note since 2"_s, u"read"_s, u"note since 1"_s, u"keep"_s, u"read"_s, u"read"_s,
                          u"note since 1"_s, u"keep"_s}));
}

void TestMessageLog::keepsSessionsByItself()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"confab.db"_s);
    auto store = SqliteStore::open(path);
    QVERIFY(store);
    store->reset(); // the file is there
    MessageLog log([&path](EpochChoice choice) -> Result<std::unique_ptr<Store>, StoreError> {
        auto opened = SqliteStore::open(path, choice);
        if (!opened)
            return Failure{opened.error()};
        return std::unique_ptr<Store>(*std::move(opened));
    });
    log.open();
    QVERIFY(log.note(sessionChange(SessionChange::Kind::Opened)));
    const auto reader = SqliteDatabase::open(path, SqliteDatabase::Mode::ReadOnly);
    QVERIFY(reader);
    QTRY_COMPARE_WITH_TIMEOUT((*reader)->value(u"SELECT count(*) FROM sessions"_s)->toInt(), 1,
                              testing::patience);
}

void TestMessageLog::recoversNobodyWhileItIsBusy()
{
    Listener listener;
    MessageLog log(std::make_unique<MemoryStore>());
    log.subscribe(&listener.events);
    QVERIFY(log.note(sessionChange(SessionChange::Kind::Opened)));
    QVERIFY(log.note(sessionChange(SessionChange::Kind::Lost)));
    Draft large = draft(0);
    large.text = QString(net::Backlog::highWater / 2, u'x');
    large.room = u"elsewhere"_s;
    QVERIFY(log.append(large));
    QTRY_COMPARE(listener.received.size(), size_t(1));
    QVERIFY(log.isBusy());
    RecoveryQuery query;
    query.key = "key";
    for (const bool expected : {false, true}) {
        QVERIFY(log.recover(query, &listener.events));
        QTRY_VERIFY(std::holds_alternative<Recovered>(listener.received.back()));
        QCOMPARE(std::get<Recovered>(listener.received.back()).session.has_value(), expected);
        log.taken(std::exchange(listener.received, {Event(LogState{})}));
        QTRY_VERIFY(!log.isBusy());
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
    QTRY_COMPARE_WITH_TIMEOUT(listener.received.size(), accepted, testing::patience);
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

    // Nothing stays behind: as much fits as in the beginning, when the commit is over; an answer says that.
    first.received.clear();
    QVERIFY(log.read({}, &first.events));
    QTRY_COMPARE(first.received.size(), size_t(1));
    log.taken(first.received);
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

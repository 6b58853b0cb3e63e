// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The log when its store fails: what is refused, what goes on, what is told, and how it comes back.

#include "server/log/messagelog.h"
#include "tests/log/stores.h"

#include <QDateTime>

using namespace confab;
using namespace stores;

namespace {

/// What a test decides about its store from outside. Set while the log's thread is idle.
struct Fate
{
    std::atomic<int> appendsLeft = std::numeric_limits<int>::max();
    std::atomic<int> readsLeft = std::numeric_limits<int>::max();
    std::atomic<bool> opens = true;
    std::atomic<bool> isAbandoned = false;
};

/// A store that fails when it is told to.
class FailingStore final : public Store
{
public:
    explicit FailingStore(Fate &fate)
        : m_fate(fate)
    { }
    [[nodiscard]] QByteArray epoch() const override { return m_store.epoch(); }
    [[nodiscard]] Result<std::vector<Outcome>, StoreError> append(const std::vector<Draft> &drafts,
                                                                  qint64 at) override
    {
        if (m_fate.appendsLeft-- <= 0)
            return Failure{StoreError{StoreError::Kind::Full, u"full"_s}};
        return m_store.append(drafts, at);
    }
    [[nodiscard]] Result<Page, StoreError> read(const Query &query) override
    {
        if (m_fate.readsLeft-- <= 0)
            return Failure{StoreError{StoreError::Kind::Corrupt, u"corrupt"_s}};
        return m_store.read(query);
    }
    [[nodiscard]] Result<std::optional<Message>, StoreError> find(const QString &personId,
                                                                  const QString &id) override
    {
        if (m_fate.readsLeft-- <= 0)
            return Failure{StoreError{StoreError::Kind::Corrupt, u"corrupt"_s}};
        return m_store.find(personId, id);
    }
    [[nodiscard]] Result<bool, StoreError> forget(const Retention &retention, qint64 now, int batch) override
    {
        return m_store.forget(retention, now, batch);
    }
    [[nodiscard]] quint64 position() const override { return m_store.position(); }
    [[nodiscard]] bool note(SessionChange change) override { return m_store.note(std::move(change)); }
    [[nodiscard]] Result<bool, StoreError> keepSessions(qint64 now, int batch) override
    {
        return m_store.keepSessions(now, batch);
    }
    [[nodiscard]] Result<Recovered, StoreError> recover(const RecoveryQuery &query, qint64 now) override
    {
        return m_store.recover(query, now);
    }
    void abandon() override { m_fate.isAbandoned = true; }

private:
    Fate &m_fate;
    MemoryStore m_store;
};

/// A log over such a store, with a shard's end and the owner's end of it.
struct World
{
    World()
    {
        log.watch(&states);
        log.subscribe(&events);
        log.open();
    }
    [[nodiscard]] bool send(const QString &id) { return log.append(draft(id)); }
    /// The outcomes so far, one letter each: Stored, Duplicate, Failed, and M for kept in memory only.
    [[nodiscard]] QString outcomes() const
    {
        QString letters;
        for (const Event &event : received) {
            if (const auto *outcome = std::get_if<Outcome>(&event))
                letters += outcome->kind == Outcome::Kind::Failed ? u'F'
                    : outcome->kind == Outcome::Kind::Duplicate   ? u'D'
                    : outcome->isInMemoryOnly                     ? u'M'
                                                                  : u'S';
        }
        return letters;
    }
    template <typename T> [[nodiscard]] const T *last() const
    {
        for (auto event = received.rbegin(); event != received.rend(); ++event) {
            if (const T *wanted = std::get_if<T>(&*event))
                return wanted;
        }
        return nullptr;
    }

    Fate fate;
    std::vector<Event> received;
    std::vector<LogState> told;
    Events events{Events::unbounded, [this](std::vector<Event> &&batch) {
                      received.insert(received.end(), batch.begin(), batch.end());
                  }};
    States states{States::unbounded, [this](std::vector<LogState> &&batch) {
                      told.insert(told.end(), batch.begin(), batch.end());
                  }};
    MessageLog log{[this](EpochChoice) -> Result<std::unique_ptr<Store>, StoreError> {
        if (!fate.opens)
            return Failure{StoreError{StoreError::Kind::ReadOnly, u"read-only"_s}};
        return std::unique_ptr<Store>(new FailingStore(fate));
    }};
};

} // namespace

class TestStoreFailure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndSaysSo();
    void saysWhyItCannotOpen();
    void theNthAppendFails();
    void aFailedReadIsAFailureToo();
    void aRetryOfAStoredMessageIsNoNewOne();
    void goesOnWithoutTheStoresMemory();
    void returnsToTheStoreWhenAsked();
    void staysInMemoryWhileTheStoreIsBroken();
    void recoversNobodyInMemory();
};

void TestStoreFailure::opensAndSaysSo()
{
    World world;
    QTRY_COMPARE(world.told.size(), size_t(1));
    QCOMPARE(world.told[0].kind, LogState::Kind::Open);
    QVERIFY(!world.told[0].epoch.isEmpty());
    world.log.open(); // again: told again, nothing else
    QTRY_COMPARE(world.told.size(), size_t(2));
    QCOMPARE(world.told[1].epoch, world.told[0].epoch);
    QVERIFY(world.received.empty());
}

void TestStoreFailure::saysWhyItCannotOpen()
{
    World world;
    QTRY_COMPARE(world.told.size(), size_t(1));
    std::vector<LogState> told;
    States states(States::unbounded, [&](std::vector<LogState> &&batch) { told = std::move(batch); });
    MessageLog closed([](EpochChoice) -> Result<std::unique_ptr<Store>, StoreError> {
        return Failure{StoreError{StoreError::Kind::Newer, u"version 9"_s}};
    });
    closed.watch(&states);
    closed.subscribe(&world.events);
    closed.open();
    QVERIFY(closed.append(draft(u"1"_s)));
    QTRY_COMPARE(told.size(), size_t(1));
    QCOMPARE(told[0].kind, LogState::Kind::Closed);
    QCOMPARE(told[0].error.kind, StoreError::Kind::Newer);
    // Never silently in memory instead.
    QTRY_COMPARE(world.outcomes(), u"F"_s);
}

void TestStoreFailure::theNthAppendFails()
{
    for (int nth = 0; nth < 4; ++nth) {
        World world;
        world.fate.appendsLeft = nth;
        for (int i = 0; i < 6; ++i) { // each a commit of its own
            QVERIFY(world.send(QString::number(i)));
            QTRY_COMPARE(world.outcomes().size(), i + 1);
        }
        QCOMPARE(world.outcomes(), QString(nth, u'S') + u'F' + QString(5 - nth, u'M'));
        const auto *state = world.last<LogState>();
        QVERIFY(state);
        QCOMPARE(state->kind, LogState::Kind::InMemory);
        QCOMPARE(state->error.kind, StoreError::Kind::Full);
        QVERIFY(world.fate.isAbandoned);
        QTRY_COMPARE(world.told.size(), size_t(2));
        QVERIFY(world.told[1].epoch != world.told[0].epoch);
        // The shard hears of the new epoch after what was refused and before what counts in it.
        QVERIFY(std::holds_alternative<LogState>(world.received.at(static_cast<size_t>(nth) + 1)));
        QCOMPARE(world.last<Outcome>()->message.seq, 0U);
    }
}

void TestStoreFailure::aFailedReadIsAFailureToo()
{
    World world;
    QVERIFY(world.send(u"1"_s));
    QTRY_COMPARE(world.outcomes(), u"S"_s);
    Query question = query(Query::Kind::Newest);
    question.epoch = world.told.at(0).epoch;
    question.after = 1;
    world.fate.readsLeft = 0;
    QVERIFY(world.log.read(question, &world.events));
    QTRY_VERIFY(world.last<Page>());
    QCOMPARE(world.last<LogState>()->kind, LogState::Kind::InMemory);
    QCOMPARE(world.last<Page>()->epoch, world.last<LogState>()->epoch);
    QVERIFY(world.last<Page>()->gap);
    QVERIFY(world.send(u"2"_s));
    QTRY_COMPARE(world.outcomes(), u"SM"_s);
}

void TestStoreFailure::aRetryOfAStoredMessageIsNoNewOne()
{
    World world;
    world.fate.appendsLeft = 1;
    for (const QString &id : {u"stored"_s, u"refused"_s, u"stored"_s, u"refused"_s, u"refused"_s})
        QVERIFY(world.send(id)
                && QTest::qWaitFor([&, n = world.outcomes().size()] { return world.outcomes().size() > n; }));
    // The one that was stored keeps its number, the refused one is delivered once.
    QCOMPARE(world.outcomes(), u"SFDMD"_s);
}

void TestStoreFailure::goesOnWithoutTheStoresMemory()
{
    World world;
    world.fate.appendsLeft = 1;
    QVERIFY(world.send(u"1"_s));
    QTRY_COMPARE(world.outcomes(), u"S"_s);
    world.fate.readsLeft = 0;
    QVERIFY(world.send(u"2"_s));
    QTRY_COMPARE(world.outcomes(), u"SF"_s);
    QVERIFY(world.send(u"1"_s));
    QTRY_COMPARE(world.outcomes(), u"SFM"_s);
}

void TestStoreFailure::returnsToTheStoreWhenAsked()
{
    World world;
    world.fate.appendsLeft = 0;
    QVERIFY(world.send(u"1"_s));
    QVERIFY(QTest::qWaitFor([&] { return world.outcomes() == u"F"_s; }));
    QVERIFY(world.send(u"2"_s));
    QTRY_COMPARE(world.outcomes(), u"FM"_s);
    world.fate.appendsLeft = 100;
    world.log.returnToStore();
    QVERIFY(world.send(u"3"_s));
    QTRY_COMPARE(world.outcomes(), u"FMS"_s);
    QCOMPARE(world.last<LogState>()->kind, LogState::Kind::Open);
    QTRY_COMPARE(world.told.size(), size_t(3));
    QVERIFY(world.told[2].epoch != world.told[1].epoch);
    world.log.returnToStore(); // nothing to return from
    QVERIFY(world.send(u"4"_s));
    QTRY_COMPARE(world.outcomes(), u"FMSS"_s);
    QCOMPARE(world.told.size(), size_t(3));
}

void TestStoreFailure::staysInMemoryWhileTheStoreIsBroken()
{
    World world;
    world.fate.appendsLeft = 0;
    QVERIFY(world.send(u"1"_s));
    QTRY_COMPARE(world.outcomes(), u"F"_s);
    world.fate.opens = false;
    world.log.returnToStore();
    QTRY_COMPARE(world.told.size(), size_t(3));
    QCOMPARE(world.told[2].kind, LogState::Kind::InMemory);
    QCOMPARE(world.told[2].epoch, world.told[1].epoch);
    QCOMPARE(world.told[2].error.kind, StoreError::Kind::ReadOnly);
    QVERIFY(world.send(u"2"_s));
    QTRY_COMPARE(world.outcomes(), u"FM"_s);
}

void TestStoreFailure::recoversNobodyInMemory()
{
    World world;
    RecoveryQuery query;
    query.key = "key";
    QVERIFY(world.log.note(change(SessionChange::Kind::Opened)));
    world.fate.appendsLeft = 0;
    QVERIFY(world.send(u"1"_s)); // the store fails
    QVERIFY(world.log.note(change(SessionChange::Kind::Opened, session("later"))));
    for (const QByteArray &key : {QByteArray("key"), QByteArray("later")}) {
        QVERIFY(world.log.note(
            change(SessionChange::Kind::Lost, session(key), QDateTime::currentMSecsSinceEpoch())));
        query.key = key;
        QVERIFY(world.log.recover(query, &world.events));
        ++query.ticket;
    }
    QTRY_VERIFY(world.last<Recovered>() && world.last<Recovered>()->ticket == 1);
    for (const Event &event : world.received) {
        if (const auto *recovered = std::get_if<Recovered>(&event))
            QVERIFY(!recovered->session);
    }
    QVERIFY(world.send(u"2"_s));
    QTRY_COMPARE(world.outcomes(), u"FM"_s);
    QCOMPARE(world.last<Outcome>()->message.position, 0U);
    QVERIFY(world.last<Outcome>()->epoch.isEmpty());
}

QTEST_GUILESS_MAIN(TestStoreFailure)
#include "tst_storefailure.moc"

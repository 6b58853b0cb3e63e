// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What shards tell each other: through the log, one list for each turn, nothing lost.

#include "server/log/memorystore.h"
#include "server/log/newsfeed.h"
#include "tests/support/faketimers.h"
#include "tests/support/patience.h"

#include <QMutex>
#include <QTest>

#include <atomic>

using namespace confab;
using namespace confab::log;
using confab::testing::FakeTimers;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Numbers as people.
class Numbers final : public NewsSource
{
public:
    explicit Numbers(NewsFeed &feed)
        : m_feed(feed)
    {
        feed.add(*this);
    }

    void add(int count)
    {
        for (int i = 0; i < count; ++i)
            m_untold.append(QString::number(++m_last));
        m_feed.changed();
    }
    bool tell(News &news) override
    {
        ++asked;
        while (!m_untold.isEmpty() && news.people.size() < NewsFeed::listBound)
            news.people.push_back({m_untold.takeFirst(), {}, {}, 0});
        return !m_untold.isEmpty();
    }
    void hear(const News &news) override
    {
        lists.append(static_cast<qsizetype>(news.people.size()));
        shards.append(news.shard);
        for (const PersonNews &person : news.people)
            heard.append(person.id);
    }

    int asked = 0;
    QList<qsizetype> lists;
    QList<int> shards;
    QStringList heard;

private:
    NewsFeed &m_feed;
    QStringList m_untold;
    int m_last = 0;
};

/// A shard's end of the log.
struct Shard
{
    Shard(MessageLog &messageLog, FakeTimers &timers, ShardPlace place)
        : log(messageLog)
        , feed(messageLog, events, timers, place)
    {
        log.subscribe(&events);
    }

    void take(const std::vector<Event> &batch)
    {
        for (const Event &event : batch) {
            if (const auto *news = std::get_if<std::shared_ptr<const News>>(&event))
                feed.take(**news);
            else if (std::holds_alternative<Outcome>(event))
                ++outcomes;
        }
        log.taken(batch);
    }

    MessageLog &log;
    Events events{Events::unbounded, [this](std::vector<Event> &&batch) { take(batch); }};
    NewsFeed feed;
    Numbers numbers{feed};
    size_t outcomes = 0;
};

Draft draft(size_t number)
{
    Draft draft;
    draft.room = u"lobby"_s;
    draft.personId = u"ana"_s;
    draft.id = QString::number(number);
    return draft;
}

/// What a store was given, in which commits; while `wait` is locked it is stuck.
struct Commits
{
    QMutex wait;
    std::atomic<int> begun = 0;
    QList<qsizetype> sizes; ///< to be read when the log has stopped
};

class CountingStore final : public MemoryStore
{
public:
    explicit CountingStore(Commits &commits)
        : m_commits(commits)
    { }
    [[nodiscard]] Result<std::vector<Outcome>, StoreError> append(const std::vector<Draft> &drafts,
                                                                  qint64 at) override
    {
        ++m_commits.begun;
        const QMutexLocker lock(&m_commits.wait);
        m_commits.sizes.append(static_cast<qsizetype>(drafts.size()));
        return MemoryStore::append(drafts, at);
    }

private:
    Commits &m_commits;
};

} // namespace

class TestNewsFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOnlyShardTellsNothing();
    void tellsTheOthersOneListForEachTurn();
    void aLongListGoesInSeveralTurns();
    void doesNotEndTheBatchAtHand();
    void aBusyLogHearsLessOften();
    void whatTheLogRefusedIsToldLater();

private:
    FakeTimers m_timers;
};

void TestNewsFeed::theOnlyShardTellsNothing()
{
    MessageLog log(std::make_unique<MemoryStore>());
    Shard shard(log, m_timers, {0, 1});
    shard.numbers.add(1);
    QVERIFY(log.append(draft(1)));
    QTRY_COMPARE(shard.outcomes, size_t(1)); // turns have passed
    QCOMPARE(shard.numbers.asked, 0);
    log.stop();
}

void TestNewsFeed::tellsTheOthersOneListForEachTurn()
{
    MessageLog log(std::make_unique<MemoryStore>());
    Shard first(log, m_timers, {0, 3});
    Shard second(log, m_timers, {1, 3});
    Shard third(log, m_timers, {2, 3});
    first.numbers.add(2);
    first.numbers.add(1);
    for (Shard *other : {&second, &third}) {
        QTRY_COMPARE(other->numbers.heard, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QCOMPARE(other->numbers.lists, QList<qsizetype>{3});
        QCOMPARE(other->numbers.shards, QList<int>{0});
    }
    second.numbers.add(1);
    QTRY_COMPARE(first.numbers.shards, QList<int>{1});
    QTRY_COMPARE(third.numbers.shards, (QList<int>{0, 1}));
    QCOMPARE(first.numbers.heard.size(), 1); // its own it does not hear
    QCOMPARE(first.numbers.asked, 1);
    log.stop();
}

void TestNewsFeed::aLongListGoesInSeveralTurns()
{
    MessageLog log(std::make_unique<MemoryStore>());
    Shard first(log, m_timers, {0, 2});
    Shard second(log, m_timers, {1, 2});
    constexpr int count = 2 * int(NewsFeed::listBound) + 500;
    first.numbers.add(count);
    QTRY_COMPARE(second.numbers.heard.size(), count);
    QCOMPARE(second.numbers.lists, (QList<qsizetype>{NewsFeed::listBound, NewsFeed::listBound, 500}));
    log.stop();
}

void TestNewsFeed::doesNotEndTheBatchAtHand()
{
    Commits commits;
    MessageLog log(std::make_unique<CountingStore>(commits));
    Shard first(log, m_timers, {0, 2});
    Shard second(log, m_timers, {1, 2});
    QMutexLocker stuck(&commits.wait);
    QVERIFY(log.append(draft(1)));
    QTRY_COMPARE(commits.begun.load(), 1);
    QVERIFY(log.append(draft(2)));
    News news;
    news.people.push_back({u"ana"_s, {}, {}, 0});
    QVERIFY(log.pass(std::make_shared<const News>(news), &first.events));
    QVERIFY(log.append(draft(3)));
    stuck.unlock();
    QTRY_COMPARE(second.outcomes, size_t(3));
    QCOMPARE(second.numbers.heard, QStringList{u"ana"_s});
    log.stop();
    QCOMPARE(commits.sizes, (QList<qsizetype>{1, 2}));
}

void TestNewsFeed::aBusyLogHearsLessOften()
{
    Commits commits;
    MessageLog log(std::make_unique<CountingStore>(commits));
    Shard first(log, m_timers, {0, 2});
    Shard second(log, m_timers, {1, 2});
    QMutexLocker stuck(&commits.wait);
    Draft large = draft(0);
    large.text = QString(16384, u'x');
    for (int i = 0; !log.isBusy(); ++i) {
        large.id = QString::number(i);
        QVERIFY(log.append(large));
    }
    for (int list = 1; list <= 3; ++list) {
        for (int turn = 0; turn < 3; ++turn) {
            first.numbers.add(1);
            QCoreApplication::processEvents();
            QCOMPARE(first.numbers.asked, list - 1);
        }
        m_timers.advance(NewsFeed::pauseTime);
        QCOMPARE(first.numbers.asked, list);
    }
    stuck.unlock();
    QTRY_COMPARE(second.numbers.lists, (QList<qsizetype>{3, 3, 3}));
    // At once again.
    QTRY_VERIFY(!log.isBusy());
    first.numbers.add(1);
    QTRY_COMPARE(second.numbers.heard.size(), 10);
    log.stop();
}

void TestNewsFeed::whatTheLogRefusedIsToldLater()
{
    Commits commits;
    MessageLog log(std::make_unique<CountingStore>(commits));
    Shard first(log, m_timers, {0, 2});
    Shard second(log, m_timers, {1, 2});
    QMutexLocker stuck(&commits.wait);
    QVERIFY(log.append(draft(0)));
    QTRY_COMPARE(commits.begun.load(), 1);
    size_t accepted = 1;
    while (log.append(draft(accepted)))
        ++accepted;
    first.numbers.add(2);
    QCoreApplication::processEvents();
    m_timers.advance(NewsFeed::pauseTime);
    QCOMPARE(first.numbers.asked, 1); // and the log did not take it
    first.numbers.add(1);
    m_timers.advance(NewsFeed::pauseTime);
    QCOMPARE(first.numbers.asked, 1); // what came later is still where it was
    stuck.unlock();
    QTRY_COMPARE_WITH_TIMEOUT(second.outcomes, accepted, testing::patience);
    QVERIFY(second.numbers.heard.isEmpty());
    m_timers.advance(NewsFeed::pauseTime);
    QTRY_COMPARE(second.numbers.heard, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(second.numbers.lists, (QList<qsizetype>{2, 1}));
    log.stop();
}

QTEST_GUILESS_MAIN(TestNewsFeed)
#include "tst_newsfeed.moc"

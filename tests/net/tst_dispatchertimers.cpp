// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/dispatchertimers.h"

#include <QTest>

using namespace confab::net;
using namespace std::chrono_literals;

// Time is an argument: nothing here waits. How the timers fire is tst_epolldispatcher's business.
class TestDispatcherTimers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsDueInOrderOfTime();
    void twoOfTheSameTimeKeepTheirAge();
    void isNeverEarly();
    void repeatsInStep();
    void doesNotMakeUpForMissedBeats();
    void isNotToldAgainWhileItIsBeingTold();
    void aTimerThatEndedWhileToldStaysEnded();
    void aTimerThatWasStartedAnewWhileToldIsAnother();
    void endsAllTimersOfAnObject();
    void knowsTheTimersOfAnObject();
    void roundsVeryCoarseTimersToSeconds_data();
    void roundsVeryCoarseTimersToSeconds();
    void knowsNothingOfStrangers();

private:
    /// Tells everything that is due; the ids in their order.
    static std::vector<int> tell(DispatcherTimers &timers, DispatcherTimers::Time now)
    {
        std::vector<int> told;
        for (const int id : timers.due(now)) {
            if (!timers.beginTelling(id, now))
                continue;
            told.push_back(id);
            timers.endTelling(id, timers.incarnation(id));
        }
        return told;
    }

    QObject m_object;
    QObject m_other;
};

void TestDispatcherTimers::tellsWhatIsDueInOrderOfTime()
{
    DispatcherTimers timers;
    timers.add(1, 30ms, Qt::PreciseTimer, &m_object, 0ms);
    timers.add(2, 10ms, Qt::CoarseTimer, &m_object, 0ms);
    timers.add(3, 20ms, Qt::PreciseTimer, &m_other, 0ms);
    QCOMPARE(timers.untilNext(0ms), DispatcherTimers::Time(10ms));
    QCOMPARE(tell(timers, 9ms), std::vector<int>());
    QCOMPARE(tell(timers, 30ms), (std::vector<int>{2, 3, 1}));
}

void TestDispatcherTimers::twoOfTheSameTimeKeepTheirAge()
{
    DispatcherTimers timers;
    for (const int id : {5, 3, 4})
        timers.add(id, 0ms, Qt::PreciseTimer, &m_object, 7ms);
    QCOMPARE(timers.untilNext(7ms), DispatcherTimers::Time(0));
    QCOMPARE(tell(timers, 7ms), (std::vector<int>{5, 3, 4}));
}

void TestDispatcherTimers::isNeverEarly()
{
    DispatcherTimers timers;
    timers.add(1, 5ms, Qt::PreciseTimer, &m_object, 900us);
    QVERIFY(timers.due(5899us).empty());
    QCOMPARE(timers.remaining(1, 5800us), DispatcherTimers::Time(100us));
    QCOMPARE(timers.due(5900us), std::vector<int>{1});
}

void TestDispatcherTimers::repeatsInStep()
{
    DispatcherTimers timers;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    QCOMPARE(tell(timers, 13ms), std::vector<int>{1}); // late by 3
    QCOMPARE(timers.remaining(1, 13ms), DispatcherTimers::Time(7ms));
    QCOMPARE(tell(timers, 20ms), std::vector<int>{1});
}

void TestDispatcherTimers::doesNotMakeUpForMissedBeats()
{
    DispatcherTimers timers;
    timers.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    QCOMPARE(tell(timers, 95ms), std::vector<int>{1});
    QCOMPARE(tell(timers, 95ms), std::vector<int>());
    QCOMPARE(timers.untilNext(95ms), DispatcherTimers::Time(10ms));
}

void TestDispatcherTimers::isNotToldAgainWhileItIsBeingTold()
{
    DispatcherTimers timers;
    timers.add(1, 0ms, Qt::PreciseTimer, &m_object, 0ms);
    const auto due = timers.beginTelling(1, 1ms);
    QVERIFY(due);
    QCOMPARE(due->object, &m_object);
    // Its object runs an event loop of its own.
    QVERIFY(timers.due(5ms).empty());
    QVERIFY(!timers.beginTelling(1, 5ms));
    QVERIFY(!timers.untilNext(5ms));
    timers.endTelling(1, timers.incarnation(1));
    QCOMPARE(timers.due(5ms), std::vector<int>{1});
}

void TestDispatcherTimers::aTimerThatEndedWhileToldStaysEnded()
{
    DispatcherTimers timers;
    timers.add(1, 0ms, Qt::PreciseTimer, &m_object, 0ms);
    const quint64 incarnation = timers.incarnation(1);
    QVERIFY(timers.beginTelling(1, 0ms));
    QVERIFY(timers.remove(1));
    timers.endTelling(1, incarnation);
    QVERIFY(timers.isEmpty());
    QVERIFY(!timers.untilNext(0ms));
}

void TestDispatcherTimers::aTimerThatWasStartedAnewWhileToldIsAnother()
{
    DispatcherTimers timers;
    timers.add(1, 0ms, Qt::PreciseTimer, &m_object, 0ms);
    const quint64 incarnation = timers.incarnation(1);
    QVERIFY(timers.beginTelling(1, 0ms));
    QVERIFY(timers.remove(1));
    timers.add(1, 50ms, Qt::PreciseTimer, &m_other, 0ms);
    timers.endTelling(1, incarnation);
    QVERIFY(timers.due(49ms).empty());
    QCOMPARE(timers.due(50ms), std::vector<int>{1});
    QCOMPARE(timers.beginTelling(1, 50ms)->object, &m_other);
}

void TestDispatcherTimers::endsAllTimersOfAnObject()
{
    DispatcherTimers timers;
    timers.add(1, 1ms, Qt::PreciseTimer, &m_object, 0ms);
    timers.add(2, 2ms, Qt::PreciseTimer, &m_other, 0ms);
    timers.add(3, 3ms, Qt::PreciseTimer, &m_object, 0ms);
    QVERIFY(timers.removeAllOf(&m_object));
    QVERIFY(!timers.removeAllOf(&m_object));
    QCOMPARE(tell(timers, 9ms), std::vector<int>{2});
}

void TestDispatcherTimers::knowsTheTimersOfAnObject()
{
    DispatcherTimers timers;
    timers.add(1, 25ms, Qt::CoarseTimer, &m_object, 0ms);
    timers.add(2, 1ms, Qt::PreciseTimer, &m_other, 0ms);
    const auto infos = timers.timersOf(&m_object);
    QCOMPARE(infos.size(), 1);
    QCOMPARE(infos.constFirst().timerId, 1);
    QCOMPARE(infos.constFirst().interval, 25);
    QCOMPARE(infos.constFirst().timerType, Qt::CoarseTimer);
}

void TestDispatcherTimers::roundsVeryCoarseTimersToSeconds_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("kept");
    QTest::newRow("nothing becomes one second") << 0 << 1000;
    QTest::newRow("down") << 2400 << 2000;
    QTest::newRow("up") << 2600 << 3000;
}

void TestDispatcherTimers::roundsVeryCoarseTimersToSeconds()
{
    QFETCH(const int, asked);
    QFETCH(const int, kept);
    DispatcherTimers timers;
    timers.add(1, std::chrono::milliseconds(asked), Qt::VeryCoarseTimer, &m_object, 0ms);
    QCOMPARE(timers.remaining(1, 0ms), DispatcherTimers::Time(std::chrono::milliseconds(kept)));
}

void TestDispatcherTimers::knowsNothingOfStrangers()
{
    DispatcherTimers timers;
    QVERIFY(!timers.remove(9));
    QVERIFY(!timers.remaining(9, 0ms));
    QVERIFY(!timers.beginTelling(9, 0ms));
    QCOMPARE(timers.incarnation(9), quint64(0));
    QVERIFY(timers.timersOf(&m_object).isEmpty());
}

QTEST_APPLESS_MAIN(TestDispatcherTimers)
#include "tst_dispatchertimers.moc"

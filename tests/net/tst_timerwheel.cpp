// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/timerwheel.h"

#include <QTest>

#include <map>
#include <memory>
#include <random>

using namespace confab::net;
using namespace std::chrono_literals;

using Time = TimerWheel::Time;

namespace {

/// The same with nothing clever about it.
struct Model
{
    std::map<std::pair<Time, quint64>, int> timers; ///< by time, then by age
    Time now{0};
    quint64 age = 0;

    std::pair<Time, quint64> add(Time dueAt, int name)
    {
        const std::pair key(std::max(dueAt, now), ++age);
        timers.emplace(key, name);
        return key;
    }
    QList<int> advance(Time to)
    {
        now = to;
        QList<int> due;
        while (!timers.empty() && timers.begin()->first.first <= now) {
            due.append(timers.begin()->second);
            timers.erase(timers.begin());
        }
        return due;
    }
};

QList<int> takeAll(TimerWheel &wheel, QList<int> &fired)
{
    fired.clear();
    while (const auto callback = wheel.takeDue())
        callback();
    return fired;
}

} // namespace

class TestTimerWheel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesAtItsTimeAndNotBefore_data();
    void firesAtItsTimeAndNotBefore();
    void timersOfOneTimeFireInTheOrderOfTheirStart_data();
    void timersOfOneTimeFireInTheOrderOfTheirStart();
    void aJumpOfTheClockFiresEverythingInOrder();
    void whatIsLateIsDueAtOnce();
    void whatIsAddedWhileFiringWaits();
    void whatIsDueMayStillBeCancelled();
    void anOldIdCancelsNobody();
    void whatACallbackHoldsMayCancelAnother();
    void tellsThatItFired();
    void neverWakesTooLate_data();
    void neverWakesTooLate();
    void wakesSeldomOnTheWay();
    void doesWhatTheModelDoes_data();
    void doesWhatTheModelDoes();
};

void TestTimerWheel::firesAtItsTimeAndNotBefore_data()
{
    QTest::addColumn<qint64>("began");
    QTest::addColumn<qint64>("delay");
    // Around the borders of the levels, from the beginning and from just before a border.
    for (const qint64 began : {0, 1, 63, 64, 4095, 4096, 262143, 16777215})
        for (const qint64 delay : {1, 2, 62, 63, 64, 65, 127, 128, 4031, 4095, 4096, 4097, 25000, 262143,
                                   262144, 262145, 16777216, 86400000})
            QTest::addRow("%lld after %lld", delay, began) << began << delay;
    QTest::newRow("a year") << qint64{5} << qint64{31536000000};
    QTest::newRow("longer than anybody waits") << qint64{5} << std::numeric_limits<qint64>::max() - 5;
}

void TestTimerWheel::firesAtItsTimeAndNotBefore()
{
    QFETCH(const qint64, began);
    QFETCH(const qint64, delay);
    TimerWheel wheel;
    wheel.advance(Time(began));
    QVERIFY(wheel.add(Time(began + delay), [] {}) != 0);
    const Time dueAt = std::min(Time(began + delay), TimerWheel::latest);
    wheel.advance(dueAt - 1ms);
    QVERIFY(!wheel.takeDue());
    QCOMPARE(wheel.nextWake().value(), dueAt);
    wheel.advance(dueAt);
    QVERIFY(wheel.takeDue());
    QCOMPARE(wheel.count(), std::size_t{0});
    QVERIFY(!wheel.nextWake());
}

void TestTimerWheel::timersOfOneTimeFireInTheOrderOfTheirStart_data()
{
    QTest::addColumn<QList<int>>("addedAt");
    QTest::newRow("added at once") << QList<int>{0, 0, 0, 0};
    QTest::newRow("over time, from three levels up") << QList<int>{0, 0, 4095, 4096, 4990, 4999};
    QTest::newRow("in the same slot of the lowest level") << QList<int>{4992, 4993, 4999};
    QTest::newRow("the last one at its time") << QList<int>{10, 5000};
}

void TestTimerWheel::timersOfOneTimeFireInTheOrderOfTheirStart()
{
    QFETCH(const QList<int>, addedAt);
    TimerWheel wheel;
    QList<int> fired;
    QList<int> expected;
    for (const int at : addedAt) {
        wheel.advance(Time(at));
        const int name = static_cast<int>(expected.size());
        expected.append(name);
        (void)wheel.add(5000ms, [&fired, name] { fired.append(name); });
    }
    wheel.advance(6000ms);
    QCOMPARE(takeAll(wheel, fired), expected);
}

void TestTimerWheel::aJumpOfTheClockFiresEverythingInOrder()
{
    TimerWheel wheel;
    QList<int> fired;
    for (const int at : {90000000, 3, 70000, 64, 63, 25000, 1})
        (void)wheel.add(Time(at), [&fired, at] { fired.append(at); });
    wheel.advance(24h * 365 * 10); // the lid was closed for ten years
    QCOMPARE(takeAll(wheel, fired), (QList<int>{1, 3, 63, 64, 25000, 70000, 90000000}));
    (void)wheel.add(24h * 365 * 10 + 25s, [&fired] { fired.append(0); });
    wheel.advance(24h * 365 * 10 + 25s);
    QCOMPARE(takeAll(wheel, fired), QList<int>{0});
}

void TestTimerWheel::whatIsLateIsDueAtOnce()
{
    TimerWheel wheel;
    wheel.advance(100ms);
    QList<int> fired;
    (void)wheel.add(100ms, [&fired] { fired.append(1); });
    (void)wheel.add(7ms, [&fired] { fired.append(2); });
    QCOMPARE(wheel.nextWake().value(), Time(100ms));
    QCOMPARE(wheel.wakeFor(7ms), Time(100ms));
    wheel.advance(100ms);
    QCOMPARE(takeAll(wheel, fired), (QList<int>{1, 2}));
}

void TestTimerWheel::whatIsAddedWhileFiringWaits()
{
    TimerWheel wheel;
    QList<int> fired;
    std::function<void()> again = [&] {
        fired.append(static_cast<int>(fired.size()));
        (void)wheel.add(10ms, again);
    };
    (void)wheel.add(10ms, again);
    wheel.advance(10ms);
    QCOMPARE(takeAll(wheel, fired), QList<int>{0});
    QCOMPARE(wheel.nextWake().value(), Time(10ms));
    wheel.advance(10ms);
    QCOMPARE(takeAll(wheel, fired), QList<int>{0});
}

void TestTimerWheel::whatIsDueMayStillBeCancelled()
{
    TimerWheel wheel;
    QList<int> fired;
    TimerWheel::Id second = 0;
    (void)wheel.add(5ms, [&] {
        fired.append(1);
        wheel.cancel(second);
    });
    second = wheel.add(5ms, [&] { fired.append(2); });
    (void)wheel.add(5ms, [&] { fired.append(3); });
    wheel.advance(5ms);
    QCOMPARE(takeAll(wheel, fired), (QList<int>{1, 3}));
}

void TestTimerWheel::anOldIdCancelsNobody()
{
    TimerWheel wheel;
    const auto old = wheel.add(5ms, [] {});
    wheel.cancel(old);
    const auto next = wheel.add(5ms, [] {}); // in the same place
    QVERIFY(next != old);
    wheel.cancel(old);
    wheel.cancel(0);
    wheel.cancel(~TimerWheel::Id{0});
    QCOMPARE(wheel.count(), std::size_t{1});
    wheel.advance(5ms);
    QVERIFY(wheel.takeDue());
    wheel.cancel(next);
    QCOMPARE(wheel.count(), std::size_t{0});
}

void TestTimerWheel::whatACallbackHoldsMayCancelAnother()
{
    TimerWheel wheel;
    const auto other = wheel.add(5ms, [] {});
    const auto cancelOther = [&wheel, other](void *) { wheel.cancel(other); };
    const auto holder = wheel.add(5ms, [held = std::shared_ptr<void>(&wheel, cancelOther)] {});
    QCOMPARE(wheel.count(), std::size_t{2});
    wheel.cancel(holder);
    QCOMPARE(wheel.count(), std::size_t{0});
}

void TestTimerWheel::tellsThatItFired()
{
    TimerWheel wheel;
    TimerWheel::Id id = 0;
    TimerWheel::Id seen = 1;
    id = wheel.add(
        5ms, [&] { seen = id; }, &id);
    QVERIFY(id != 0);
    wheel.advance(5ms);
    QVERIFY(id != 0); // it waits to be taken
    const auto callback = wheel.takeDue();
    callback();
    QCOMPARE(seen, TimerWheel::Id{0});
}

void TestTimerWheel::neverWakesTooLate_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Whoever sleeps until nextWake(), and starts what wakeFor() says when that is earlier, is never late.
void TestTimerWheel::neverWakesTooLate()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    TimerWheel wheel;
    Time now = 0ms;
    for (int i = 0; i < 300; ++i) {
        const Time dueAt = now + Time(1 + (random() >> (random() % 32)));
        const Time wake = wheel.wakeFor(dueAt);
        QVERIFY(wake <= dueAt);
        Time fired = -1ms;
        (void)wheel.add(dueAt, [&] { fired = now; });
        QVERIFY(wheel.nextWake().value() <= wake);
        for (int turns = 0; fired < 0ms; ++turns) {
            QVERIFY(turns < 16);
            now = wheel.nextWake().value();
            wheel.advance(now);
            while (const auto callback = wheel.takeDue())
                callback();
        }
        QCOMPARE(fired, dueAt);
    }
}

void TestTimerWheel::wakesSeldomOnTheWay()
{
    TimerWheel wheel;
    for (int i = 0; i < 1000; ++i)
        (void)wheel.add(25s + Time(i), [] {});
    int wakes = 0;
    int fired = 0;
    while (const auto wake = wheel.nextWake()) {
        ++wakes;
        wheel.advance(*wake);
        while (wheel.takeDue())
            ++fired;
    }
    QCOMPARE(fired, 1000);
    QVERIFY2(wakes < 1025, qPrintable(QString::number(wakes))); // one for each time, and for each slot above
}

void TestTimerWheel::doesWhatTheModelDoes_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("spread");
    for (quint32 seed = 1; seed <= 4; ++seed)
        for (const int spread : {3, 100, 5000, 1000000})
            QTest::addRow("seed %u, up to %d ms", seed, spread) << seed << spread;
}

void TestTimerWheel::doesWhatTheModelDoes()
{
    QFETCH(const quint32, seed);
    QFETCH(const int, spread);
    std::mt19937 random(seed);
    const auto below = [&random](int bound) {
        return static_cast<int>(random() % static_cast<quint32>(bound));
    };
    TimerWheel wheel;
    Model model;
    QList<int> fired;
    struct Live
    {
        TimerWheel::Id id;
        std::pair<Time, quint64> key;
    };
    std::vector<Live> live; // also of timers that have fired: their ids mean nothing any more
    for (int step = 0; step < 4000; ++step) {
        switch (below(4)) {
        case 0:
        case 1: {
            const Time dueAt = model.now + Time(below(spread));
            live.push_back(
                {wheel.add(dueAt, [&fired, step] { fired.append(step); }), model.add(dueAt, step)});
            break;
        }
        case 2:
            if (!live.empty()) {
                const Live &one = live[random() % live.size()];
                wheel.cancel(one.id);
                model.timers.erase(one.key);
            }
            break;
        default: {
            const Time to = model.now + Time(below(below(20) == 0 ? spread * 4 : spread / 3 + 1));
            wheel.advance(to);
            QCOMPARE(takeAll(wheel, fired), model.advance(to));
        }
        }
        QCOMPARE(wheel.count(), model.timers.size());
        if (!model.timers.empty())
            QVERIFY(wheel.nextWake().value() <= model.timers.begin()->first.first);
    }
}

QTEST_APPLESS_MAIN(TestTimerWheel)
#include "tst_timerwheel.moc"

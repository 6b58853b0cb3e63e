// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/timerqueue.h"

#include <QElapsedTimer>
#include <QTest>

using namespace confab::net;
using namespace std::chrono_literals;

class TestTimerQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesInOrderOfTheirDeadlines();
    void aCancelledTimerDoesNotFire();
    void aCallbackMayCancelTheNext();
    void aCallbackMayStartAnother();
    void aDeadlineMayBeDestroyedInItsCallback();
    void settingADeadlineAgainReplacesIt();
    void isNeverEarly();
    void anEarlierTimerIsNotHeldUpByALaterOne();
};

void TestTimerQueue::firesInOrderOfTheirDeadlines()
{
    TimerQueue timers;
    QByteArray order;
    timers.start(20ms, [&] { order += 'c'; });
    timers.start(0ms, [&] { order += 'a'; });
    timers.start(10ms, [&] { order += 'b'; });
    QTRY_COMPARE(order, QByteArray("abc"));
}

void TestTimerQueue::aCancelledTimerDoesNotFire()
{
    TimerQueue timers;
    QByteArray order;
    const auto cancelled = timers.start(1ms, [&] { order += 'x'; });
    timers.start(5ms, [&] { order += 'b'; });
    timers.cancel(cancelled);
    timers.cancel(cancelled);
    QTRY_COMPARE(order, QByteArray("b"));
}

void TestTimerQueue::aCallbackMayCancelTheNext()
{
    TimerQueue timers;
    QByteArray order;
    Timers::Id second = 0;
    timers.start(0ms, [&] {
        order += 'a';
        timers.cancel(second);
    });
    second = timers.start(0ms, [&] { order += 'x'; });
    timers.start(5ms, [&] { order += 'c'; });
    QTRY_COMPARE(order, QByteArray("ac"));
}

void TestTimerQueue::aCallbackMayStartAnother()
{
    TimerQueue timers;
    int count = 0;
    std::function<void()> again = [&] {
        if (++count < 5)
            timers.start(0ms, again);
    };
    timers.start(0ms, again);
    QTRY_COMPARE(count, 5);
}

void TestTimerQueue::aDeadlineMayBeDestroyedInItsCallback()
{
    TimerQueue timers;
    auto deadline = std::make_unique<Deadline>(timers);
    bool fired = false;
    const QByteArray captured("still valid after the deadline has gone");
    QByteArray seen;
    deadline->set(0ms, [&, captured] {
        deadline.reset();
        seen = captured;
        fired = true;
    });
    QTRY_VERIFY(fired);
    QCOMPARE(seen, captured);
}

void TestTimerQueue::settingADeadlineAgainReplacesIt()
{
    TimerQueue timers;
    Deadline deadline(timers);
    QByteArray order;
    deadline.set(0ms, [&] { order += 'x'; });
    deadline.set(1ms, [&] { order += 'a'; });
    QVERIFY(deadline.isActive());
    timers.start(10ms, [&] { order += 'b'; });
    QTRY_COMPARE(order, QByteArray("ab"));
    QVERIFY(!deadline.isActive());
}

/// In chains that begin at different parts of a millisecond.
void TestTimerQueue::isNeverEarly()
{
    TimerQueue timers;
    QElapsedTimer clock;
    clock.start();
    qint64 shortest = std::numeric_limits<qint64>::max();
    int rounds = 0;
    std::function<void(int)> startOne = [&](int delay) {
        const qint64 began = clock.nsecsElapsed();
        timers.start(std::chrono::milliseconds(delay), [&, began, delay] {
            shortest = std::min(shortest, clock.nsecsElapsed() - began - delay * 1'000'000LL);
            if (++rounds < 300)
                startOne(1 + rounds % 3);
        });
    };
    for (int chain = 0; chain < 10; ++chain)
        startOne(1);
    QTRY_VERIFY(rounds >= 300);
    QVERIFY2(shortest >= 0, qPrintable(QString::number(shortest)));
}

void TestTimerQueue::anEarlierTimerIsNotHeldUpByALaterOne()
{
    TimerQueue timers;
    QByteArray order;
    timers.start(24h, [&] { order += 'z'; });
    timers.start(10min, [&] { order += 'y'; });
    const auto dropped = timers.start(2ms, [&] { order += 'x'; });
    timers.start(5ms, [&] { order += 'b'; });
    timers.start(1ms, [&] { order += 'a'; });
    timers.cancel(dropped);
    QTRY_COMPARE(order, QByteArray("ab"));
}

QTEST_GUILESS_MAIN(TestTimerQueue)
#include "tst_timerqueue.moc"

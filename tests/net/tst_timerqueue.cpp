// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/timerqueue.h"

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

QTEST_GUILESS_MAIN(TestTimerQueue)
#include "tst_timerqueue.moc"

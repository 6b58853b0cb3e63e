// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/timerqueue.h"

#include <algorithm>

namespace confab::net {

using std::chrono::milliseconds;

TimerQueue::TimerQueue()
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { fireDue(); });
}

TimerQueue::~TimerQueue() = default;

milliseconds TimerQueue::now() const { return milliseconds(m_clock.elapsed()); }

Timers::Id TimerQueue::start(milliseconds delay, std::function<void()> callback, Id *fired)
{
    // Rounded up, so that it is not early by the part of a millisecond that has passed; but at once is at
    // once.
    const milliseconds from = delay > milliseconds::zero()
        ? std::chrono::ceil<milliseconds>(std::chrono::nanoseconds(m_clock.nsecsElapsed()))
        : now();
    const milliseconds dueAt = from + std::clamp(delay, milliseconds::zero(), TimerWheel::latest);
    const Id id = m_wheel.add(dueAt, std::move(callback), fired);
    wakeAt(m_wheel.wakeFor(dueAt));
    return id;
}

void TimerQueue::cancel(Id id)
{
    m_wheel.cancel(id); // the QTimer stays: woken for nothing, it is started for what is next
}

void TimerQueue::fireDue()
{
    m_wakesAt.reset();
    m_wheel.advance(now());
    while (const auto callback = m_wheel.takeDue())
        callback();
    if (const auto wake = m_wheel.nextWake())
        wakeAt(*wake);
}

void TimerQueue::wakeAt(milliseconds time)
{
    if (m_wakesAt && *m_wakesAt <= time)
        return;
    m_wakesAt = time;
    m_timer.start(std::max(time - now(), milliseconds::zero()));
}

} // namespace confab::net

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

Timers::Id TimerQueue::start(milliseconds delay, std::function<void()> callback)
{
    const Id id = m_nextId++;
    const milliseconds due = now() + std::max(delay, milliseconds::zero());
    const auto [place, isNew] = m_queue.emplace(Key{due, id}, std::move(callback));
    Q_ASSERT(isNew);
    m_dueById.emplace(id, due);
    if (place == m_queue.begin())
        rearm();
    return id;
}

void TimerQueue::cancel(Id id)
{
    const auto due = m_dueById.find(id);
    if (due == m_dueById.end())
        return;
    m_queue.erase(Key{due->second, id});
    m_dueById.erase(due);
    // The QTimer stays armed: an early wake-up finds nothing due and rearms.
}

void TimerQueue::fireDue()
{
    // Only what was due when we began: a callback that starts a timer of 0 ms must not keep us here.
    const milliseconds until = now();
    const Id firstNewId = m_nextId;
    for (auto next = m_queue.begin(); next != m_queue.end() && next->first.first <= until;) {
        if (next->first.second >= firstNewId) {
            ++next;
            continue;
        }
        const auto callback = std::move(next->second);
        m_dueById.erase(next->first.second);
        m_queue.erase(next);
        callback();
        next = m_queue.begin(); // the callback may have changed everything
    }
    rearm();
}

void TimerQueue::rearm()
{
    if (m_queue.empty()) {
        m_timer.stop();
        return;
    }
    const milliseconds wait = std::max(m_queue.begin()->first.first - now(), milliseconds::zero());
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

} // namespace confab::net

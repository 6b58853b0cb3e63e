// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/dispatchertimers.h"

#include <algorithm>

namespace confab::net {

namespace {

using std::chrono::milliseconds;

milliseconds rounded(milliseconds interval, Qt::TimerType type)
{
    if (type != Qt::VeryCoarseTimer)
        return std::max(interval, milliseconds::zero());
    return std::max(std::chrono::round<std::chrono::seconds>(interval), std::chrono::seconds(1));
}

} // namespace

void DispatcherTimers::add(int id, milliseconds interval, Qt::TimerType type, QObject *object, Time now)
{
    (void)remove(id);
    Timer timer;
    timer.interval = rounded(interval, type);
    timer.dueAt = now + timer.interval;
    timer.type = type;
    timer.object = object;
    timer.incarnation = ++m_lastIncarnation;
    m_schedule.emplace(std::pair(timer.dueAt, timer.incarnation), id);
    m_timers.emplace(id, timer);
}

bool DispatcherTimers::remove(int id)
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return false;
    forget(timer);
    return true;
}

bool DispatcherTimers::removeAllOf(QObject *object)
{
    bool hadAny = false;
    for (auto timer = m_timers.begin(); timer != m_timers.end();) {
        const auto next = std::next(timer);
        if (timer->second.object == object) {
            forget(timer);
            hadAny = true;
        }
        timer = next;
    }
    return hadAny;
}

void DispatcherTimers::forget(Timers::iterator timer)
{
    m_schedule.erase({timer->second.dueAt, timer->second.incarnation});
    m_timers.erase(timer);
}

QList<QAbstractEventDispatcher::TimerInfo> DispatcherTimers::timersOf(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            infos.append({id, static_cast<int>(timer.interval.count()), timer.type});
    }
    return infos;
}

std::optional<DispatcherTimers::Time> DispatcherTimers::remaining(int id, Time now) const
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return std::nullopt;
    return std::max(timer->second.dueAt - now, Time::zero());
}

std::optional<DispatcherTimers::Time> DispatcherTimers::untilNext(Time now) const
{
    if (m_schedule.empty())
        return std::nullopt;
    return std::max(m_schedule.begin()->first.first - now, Time::zero());
}

std::vector<int> DispatcherTimers::due(Time now) const
{
    std::vector<int> ids;
    for (auto next = m_schedule.begin(); next != m_schedule.end() && next->first.first <= now; ++next)
        ids.push_back(next->second);
    return ids;
}

std::optional<DispatcherTimers::Due> DispatcherTimers::beginTelling(int id, Time now)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end() || found->second.isBeingTold || found->second.dueAt > now)
        return std::nullopt;
    Timer &timer = found->second;
    m_schedule.erase({timer.dueAt, timer.incarnation});
    timer.isBeingTold = true;
    // In step with the beginning; beats that were missed are not made up for.
    timer.dueAt += timer.interval;
    if (timer.dueAt < now)
        timer.dueAt = now + timer.interval;
    return Due{id, timer.object};
}

void DispatcherTimers::endTelling(int id, quint64 incarnation)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end() || found->second.incarnation != incarnation)
        return; // it ended, or was started again, while it was told
    found->second.isBeingTold = false;
    m_schedule.emplace(std::pair(found->second.dueAt, incarnation), id);
}

quint64 DispatcherTimers::incarnation(int id) const
{
    const auto found = m_timers.find(id);
    return found == m_timers.end() ? 0 : found->second.incarnation;
}

} // namespace confab::net

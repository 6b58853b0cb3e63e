// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractEventDispatcher>
#include <QList>

#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace confab::net {

/// The timers that an event dispatcher keeps for QObject::startTimer() and QTimer: which are due, and when
/// the next one is. Sends nothing and asks no clock. A timer is never early, whatever its type;
/// Qt::VeryCoarseTimer is rounded to whole seconds. Thread: the dispatcher's.
class DispatcherTimers
{
public:
    using Time = std::chrono::microseconds; ///< since some fixed point of a monotonic clock

    /// What is needed to tell a timer's object that its time has come.
    struct Due
    {
        int id = 0;
        QObject *object = nullptr;
    };

    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *object, Time now);
    /// False when there is no such timer.
    bool remove(int id);
    /// False when the object had none.
    bool removeAllOf(QObject *object);

    [[nodiscard]] bool isEmpty() const { return m_timers.empty(); }
    [[nodiscard]] QList<QAbstractEventDispatcher::TimerInfo> timersOf(QObject *object) const;
    /// Until it is due, 0 when it is overdue; nothing when there is no such timer.
    [[nodiscard]] std::optional<Time> remaining(int id, Time now) const;
    /// Until the first one is due, 0 when one is overdue; nothing without a timer that may be told.
    [[nodiscard]] std::optional<Time> untilNext(Time now) const;

    /// The ids of what is due now, in order of time: each is to be begun by beginTelling().
    [[nodiscard]] std::vector<int> due(Time now) const;
    /// Schedules the next time and gives the object to be told; nothing when the timer has gone meanwhile, or
    /// is being told at this moment (its object runs an event loop of its own). endTelling() follows.
    [[nodiscard]] std::optional<Due> beginTelling(int id, Time now);
    void endTelling(int id, quint64 incarnation);
    /// Tells a timer from a later one with the same id. 0 when there is none.
    [[nodiscard]] quint64 incarnation(int id) const;

private:
    struct Timer
    {
        std::chrono::milliseconds interval{0};
        Time dueAt{0};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        quint64 incarnation = 0;
        bool isBeingTold = false;
    };
    using Timers = std::unordered_map<int, Timer>;
    using Schedule = std::map<std::pair<Time, quint64>, int>; ///< by time, then by age

    void forget(Timers::iterator timer);

    Timers m_timers;
    Schedule m_schedule; ///< without those that are being told
    quint64 m_lastIncarnation = 0;
};

} // namespace confab::net

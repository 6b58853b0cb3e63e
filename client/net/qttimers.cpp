// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/qttimers.h"

#include <QTimerEvent>

namespace confab::client {

QtTimers::QtTimers(QObject *parent)
    : QObject(parent)
{
    m_clock.start();
}

std::chrono::milliseconds QtTimers::now() const { return std::chrono::milliseconds(m_clock.elapsed()); }

QDateTime QtTimers::utc() const { return QDateTime::currentDateTimeUtc(); }

Timers::Id QtTimers::start(std::chrono::milliseconds delay, std::function<void()> callback)
{
    const int number = startTimer(delay);
    m_pending.insert(number, {++m_lastId, std::move(callback)});
    m_numbers.insert(m_lastId, number);
    return m_lastId;
}

void QtTimers::cancel(Id id)
{
    const auto found = m_numbers.constFind(id);
    if (found == m_numbers.cend())
        return;
    killTimer(*found);
    m_pending.remove(*found);
    m_numbers.erase(found);
}

void QtTimers::timerEvent(QTimerEvent *event)
{
    const auto found = m_pending.constFind(event->timerId());
    if (found == m_pending.cend())
        return;
    const Pending due = *found; // it may start and cancel others
    cancel(due.id);
    due.callback();
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/heartbeat.h"

namespace confab::engineio {

Heartbeat::Heartbeat(net::Timers &timers, std::chrono::milliseconds interval,
                     std::chrono::milliseconds timeout)
    : m_timers(timers)
    , m_interval(interval)
    , m_timeout(timeout)
    , m_deadline(timers)
{ }

void Heartbeat::start(std::function<void()> sendPing, std::function<void()> expired)
{
    m_sendPing = std::move(sendPing);
    m_expired = std::move(expired);
    schedulePing();
}

void Heartbeat::pongReceived()
{
    if (!m_deadline.isActive())
        return;
    if (m_waiting)
        m_roundTrip = m_timers.now() - m_pingSentAt;
    schedulePing();
}

void Heartbeat::otherPacketReceived()
{
    if (m_deadline.isActive() && m_waiting && !m_extended) {
        m_extended = true;
        scheduleEnd();
    }
}

std::chrono::milliseconds Heartbeat::due() const
{
    if (!m_deadline.isActive())
        return std::chrono::milliseconds(0);
    return m_deadlineAt - m_timers.now() + (m_waiting ? std::chrono::milliseconds(0) : m_timeout);
}

void Heartbeat::schedulePing()
{
    m_waiting = false;
    m_deadlineAt = m_timers.now() + m_interval;
    m_deadline.set(m_interval, [this] {
        m_waiting = true;
        m_extended = false;
        m_pingSentAt = m_timers.now();
        scheduleEnd();
        m_sendPing();
    });
}

void Heartbeat::scheduleEnd()
{
    m_deadlineAt = m_timers.now() + m_timeout;
    m_deadline.set(m_timeout, [this] { m_expired(); });
}

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/heartbeat.h"

#include <algorithm>

namespace confab::engineio {

namespace {

constexpr std::chrono::milliseconds tolerableLateness{100};

}

Heartbeat::Heartbeat(net::Timers &timers, std::chrono::milliseconds interval,
                     std::chrono::milliseconds timeout)
    : m_timers(timers)
    , m_interval(interval)
    , m_timeout(timeout)
    , m_deadline(timers)
    , m_keepAlive(timers)
{ }

void Heartbeat::start(std::function<void()> sendPing, std::function<void()> expired)
{
    m_sendPing = std::move(sendPing);
    m_expired = std::move(expired);
    schedulePing();
}

void Heartbeat::awaitPings(std::function<void()> expired)
{
    m_expired = std::move(expired);
    m_waiting = true;
    m_extended = true; // never by other traffic: a client of revision 3 pings whatever else it sends
    scheduleEnd(m_interval + m_timeout);
}

void Heartbeat::pingReceived()
{
    if (m_deadline.isActive())
        scheduleEnd(m_interval + m_timeout);
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
        scheduleEnd(m_timeout);
    }
}

void Heartbeat::hold(std::chrono::milliseconds duration)
{
    m_heldUntil = m_timers.now() + duration;
    if (m_deadline.isActive() && m_waiting)
        scheduleEnd(m_deadlineAt - m_timers.now());
    if (m_deadline.isActive() && m_sendPing && !m_keepAlive.isActive())
        keepAlive();
}

void Heartbeat::keepAlive()
{
    m_keepAlive.set(m_interval, [this] {
        if (m_timers.now() - m_heldUntil > m_interval)
            return;
        keepAlive();
        if (m_waiting) // otherwise a ping is due anyway
            m_sendPing();
    });
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
        // A timer is always a little late: not to be late twice, the wait counts from when the ping was due.
        // After a long stall of ours the client gets its whole time.
        const auto lateness = m_pingSentAt - m_deadlineAt;
        scheduleEnd(lateness <= std::min(tolerableLateness, m_timeout / 2) ? m_timeout - lateness : m_timeout);
        m_sendPing();
    });
}

void Heartbeat::scheduleEnd(std::chrono::milliseconds wait)
{
    if (m_heldUntil > m_timers.now())
        wait = std::max(wait, m_heldUntil - m_timers.now() + m_timeout);
    m_deadlineAt = m_timers.now() + wait;
    m_deadline.set(wait, [this] { m_expired(); });
}

} // namespace confab::engineio

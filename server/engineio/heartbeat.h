// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"

#include <chrono>
#include <functional>
#include <optional>

namespace confab::engineio {

/// The server's side of the heartbeat. In revision 4 it sends a ping every `interval` and gets its pong
/// within `timeout`; as in node's server the interval starts anew with each pong, and other traffic extends
/// the wait for a pong once. In revision 3 the client pings, and has `interval` and `timeout` together for
/// it.
class Heartbeat
{
public:
    Heartbeat(net::Timers &timers, std::chrono::milliseconds interval, std::chrono::milliseconds timeout);

    /// `sendPing` and `expired` are called from the event loop; expired() after the heartbeat has stopped
    /// itself.
    void start(std::function<void()> sendPing, std::function<void()> expired);
    /// Revision 3, instead of start().
    void awaitPings(std::function<void()> expired);
    void pingReceived();
    void stop()
    {
        m_deadline.cancel();
        m_keepAlive.cancel();
    }
    void pongReceived();
    void otherPacketReceived();
    /// Nothing is read from the client for so long, its pong neither: it has its whole time afterwards. It is
    /// pinged all the same, as it counts the server as gone otherwise.
    void hold(std::chrono::milliseconds duration);

    /// Of the last ping that was answered.
    [[nodiscard]] std::optional<std::chrono::milliseconds> roundTrip() const { return m_roundTrip; }
    /// Until expired() if nothing more is received; zero when stopped.
    [[nodiscard]] std::chrono::milliseconds due() const;
    /// The time for the pong (the ping in revision 3) is over, and only the timer has not fired yet.
    [[nodiscard]] bool isOverdue() const
    {
        return m_deadline.isActive() && m_waiting && due() <= due().zero();
    }

private:
    void scheduleEnd(std::chrono::milliseconds wait);
    void schedulePing();
    void keepAlive();

    net::Timers &m_timers;
    const std::chrono::milliseconds m_interval;
    const std::chrono::milliseconds m_timeout;
    std::function<void()> m_sendPing;
    std::function<void()> m_expired;
    net::Deadline m_deadline; ///< the next ping, or the end of the wait for a pong
    net::Deadline m_keepAlive; ///< the next ping to a client that is held
    std::chrono::milliseconds m_deadlineAt{0};
    std::chrono::milliseconds m_heldUntil{0};
    std::chrono::milliseconds m_pingSentAt{0};
    std::optional<std::chrono::milliseconds> m_roundTrip;
    bool m_waiting = false; ///< for a pong, in revision 3 for a ping
    bool m_extended = false; ///< this wait, by other traffic
};

} // namespace confab::engineio

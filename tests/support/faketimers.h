// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"

#include <algorithm>
#include <map>

namespace confab::testing {

/// A clock that stands still until the test advances it.
class FakeTimers final : public net::Timers
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }

    Id start(std::chrono::milliseconds delay, std::function<void()> callback, Id *fired = nullptr) override
    {
        const Id id = ++m_lastId;
        m_timers.emplace(std::pair(m_now + delay, id), Timer{std::move(callback), fired});
        return id;
    }

    void cancel(Id id) override
    {
        std::erase_if(m_timers, [id](const auto &timer) { return timer.first.second == id; });
    }

    /// Fires what is due on the way, each at its time, also what a callback starts.
    void advance(std::chrono::milliseconds time)
    {
        const auto end = m_now + time;
        while (!m_timers.empty() && m_timers.begin()->first.first <= end) {
            const auto timer = m_timers.extract(m_timers.begin());
            m_now = std::max(m_now, timer.key().first);
            fire(timer.mapped());
        }
        m_now = end;
    }

    /// Lets the time pass at once and fires what has become due late, as a busy event loop does.
    void stall(std::chrono::milliseconds time)
    {
        m_now += time;
        const auto until = m_now;
        while (!m_timers.empty() && m_timers.begin()->first.first <= until) {
            const auto timer = m_timers.extract(m_timers.begin());
            fire(timer.mapped());
        }
    }

    /// Lets the time pass, and no timer has fired yet.
    void pass(std::chrono::milliseconds time) { m_now += time; }

    /// Fires what is due now: the next turn of the event loop.
    void turn() { advance(std::chrono::milliseconds(0)); }

    [[nodiscard]] std::size_t count() const { return m_timers.size(); }

private:
    struct Timer
    {
        std::function<void()> callback;
        Id *fired;
    };

    static void fire(const Timer &timer)
    {
        if (timer.fired)
            *timer.fired = 0;
        timer.callback();
    }

    std::chrono::milliseconds m_now{1000};
    Id m_lastId = 0;
    std::map<std::pair<std::chrono::milliseconds, Id>, Timer> m_timers;
};

} // namespace confab::testing

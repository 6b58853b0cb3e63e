// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <utility>

namespace confab::net {

/// Time as a dependency: the shard gives the real thing, tests give a clock that they advance by hand.
/// Thread: the shard's.
class Timers
{
public:
    using Id = quint64; ///< 0 is never given out

    Timers() = default;
    Q_DISABLE_COPY_MOVE(Timers)
    virtual ~Timers() = default;

    /// Monotonic milliseconds since some fixed point.
    [[nodiscard]] virtual std::chrono::milliseconds now() const = 0;
    /// Calls `callback` once after `delay`, from the event loop: never before, timers of the same time in the
    /// order of their start. `*fired`, when given, is set to 0 just before.
    virtual Id start(std::chrono::milliseconds delay, std::function<void()> callback,
                     Id *fired = nullptr) = 0;
    /// No effect on an id that has fired or been cancelled.
    virtual void cancel(Id id) = 0;
};

/// One deadline that can be set again and again; cancels itself when destroyed. Its callback may destroy it.
class Deadline
{
public:
    explicit Deadline(Timers &timers)
        : m_timers(timers)
    { }
    Q_DISABLE_COPY_MOVE(Deadline)
    ~Deadline() { cancel(); }

    void set(std::chrono::milliseconds delay, std::function<void()> callback)
    {
        cancel();
        m_id = m_timers.start(delay, std::move(callback), &m_id);
    }
    void cancel()
    {
        if (m_id != 0)
            m_timers.cancel(std::exchange(m_id, 0));
    }
    [[nodiscard]] bool isActive() const { return m_id != 0; }

private:
    Timers &m_timers;
    Timers::Id m_id = 0;
};

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <utility>

namespace confab::client {

/// Time as a dependency: QtTimers is the real thing, tests advance a clock of their own. Thread: the
/// client's.
class Timers
{
public:
    using Id = quint64; ///< 0 is never given out

    Timers() = default;
    Q_DISABLE_COPY_MOVE(Timers)
    virtual ~Timers() = default;

    /// Monotonic milliseconds since some fixed point.
    [[nodiscard]] virtual std::chrono::milliseconds now() const = 0;
    /// What the clock on the wall says, in UTC.
    [[nodiscard]] virtual QDateTime utc() const = 0;
    /// Calls `callback` once after `delay`, from the event loop.
    virtual Id start(std::chrono::milliseconds delay, std::function<void()> callback) = 0;
    /// No effect on an id that has fired or been cancelled.
    virtual void cancel(Id id) = 0;
};

/// One deadline that can be set again and again; cancels itself when destroyed.
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
        m_due = m_timers.now() + delay;
        m_id = m_timers.start(delay, [this, callback = std::move(callback)] {
            m_id = 0;
            const auto keep = callback; // it may destroy this
            keep();
        });
    }
    void cancel()
    {
        if (m_id != 0)
            m_timers.cancel(std::exchange(m_id, 0));
    }
    [[nodiscard]] bool isActive() const { return m_id != 0; }
    /// Until it is due; only while it is active.
    [[nodiscard]] std::chrono::milliseconds remaining() const { return m_due - m_timers.now(); }

private:
    Timers &m_timers;
    Timers::Id m_id = 0;
    std::chrono::milliseconds m_due{0};
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"
#include "server/net/timerwheel.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace confab::net {

/// The shard's Timers: every heartbeat, deadline and timeout in one wheel behind a single QTimer. A timer is
/// late by at most a millisecond and what the event loop is late. Thread: the one it was made in.
class TimerQueue final : public Timers
{
public:
    TimerQueue();
    ~TimerQueue() override;

    [[nodiscard]] std::chrono::milliseconds now() const override;
    Id start(std::chrono::milliseconds delay, std::function<void()> callback, Id *fired = nullptr) override;
    void cancel(Id id) override;

private:
    void fireDue();
    void wakeAt(std::chrono::milliseconds time);

    QElapsedTimer m_clock;
    QTimer m_timer;
    TimerWheel m_wheel;
    std::optional<std::chrono::milliseconds> m_wakesAt; ///< what the QTimer was started for
};

} // namespace confab::net

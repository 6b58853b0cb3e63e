// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <unordered_map>

namespace confab::net {

/// The shard's Timers: every deadline in one ordered queue behind a single QTimer. Thread: the one it was
/// made in.
class TimerQueue final : public Timers
{
public:
    TimerQueue();
    ~TimerQueue() override;

    [[nodiscard]] std::chrono::milliseconds now() const override;
    Id start(std::chrono::milliseconds delay, std::function<void()> callback) override;
    void cancel(Id id) override;

private:
    using Key = std::pair<std::chrono::milliseconds, Id>;

    void fireDue();
    void rearm();

    QElapsedTimer m_clock;
    QTimer m_timer;
    std::map<Key, std::function<void()>> m_queue;
    std::unordered_map<Id, std::chrono::milliseconds> m_dueById;
    Id m_nextId = 1;
};

} // namespace confab::net

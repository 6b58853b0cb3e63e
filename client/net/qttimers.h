// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/timers.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>

namespace confab::client {

/// Timers on the event loop of the thread it lives in.
class QtTimers : public QObject, public Timers
{
    Q_OBJECT

public:
    explicit QtTimers(QObject *parent = nullptr);

    [[nodiscard]] std::chrono::milliseconds now() const override;
    [[nodiscard]] QDateTime utc() const override;
    Id start(std::chrono::milliseconds delay, std::function<void()> callback) override;
    void cancel(Id id) override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Pending
    {
        Id id = 0;
        std::function<void()> callback;
    };

    QElapsedTimer m_clock;
    Id m_lastId = 0;
    QHash<int, Pending> m_pending; ///< by the event loop's timer number, which is used again and again
    QHash<Id, int> m_numbers;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>

namespace confab::net {

/// Deadlines and caps of every connection. The defaults are the product's; tests shorten them.
struct Limits
{
    std::chrono::milliseconds headDeadline{
        10000}; ///< for a whole request head, from its first byte or the accept
    std::chrono::milliseconds idleDeadline{30000}; ///< between requests of a kept connection
    std::chrono::milliseconds bodyGrace{
        10000}; ///< for a body or a WebSocket message, beside its size at slowestRate
    qint64 slowestRate = 16 * 1024; ///< bytes per second
    std::chrono::milliseconds closeGrace{5000}; ///< after our close, until the connection is dropped
    qint64 outputBytes = 2 * 1024 * 1024; ///< queued for one client before it is dropped as too slow
    /// queued output moves on by its size or at slowestRate within this time, or the client is dropped
    std::chrono::milliseconds outputAge{10000};
    qint64 pongBytes = 64 * 1024; ///< queued output above which pings are no longer answered one by one
    int connections = 20100; ///< at the same time, on this listener

    [[nodiscard]] std::chrono::milliseconds transferDeadline(qint64 bytes) const
    {
        return bodyGrace + std::chrono::milliseconds(bytes * 1000 / slowestRate);
    }
};

} // namespace confab::net

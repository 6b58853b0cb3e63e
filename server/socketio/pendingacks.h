// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"
#include "server/socketio/socket.h"

#include <memory>
#include <unordered_map>

namespace confab::socketio {

/// The events of ours that a socket's client has not answered yet.
class PendingAcks
{
public:
    explicit PendingAcks(net::Timers &timers)
        : m_timers(timers)
    { }

    /// Calls back with TimedOut unless taken before.
    void add(qint64 id, std::chrono::milliseconds timeout, Socket::AckCallback callback);
    /// Null for an id that nobody waits for (any more).
    [[nodiscard]] Socket::AckCallback take(qint64 id);
    [[nodiscard]] QList<Socket::AckCallback> takeAll();

private:
    struct Pending
    {
        Socket::AckCallback callback;
        std::unique_ptr<net::Deadline> deadline;
    };

    net::Timers &m_timers;
    std::unordered_map<qint64, Pending> m_pending;
};

} // namespace confab::socketio

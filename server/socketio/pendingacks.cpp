// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/pendingacks.h"

namespace confab::socketio {

void PendingAcks::add(qint64 id, std::chrono::milliseconds timeout, Socket::AckCallback callback)
{
    auto deadline = std::make_unique<net::Deadline>(m_timers);
    deadline->set(timeout, [this, id] {
        if (const auto late = take(id))
            late(Failure{AckError::TimedOut});
    });
    m_pending.insert_or_assign(id, Pending{std::move(callback), std::move(deadline)});
}

Socket::AckCallback PendingAcks::take(qint64 id)
{
    auto node = m_pending.extract(id);
    return node ? std::move(node.mapped().callback) : nullptr;
}

QList<Socket::AckCallback> PendingAcks::takeAll()
{
    QList<Socket::AckCallback> callbacks;
    for (auto &[id, pending] : m_pending)
        callbacks.append(std::move(pending.callback));
    m_pending.clear();
    return callbacks;
}

} // namespace confab::socketio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the log that knows who is connected: on the log's thread, like the rest.

#include "server/log/messagelog.h"

#include <QDateTime>

namespace confab::log {

namespace {

/// So few that a commit never waits long for them.
constexpr int keepingBatch = 512;

} // namespace

void MessageLog::take(SessionChange change)
{
    if (!m_store || m_memory) // who is connected while the store has failed is not recovered
        return;
    for (Membership &room : change.session.rooms) {
        if (room.since == 0) // the shard has heard of no message yet
            room.since = m_startPosition;
    }
    m_mustKeepSessions = m_store->note(std::move(change)) || m_mustKeepSessions;
    if (!m_keeping.isActive())
        m_keeping.start();
}

Recovered MessageLog::answer(const RecoveryQuery &query)
{
    // Much of what would be told is told already: a client that starts anew costs less.
    if (m_store && !m_memory && !m_backlog.isHigh()) {
        auto recovered = m_store->recover(query, QDateTime::currentMSecsSinceEpoch());
        if (!m_keeping.isActive())
            m_keeping.start();
        if (recovered)
            return *std::move(recovered);
        goOnInMemory(recovered.error());
    }
    return Recovered{query.ticket, m_state.epoch, {}, {}};
}

bool MessageLog::keepSessions()
{
    if (!m_store || m_memory)
        return false;
    const auto isMore = m_store->keepSessions(QDateTime::currentMSecsSinceEpoch(), keepingBatch);
    m_mustKeepSessions = isMore && *isMore && m_mustKeepSessions;
    if (!isMore)
        goOnInMemory(isMore.error());
    return isMore && *isMore;
}

void MessageLog::keepMoreSessions()
{
    m_keeping.stop();
    if (keepSessions() && !m_inbox.post(Order::KeepSessions)) // messages that wait come first
        m_keeping.start();
}

} // namespace confab::log

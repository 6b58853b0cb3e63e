// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/session.h"

#include <algorithm>

namespace confab::log {

qint64 weightOf(const Recovered &recovered)
{
    qint64 weight = 1024; // the session
    for (const Message &message : recovered.missed)
        weight += weightOf(message);
    return weight;
}

bool MissedMessages::canBegin(const QByteArray &epoch, quint64 newest) const
{
    return !m_query.offset || (m_query.offset->epoch == epoch && m_query.offset->position <= newest);
}

quint64 MissedMessages::beginIn(const Membership &membership) const
{
    return std::max(membership.since, m_query.offset ? m_query.offset->position : 0);
}

bool MissedMessages::add(Message message)
{
    if (m_query.ownNumber != 0 && message.session == m_query.ownNumber)
        return true;
    m_bytes += weightOf(message);
    m_messages.push_back(std::move(message));
    return m_messages.size() <= RecoveryQuery::mostMessages && m_bytes <= RecoveryQuery::mostBytes;
}

std::vector<Message> MissedMessages::inOrder() &&
{
    std::sort(m_messages.begin(), m_messages.end(),
              [](const Message &a, const Message &b) { return a.position < b.position; });
    return std::move(m_messages);
}

} // namespace confab::log

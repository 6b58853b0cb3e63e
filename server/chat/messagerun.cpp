// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/messagerun.h"

#include <algorithm>

namespace confab::chat {

namespace {

/// Of its messages, about. A client's output is watched piece by piece.
constexpr qint64 runWeight = 64 * 1024;

const log::Outcome *storedIn(const log::Event &event)
{
    const auto *outcome = std::get_if<log::Outcome>(&event);
    return outcome && outcome->kind == log::Outcome::Kind::Stored ? outcome : nullptr;
}

} // namespace

MessageRun::MessageRun(std::span<const log::Event> events)
{
    std::size_t size = 0;
    qint64 weight = 0;
    for (const log::Event &event : events) {
        const log::Outcome *outcome = storedIn(event);
        if (!outcome)
            break;
        weight += log::weightOf(outcome->message);
        if (size > 0
            && (weight > runWeight || outcome->message.room != storedIn(events.front())->message.room))
            break;
        ++size;
        if (outcome->clientId != 0)
            m_senders.push_back(outcome->clientId);
    }
    m_events = events.first(size);
    std::sort(m_senders.begin(), m_senders.end());
    m_senders.erase(std::unique(m_senders.begin(), m_senders.end()), m_senders.end());
}

bool MessageRun::isSender(quint64 clientId) const
{
    return std::binary_search(m_senders.begin(), m_senders.end(), clientId);
}

} // namespace confab::chat

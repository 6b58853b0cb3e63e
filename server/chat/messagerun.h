// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/messagelog.h"

#include <span>
#include <variant>
#include <vector>

namespace confab::chat {

/// New messages of one room that came from the log one directly behind the other, on their way to its
/// members. Looks at the log's events, which outlive it.
class MessageRun
{
public:
    /// As many as there are at the beginning of `events`, but no more than what is little beside the output
    /// of one client; none when they begin with something else.
    explicit MessageRun(std::span<const log::Event> events);

    [[nodiscard]] bool isEmpty() const { return m_events.empty(); }
    [[nodiscard]] std::size_t size() const { return m_events.size(); }
    [[nodiscard]] const log::Outcome &at(std::size_t index) const
    {
        return std::get<log::Outcome>(m_events[index]);
    }
    [[nodiscard]] const QString &room() const { return at(0).message.room; }

    /// The clients that sent some of it, each once.
    [[nodiscard]] const std::vector<quint64> &senders() const { return m_senders; }
    [[nodiscard]] bool isSender(quint64 clientId) const;

private:
    std::span<const log::Event> m_events;
    std::vector<quint64> m_senders; ///< ascending
};

} // namespace confab::chat

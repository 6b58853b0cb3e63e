// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"

#include <QList>

#include <optional>

namespace confab::client {

/// Our messages that the server has not confirmed, in the order in which they were written. Knows what goes
/// out next and what is to be sent again; sends nothing itself. In memory.
class Outbox
{
public:
    /// Returns the message as it looks now.
    ChatMessage add(const ChatMessage &message);
    /// Puts a message there that cannot be sent as it is.
    ChatMessage addFailed(const ChatMessage &message, SendFailure failure);

    /// The oldest one that waits, null without one; valid until the next change.
    [[nodiscard]] const ChatMessage *nextWaiting() const;
    void markInFlight(const QString &localId);
    /// The server has it: takes it out. Nothing when it is not in here.
    std::optional<ChatMessage> markSent(const QString &localId, quint64 seq, const QDateTime &at);
    std::optional<ChatMessage> markFailed(const QString &localId, SendFailure failure);
    /// A failed one waits again, behind all others.
    std::optional<ChatMessage> retry(const QString &localId);
    bool remove(const QString &localId);

    /// The connection is new: what was on its way waits again, and so does what failed for want of a
    /// connection. Returns what looks different now. A message that arrived all the same has an id that the
    /// server knows.
    QList<ChatMessage> requeue();
    /// Nothing will be sent for now: everything on its way or waiting has failed. Returns those.
    QList<ChatMessage> failAll(SendFailure failure);
    void clear() { m_entries.clear(); }

    [[nodiscard]] int inFlightCount() const { return count(Phase::InFlight); }
    /// Waiting or on their way.
    [[nodiscard]] int unconfirmedCount() const { return count(Phase::Waiting) + count(Phase::InFlight); }

private:
    enum class Phase { Waiting, InFlight, Failed };
    struct Entry
    {
        ChatMessage message;
        Phase phase = Phase::Waiting;
    };

    [[nodiscard]] qsizetype find(const QString &localId) const;
    [[nodiscard]] int count(Phase phase) const;
    static void setWaiting(Entry &entry);
    static void setFailed(Entry &entry, SendFailure failure);

    QList<Entry> m_entries;
};

} // namespace confab::client

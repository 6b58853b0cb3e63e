// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/clientstore.h"

namespace confab::client {

/// Our messages that the server has not confirmed, in the order in which they were written. Knows what goes
/// out next and what is to be sent again; sends nothing itself. In memory; what of it is kept is up to its
/// owner (entry() is what a ClientStore takes).
class Outbox
{
public:
    /// What an earlier run left, in front of everything; what was on its way or waited waits again.
    void restore(const QList<OutboxEntry> &entries);
    /// Returns the message as it looks now.
    ChatMessage add(const ChatMessage &message);
    /// Puts a message there that cannot be sent as it is.
    ChatMessage addFailed(const ChatMessage &message, SendFailure failure);

    /// The oldest one that waits, null without one; valid until the next change.
    [[nodiscard]] const ChatMessage *nextWaiting() const;
    void markInFlight(const QString &localId);
    /// The server has it: takes it out. Nothing when it is not in here.
    /// `delivery` is Sent or NotSaved.
    std::optional<ChatMessage> markSent(const QString &localId, quint64 seq, const QDateTime &at,
                                        Delivery delivery = Delivery::Sent);
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
    /// Leaves only what was written since the start, not restored.
    void clearRestored();

    [[nodiscard]] std::optional<OutboxEntry> entry(const QString &localId) const;
    [[nodiscard]] QList<ChatMessage> messages() const;

    [[nodiscard]] int inFlightCount() const { return count(Phase::InFlight); }
    /// Waiting or on their way.
    [[nodiscard]] int unconfirmedCount() const { return count(Phase::Waiting) + count(Phase::InFlight); }

private:
    enum class Phase { Waiting, InFlight, Failed };
    struct Entry
    {
        ChatMessage message;
        Phase phase = Phase::Waiting;
        qint64 order = 0;
        bool restored = false;
    };

    [[nodiscard]] qsizetype find(const QString &localId) const;
    [[nodiscard]] int count(Phase phase) const;
    static void setWaiting(Entry &entry);
    static void setFailed(Entry &entry, SendFailure failure);

    ChatMessage append(Entry entry);

    QList<Entry> m_entries;
    qint64 m_lastOrder = 0;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "client/core/chatwire.h"

#include <QSet>

namespace confab::client {

/// Brings what servers send into one room's order and names every message for good: the same (sender, id) is
/// the same message, however often and on whatever way it comes. Remembers how far we are. In memory.
class Timeline
{
public:
    /// Whoever the server says we are is us from now on, besides whom it called us before.
    void addOwnIdentity(const QString &id);
    /// The log of these numbers. A new one counts from 1 again, but its messages come behind what is there.
    void setEpoch(const QString &epoch);
    /// What we have; nothing before the first setEpoch().
    [[nodiscard]] std::optional<Cursor> cursor() const;

    /// `now` is taken for a message without a time.
    [[nodiscard]] ChatMessage place(const ServerMessage &message, const QDateTime &now);
    /// The order of one of our messages that the server gave this number; 0 stays 0.
    [[nodiscard]] quint64 placeNumber(quint64 seq);
    void clear() { *this = Timeline(); }

private:
    QSet<QString> m_ownIds;
    QString m_epoch;
    quint64 m_lastSeq = 0; ///< in the present epoch
    quint64 m_offset = 0; ///< of the present epoch's numbers in our order
    quint64 m_unnamed = 0; ///< messages without an id so far
};

} // namespace confab::client

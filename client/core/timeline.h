// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "client/core/chatwire.h"
#include "client/core/clientstore.h"
#include "client/core/knownranges.h"

#include <QSet>

namespace confab::client {

/// Brings what servers send into one room's order and names every message for good: the same (sender, id) is
/// the same message, however often and on whatever way it comes. Remembers how far we are, and notices what
/// is missing. In memory.
class Timeline
{
public:
    /// Goes on where an earlier run ended; `history` is what it kept, in its order.
    void restore(const Bookmark &bookmark, const QList<ChatMessage> &history = {});
    [[nodiscard]] Bookmark bookmark() const;

    /// Whoever the server says we are is us from now on, besides whom it called us before.
    void addOwnIdentity(const QString &id);
    /// The log of these numbers. A new one counts from 1 again, but its messages come behind what is there,
    /// and between them something may be missing.
    void setEpoch(const QString &epoch);
    /// Something may be missing before the next message.
    void markGap() { m_gap = true; }
    /// Up to here we have everything; nothing before the first setEpoch().
    [[nodiscard]] std::optional<Cursor> cursor() const;

    /// `now` is taken for a message without a time.
    [[nodiscard]] ChatMessage place(const ServerMessage &message, const QDateTime &now);
    /// Gives one of our messages the place of the number that the server gave it; 0 stays 0.
    void placeAt(ChatMessage &message, quint64 seq);
    /// An event with this number came by itself. False when one before it did not come: time to ask the
    /// server what is missing since cursor().
    [[nodiscard]] bool follow(quint64 seq);
    /// The server has told us everything up to `head`, its last number; 0 when it did not say.
    void catchUp(quint64 head);

    /// The server is to be asked for what comes before this number, to show what stands above the message at
    /// `place`; nothing when that is here already, or when nobody can have it.
    [[nodiscard]] std::optional<quint64> missingBefore(quint64 place) const;
    struct PlacedPage
    {
        QList<ChatMessage> messages;
        bool closesGap = false; ///< nothing is missing any more between these and what stands above them
    };
    /// The answer to a question for what comes before the number `before`. Nothing when it is of another log.
    [[nodiscard]] std::optional<PlacedPage> placePast(const PastPage &page, quint64 before,
                                                      const QDateTime &now);
    /// Whether the room's conversation begins with what we have.
    [[nodiscard]] bool isComplete() const;

    void clear() { *this = Timeline(); }

private:
    QSet<QString> m_ownIds;
    QString m_ownId;
    QString m_epoch;
    quint64 m_cursor = 0; ///< in the present epoch, as are the next five
    quint64 m_highest = 0; ///< that we have seen
    QSet<quint64> m_ahead; ///< came, while something before them did not
    KnownRanges m_known;
    quint64 m_from = 0; ///< where the range begins that ends at the cursor; 0 while we do not know
    quint64 m_first = 0; ///< the server has nothing before this number; 0 while we do not know
    quint64 m_offset = 0; ///< of the present epoch's numbers in our order
    quint64 m_unnamed = 0; ///< messages without an id so far
    bool m_gap = false;
};

} // namespace confab::client

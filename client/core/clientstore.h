// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "protocol/result.h"

#include <QList>
#include <QSet>
#include <QStringList>

#include <optional>

namespace confab::client {

/// Why a client cannot keep anything.
struct StoreProblem
{
    enum class Kind { Full, NotWritable, Locked, Damaged, Newer, Other };
    Kind kind = Kind::Other;
    QString detail; ///< for developers

    friend bool operator==(const StoreProblem &, const StoreProblem &) = default;
};

/// What belongs together: a room of a server.
struct RoomAddress
{
    QString server; ///< as serverKey() writes it
    QString room;

    friend bool operator==(const RoomAddress &, const RoomAddress &) = default;
};

/// A message that the server has not confirmed, and where it stands among the others.
struct OutboxEntry
{
    ChatMessage message; ///< Sending, or NotSent with the reason
    qint64 order = 0; ///< rises
};

/// How far we are in a room, to go on from after a restart.
struct Bookmark
{
    QString epoch; ///< of the server's log; empty before the first one
    quint64 seq = 0; ///< in this epoch nothing is missing up to here
    quint64 base = 0; ///< what the numbers of this epoch count from in our order
    bool gap = false; ///< something may be missing before the next message
    QString ownId; ///< who the server says we are

    friend bool operator==(const Bookmark &, const Bookmark &) = default;
};

/// Everything kept of one room.
struct SavedRoom
{
    Bookmark bookmark;
    QList<ChatMessage> history; ///< numbered messages, in their order; the newest ones only
    QList<OutboxEntry> outbox; ///< in their order
};

/// What changes in one step, whole or not at all.
struct StoreChange
{
    QList<OutboxEntry> queued; ///< new or changed
    QStringList unqueued; ///< localIds that leave the outbox
    QList<ChatMessage> history; ///< numbered messages, new or changed
    std::optional<Bookmark> bookmark;
    QStringList closedGaps = {}; ///< localIds of messages before which nothing is missing any more

    [[nodiscard]] bool isEmpty() const
    {
        return queued.isEmpty() && unqueued.isEmpty() && history.isEmpty() && closedGaps.isEmpty()
            && !bookmark;
    }
};

/// Where a profile keeps, over restarts, what its person wrote and what was read lately. Shared by the
/// windows of one process: a waiting message belongs to the one that wrote or loaded it, until that one lets
/// go. Thread: the client's.
class ClientStore
{
public:
    /// So many messages of a room are kept to be shown again.
    static constexpr int historyLimit = 500;
    /// No server of ours lets a longer text pass, and no other one shall fill the disk.
    static constexpr qsizetype longestText = 16384;

    ClientStore() = default;
    Q_DISABLE_COPY_MOVE(ClientStore)
    virtual ~ClientStore() = default;

    /// What is kept of a room, without the messages that another window is about to send; those that are
    /// returned belong to the caller from now on.
    [[nodiscard]] Result<SavedRoom, StoreProblem> load(const RoomAddress &room);
    /// Nothing when all of it is kept; it is on the disk then.
    [[nodiscard]] std::optional<StoreProblem> save(const RoomAddress &room, const StoreChange &change);
    /// Whoever loads the room next may send these.
    void release(const QStringList &localIds);

private:
    [[nodiscard]] virtual Result<SavedRoom, StoreProblem> read(const RoomAddress &room) = 0;
    [[nodiscard]] virtual std::optional<StoreProblem> write(const RoomAddress &room,
                                                            const StoreChange &change) = 0;

    QSet<QString> m_claimed; ///< localIds of waiting messages that some window has
};

} // namespace confab::client

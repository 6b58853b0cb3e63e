// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/clientstore.h"
#include "client/store/sqlstatement.h"

namespace confab::client {

/// The tables of a profile's database and what is read from them and written to them. Runs inside the
/// caller's transaction.
class RoomTable
{
public:
    /// Of the schema, as `PRAGMA user_version` has it.
    static constexpr int version = 1;
    /// So many rooms keep their history, those that were used last. A waiting message is never forgotten.
    static constexpr int roomLimit = 50;

    explicit RoomTable(QSqlDatabase database)
        : m_database(std::move(database))
    { }

    [[nodiscard]] SqlProblem create() const;
    /// Creates the room when it is new; its id.
    [[nodiscard]] Result<qint64, QSqlError> idOf(const RoomAddress &room) const;
    [[nodiscard]] Result<SavedRoom, QSqlError> read(qint64 room) const;
    [[nodiscard]] SqlProblem apply(qint64 room, const StoreChange &change) const;
    /// Forgets the history of the rooms beyond roomLimit, after `room` was used at `now`.
    [[nodiscard]] SqlProblem touch(qint64 room, const QDateTime &now) const;

private:
    [[nodiscard]] SqlProblem readHistory(qint64 room, QList<ChatMessage> &history) const;
    [[nodiscard]] SqlProblem readOutbox(qint64 room, QList<OutboxEntry> &outbox) const;

    QSqlDatabase m_database;
};

} // namespace confab::client

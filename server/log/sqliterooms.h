// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/sqlitedatabase.h"

#include <QHash>

#include <memory>

namespace confab::log {

/// A room as the tables, and what waits to be written to them, have it.
struct SqliteRoom
{
    qint64 key = 0; ///< 0: there is none of that name
    quint64 head = 0;
    quint64 oldest = 1;
    quint64 forgotten = 0; ///< position of the last event that was
    quint64 position = 0; ///< of the last event
    quint64 searchable = 0; ///< up to this number its messages are in the index for searching
};

/// The table of rooms and the index for searching, which both follow the messages at a distance: a message by
/// itself writes its own row only. A room whose row, or index, lacks something is *unsettled*; its row says
/// so, `searchable < head`, from the first such message on. settle() makes up for it, and open() finds out
/// what a process that was killed left to do. Whoever writes begins the transaction and says when it is
/// committed. Part of SqliteStore.
class SqliteRooms
{
public:
    using ByName = QHash<QString, SqliteRoom>;

    /// With so many messages unsettled the next ones settle them, in their own transaction.
    static constexpr quint64 mostUnsettled = 512;

    explicit SqliteRooms(SqliteDatabase &database);
    ~SqliteRooms();
    Q_DISABLE_COPY_MOVE(SqliteRooms)

    /// Once, before everything else; returns the highest position that was given in any room.
    [[nodiscard]] Result<quint64, StoreError> open();

    /// The room as it is committed.
    [[nodiscard]] Result<SqliteRoom, StoreError> find(const QString &name);
    /// Gives it a key, unless there are as many rooms as there can be.
    [[nodiscard]] std::optional<StoreError> create(const QString &name, SqliteRoom &room);

    /// These rooms, as find() gave them, got messages in the transaction at hand.
    [[nodiscard]] std::optional<StoreError> write(const ByName &changed);
    void committed(const ByName &changed);

    [[nodiscard]] bool isSettled() const { return m_unsettled.isEmpty(); }
    /// In the transaction at hand, of which settled() says that it is committed.
    [[nodiscard]] std::optional<StoreError> settle();
    void settled();
    /// Somebody else changed the table.
    void reread() { m_cache.clear(); }

private:
    struct Statements;

    [[nodiscard]] std::optional<StoreError> settleOne(const SqliteRoom &room);
    void remember(const ByName &rooms);

    SqliteDatabase &m_database;
    std::unique_ptr<Statements> m_statements;
    ByName m_cache; ///< of what is committed
    QHash<qint64, SqliteRoom>
        m_unsettled; ///< by key, as they are committed; `oldest` and `forgotten` mean nothing
    quint64 m_waiting = 0; ///< messages that are not settled
    quint64 m_waitingThen = 0; ///< the same when the transaction at hand is committed, 0 when it settles all
};

} // namespace confab::log

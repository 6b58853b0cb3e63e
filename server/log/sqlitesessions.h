// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/sessionchanges.h"
#include "server/log/sqlitedatabase.h"

#include <memory>

namespace confab::log {

/// The table of sessions, and what of it is not written yet. Whoever writes begins the transaction and says
/// when it is committed. Part of SqliteStore.
class SqliteSessions
{
public:
    explicit SqliteSessions(SqliteDatabase &database);
    ~SqliteSessions();
    Q_DISABLE_COPY_MOVE(SqliteSessions)

    /// Once, before everything else. Who was connected when the last process ended lost the connection then.
    [[nodiscard]] std::optional<StoreError> open(qint64 now);

    /// See Store.
    [[nodiscard]] bool note(SessionChange change);
    /// The lost session with that key, connected again.
    [[nodiscard]] Result<std::optional<Session>, StoreError> take(const QByteArray &key, qint64 now);
    /// The messages of a room behind that position; false when they are too many.
    [[nodiscard]] Result<bool, StoreError> readMissed(MissedMessages &missed, qint64 room,
                                                      const QString &name, quint64 begin);

    [[nodiscard]] bool isUnwritten() const { return !m_changes.entries().isEmpty(); }
    /// At most `batch` of what was noted; committed() follows, unless that fails.
    [[nodiscard]] std::optional<StoreError> write(int batch);
    void committed();
    /// Who was away for too long.
    [[nodiscard]] std::optional<StoreError> forget(qint64 now);

private:
    struct Statements;

    [[nodiscard]] std::optional<StoreError> writeOne(const QByteArray &key,
                                                     const SessionChanges::Entry &entry);
    [[nodiscard]] std::optional<StoreError> countLost();

    SqliteDatabase &m_database;
    std::unique_ptr<Statements> m_statements;
    SessionChanges m_changes;
    QList<QByteArray> m_written; ///< in the transaction at hand
    qsizetype m_lost = 0; ///< how many are lost, about: exact whenever everything is written
};

} // namespace confab::log

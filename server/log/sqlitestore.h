// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/sqliterooms.h"
#include "server/log/sqlitesessions.h"
#include "server/log/store.h"

#include <memory>
#include <vector>

namespace confab::log {

/// The log in an SQLite file (WAL, synchronous = FULL): what append() returned is on the disk. The rules are
/// in docs/adr/0014-the-log-on-disk.md. Thread: the one that opened it.
class SqliteStore final : public Store
{
public:
    /// Opens, checks and migrates the file, or makes a new one where there is none. Never replaces a file.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>, StoreError>
    open(const QString &path, EpochChoice epoch = EpochChoice::Keep,
         int busyTimeout = SqliteDatabase::busyTimeoutMs);
    ~SqliteStore() override;

    [[nodiscard]] QByteArray epoch() const override { return m_epoch; }
    [[nodiscard]] Result<std::vector<Outcome>, StoreError> append(const std::vector<Draft> &drafts,
                                                                  qint64 at) override;
    [[nodiscard]] Result<Page, StoreError> read(const Query &query) override;
    [[nodiscard]] Result<std::optional<Message>, StoreError> find(const QString &personId,
                                                                  const QString &id) override;
    [[nodiscard]] Result<bool, StoreError> forget(const Retention &retention, qint64 now, int batch) override;
    [[nodiscard]] quint64 position() const override { return m_position; }
    [[nodiscard]] bool note(SessionChange change) override { return m_sessions->note(std::move(change)); }
    [[nodiscard]] Result<bool, StoreError> keepSessions(qint64 now, int batch) override;
    [[nodiscard]] Result<Recovered, StoreError> recover(const RecoveryQuery &query, qint64 now) override;
    void abandon() override;

    /// For the tests: the connection.
    [[nodiscard]] SqliteDatabase &database() { return *m_database; }

private:
    struct Statements;

    /// What a transaction does to the log.
    struct Batch
    {
        qint64 at = 0;
        quint64 position = 0; ///< the last that was given
        SqliteRooms::ByName changed;
        std::vector<Outcome> outcomes;
    };

    explicit SqliteStore(std::unique_ptr<SqliteDatabase> database);
    [[nodiscard]] std::optional<StoreError> prepare(EpochChoice choice);
    [[nodiscard]] std::optional<StoreError> appendOne(const Draft &draft, Batch &batch);
    /// False when it cannot be told without a hole, or is too much.
    [[nodiscard]] Result<bool, StoreError> readMissed(MissedMessages &missed, const Session &session);
    [[nodiscard]] std::optional<StoreError> readMessages(Page &page, const Query &query,
                                                         const SqliteRoom &room);
    /// What the messages so far left to do, see SqliteRooms.
    [[nodiscard]] std::optional<StoreError> settle();
    /// How many events of the room went.
    [[nodiscard]] Result<int, StoreError> forgetOf(const SqliteRoom &room, const Retention &retention,
                                                   qint64 now, int batch);

    const std::unique_ptr<SqliteDatabase> m_database;
    std::unique_ptr<Statements> m_statements; ///< destroyed before the database
    std::unique_ptr<SqliteRooms> m_rooms; ///< the same
    std::unique_ptr<SqliteSessions> m_sessions; ///< the same
    quint64 m_position = 0;
    QByteArray m_epoch;
    qint64 m_forgottenUpTo = 0; ///< the last room that forget() has looked at
};

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/log/storeerror.h"

#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QSqlDatabase;

namespace confab::log {

/// One connection to an SQLite file. Thread: the one that opened it, as QtSql wants it.
class SqliteDatabase
{
public:
    enum class Mode {
        ReadWrite, ///< creates a file that is not there
        ReadOnly ///< beside a server that writes
    };

    /// Waits at most this long for another program that holds the database; then it is Locked.
    static constexpr int busyTimeoutMs = 2000;

    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>, StoreError>
    open(const QString &path, Mode mode, int busyTimeout = busyTimeoutMs);
    Q_DISABLE_COPY_MOVE(SqliteDatabase)
    /// Every query is gone by now.
    ~SqliteDatabase();

    [[nodiscard]] QString path() const { return m_path; }
    /// One statement without values.
    [[nodiscard]] std::optional<StoreError> execute(const QString &statement);
    /// The first column of the first row of a statement, invalid without a row.
    [[nodiscard]] Result<QVariant, StoreError> value(const QString &statement);
    /// To be kept and run many times with run().
    [[nodiscard]] Result<QSqlQuery, StoreError> prepare(const QString &statement) const;
    /// Several, each into the query beside its text.
    [[nodiscard]] std::optional<StoreError>
    prepare(const std::vector<std::pair<QSqlQuery *, QString>> &statements) const;

    /// Binds the values in their order and runs it; whoever reads rows calls finish() after the last.
    [[nodiscard]] std::optional<StoreError> run(QSqlQuery &query, const QVariantList &values);

    /// Why next() of this query said that there is no row more, nothing when that is all.
    [[nodiscard]] static std::optional<StoreError> errorOf(const QSqlQuery &query);

    /// One transaction: begins, runs the body, commits; takes all back when one of these fails. Not nested.
    [[nodiscard]] std::optional<StoreError>
    inTransaction(const std::function<std::optional<StoreError>()> &body);
    [[nodiscard]] std::optional<StoreError> inTransaction(const QStringList &statements);

    /// Asked before every statement but a ROLLBACK: what it returns is the statement's failure. For tests of
    /// what happens at the Nth failure.
    void setFault(std::function<std::optional<StoreError>()> fault) { m_fault = std::move(fault); }

private:
    explicit SqliteDatabase(QString path);
    [[nodiscard]] QSqlDatabase database() const;
    /// Prepares it the first time.
    [[nodiscard]] std::optional<StoreError> runKept(std::optional<QSqlQuery> &query,
                                                    const QString &statement);

    const QString m_path;
    const QString m_name; ///< of the connection, unique in the process
    std::function<std::optional<StoreError>()> m_fault;
    std::optional<QSqlQuery> m_begin;
    std::optional<QSqlQuery> m_commit;
};

} // namespace confab::log

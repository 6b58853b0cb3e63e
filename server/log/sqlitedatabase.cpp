// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqlitedatabase.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <atomic>

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

QString newConnectionName()
{
    static std::atomic<quint64> count = 0;
    return u"confab-log-%1"_s.arg(++count);
}

/// https://www.sqlite.org/rescode.html, the primary codes (the low byte).
StoreError::Kind kindOf(int code)
{
    using Kind = StoreError::Kind;
    switch (code & 0xFF) {
    case 5: // BUSY
    case 6: // LOCKED
        return Kind::Locked;
    case 8: // READONLY
        return Kind::ReadOnly;
    case 11: // CORRUPT
    case 26: // NOTADB
        return Kind::Corrupt;
    case 13: // FULL
        return Kind::Full;
    default:
        return Kind::Unusable;
    }
}

StoreError storeError(const QSqlError &error)
{
    return StoreError{kindOf(error.nativeErrorCode().toInt()), error.databaseText()};
}

} // namespace

SqliteDatabase::SqliteDatabase(QString path)
    : m_path(std::move(path))
    , m_name(newConnectionName())
{ }

SqliteDatabase::~SqliteDatabase()
{
    m_begin.reset();
    m_commit.reset();
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase SqliteDatabase::database() const { return QSqlDatabase::database(m_name, false); }

Result<std::unique_ptr<SqliteDatabase>, StoreError> SqliteDatabase::open(const QString &path, Mode mode,
                                                                         int busyTimeout)
{
    std::unique_ptr<SqliteDatabase> opened(new SqliteDatabase(path));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, opened->m_name);
        if (!database.isValid())
            return Failure{StoreError{StoreError::Kind::Unusable,
                                      u"Qt's SQLite driver is missing (Debian: libqt6sql6-sqlite)."_s}};
        database.setDatabaseName(path);
        QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeout);
        if (mode == Mode::ReadOnly)
            options += u";QSQLITE_OPEN_READONLY"_s;
        database.setConnectOptions(options);
        if (!database.open())
            return Failure{storeError(database.lastError())};
    }
    return opened;
}

std::optional<StoreError> SqliteDatabase::execute(const QString &statement)
{
    if (m_fault) {
        if (auto error = m_fault())
            return error;
    }
    QSqlQuery query(database());
    if (query.exec(statement))
        return std::nullopt;
    return storeError(query.lastError());
}

Result<QVariant, StoreError> SqliteDatabase::value(const QString &statement)
{
    QSqlQuery query(database());
    if (!query.exec(statement))
        return Failure{storeError(query.lastError())};
    return query.next() ? query.value(0) : QVariant();
}

Result<QSqlQuery, StoreError> SqliteDatabase::prepare(const QString &statement) const
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return Failure{storeError(query.lastError())};
    return query;
}

std::optional<StoreError>
SqliteDatabase::prepare(const std::vector<std::pair<QSqlQuery *, QString>> &statements) const
{
    for (const auto &[query, text] : statements) {
        auto prepared = prepare(text);
        if (!prepared)
            return prepared.error();
        *query = *std::move(prepared);
    }
    return std::nullopt;
}

std::optional<StoreError> SqliteDatabase::run(QSqlQuery &query, const QVariantList &values)
{
    if (m_fault) {
        if (auto error = m_fault())
            return error;
    }
    for (int i = 0; i < static_cast<int>(values.size()); ++i)
        query.bindValue(i, values.at(i));
    if (query.exec())
        return std::nullopt;
    const StoreError error = storeError(query.lastError());
    query.finish();
    return error;
}

std::optional<StoreError> SqliteDatabase::runKept(std::optional<QSqlQuery> &query, const QString &statement)
{
    if (!query) {
        auto prepared = prepare(statement);
        if (!prepared)
            return prepared.error();
        query = *std::move(prepared);
    }
    return run(*query, {});
}

std::optional<StoreError> SqliteDatabase::errorOf(const QSqlQuery &query)
{
    const QSqlError error = query.lastError();
    if (!error.isValid())
        return std::nullopt;
    return storeError(error);
}

std::optional<StoreError>
SqliteDatabase::inTransaction(const std::function<std::optional<StoreError>()> &body)
{
    // For every message: these two are not to be read anew.
    if (auto error = runKept(m_begin, u"BEGIN IMMEDIATE"_s))
        return error;
    auto error = body();
    if (!error)
        error = runKept(m_commit, u"COMMIT"_s);
    if (error)
        (void)QSqlQuery(database()).exec(u"ROLLBACK"_s); // SQLite may have done so itself
    return error;
}

std::optional<StoreError> SqliteDatabase::inTransaction(const QStringList &statements)
{
    return inTransaction([&]() -> std::optional<StoreError> {
        for (const QString &statement : statements) {
            if (auto error = execute(statement))
                return error;
        }
        return std::nullopt;
    });
}

} // namespace confab::log

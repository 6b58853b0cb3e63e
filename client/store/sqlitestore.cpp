// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/store/sqlitestore.h"

#include "client/store/roomtable.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QUuid>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcStore, "confab.client.store", QtInfoMsg)

// The primary result codes of SQLite (sqlite.org/rescode.html): the extended ones have more in the upper
// bits.
enum Code { Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26 };

StoreProblem problemOf(const QSqlError &error)
{
    using Kind = StoreProblem::Kind;
    const QString detail = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Busy:
    case Locked:
        return {Kind::Locked, detail};
    case ReadOnly:
    case CantOpen:
        return {Kind::NotWritable, detail};
    case Corrupt:
    case NotADatabase:
        return {Kind::Damaged, detail};
    case Full:
        return {Kind::Full, detail};
    default:
        return {Kind::Other, detail};
    }
}

/// SQLite gives its own files the permissions of the database; so it must be private before it is one.
bool makePrivate(const QString &path)
{
    const QString folder = QFileInfo(path).path();
    if (!QFileInfo(folder).isDir()) {
        if (!QDir().mkpath(folder))
            return false;
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return false;
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

SqliteStore::SqliteStore(QString path)
    : m_path(std::move(path))
    , m_connection(QUuid::createUuid().toString())
{ }

SqliteStore::~SqliteStore() { close(); }

void SqliteStore::close()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

std::optional<StoreProblem> SqliteStore::open()
{
    if (m_database.isOpen())
        return std::nullopt;
    std::optional<StoreProblem> problem = prepare();
    if (problem) {
        qCWarning(lcStore) << "cannot keep anything in" << m_path << ":" << problem->detail;
        close();
    }
    return problem;
}

std::optional<StoreProblem> SqliteStore::prepare()
{
    if (!makePrivate(m_path))
        return StoreProblem{StoreProblem::Kind::NotWritable, m_path};
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=200"_s); // the window stands still meanwhile
    if (!m_database.open())
        return problemOf(m_database.lastError());
    QSqlQuery query(m_database);
    if (const auto error = runSql(query, u"PRAGMA user_version"_s))
        return problemOf(*error);
    const int version = query.next() ? query.value(0).toInt() : 0;
    query.finish();
    if (version > RoomTable::version)
        return StoreProblem{StoreProblem::Kind::Newer, u"version %1"_s.arg(version)};
    for (const QString &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s}) {
        if (const auto error = runSql(m_database, pragma))
            return problemOf(*error);
    }
    if (version == RoomTable::version)
        return std::nullopt;
    if (!m_database.transaction())
        return problemOf(m_database.lastError());
    if (const auto error = RoomTable(m_database).create()) {
        m_database.rollback();
        return problemOf(*error);
    }
    if (!m_database.commit())
        return problemOf(m_database.lastError());
    return std::nullopt;
}

Result<SavedRoom, StoreProblem> SqliteStore::read(const RoomAddress &room)
{
    if (auto problem = open())
        return Failure{*problem};
    const RoomTable table(m_database);
    const auto fail = [this](const QSqlError &error) {
        m_database.rollback();
        return Failure{problemOf(error)};
    };
    if (!m_database.transaction())
        return Failure{problemOf(m_database.lastError())};
    const auto id = table.idOf(room);
    if (!id)
        return fail(id.error());
    if (const auto error = table.touch(*id, QDateTime::currentDateTimeUtc()))
        return fail(*error);
    const auto saved = table.read(*id);
    if (!saved)
        return fail(saved.error());
    if (!m_database.commit())
        return fail(m_database.lastError());
    return *saved;
}

std::optional<StoreProblem> SqliteStore::write(const RoomAddress &room, const StoreChange &change)
{
    if (auto problem = open())
        return problem;
    const RoomTable table(m_database);
    if (!m_database.transaction())
        return problemOf(m_database.lastError());
    const auto id = table.idOf(room);
    SqlProblem error = id ? table.apply(*id, change) : SqlProblem(id.error());
    if (!error && !m_database.commit())
        error = m_database.lastError();
    if (!error)
        return std::nullopt;
    m_database.rollback();
    qCWarning(lcStore) << "cannot keep anything in" << m_path << ":" << error->text();
    return problemOf(*error);
}

} // namespace confab::client

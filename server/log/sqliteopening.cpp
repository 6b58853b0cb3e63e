// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqliteopening.h"

#include "server/log/epoch.h"
#include "server/log/sqliteschema.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// So many pages in the write-ahead log are written back to the database.
constexpr int checkpointPages = 512;
constexpr qsizetype pageBytes = 4096; ///< SQLite's, and mostly the system's
/// As much as the log has when that happens (each page has a header of 24 bytes), and a commit more.
constexpr qint64 reservedBytes = (checkpointPages + 64) * (pageBytes + 24);

/// WAL: readers beside the writer, one sync per commit. FULL: that sync is waited for.
std::optional<StoreError> setUp(SqliteDatabase &database)
{
    for (const QString &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s,
                                  u"PRAGMA wal_autocheckpoint = %1"_s.arg(checkpointPages),
                                  u"PRAGMA journal_size_limit = 67108864"_s}) {
        if (auto error = database.execute(pragma))
            return error;
    }
    return std::nullopt;
}

std::optional<StoreError> check(SqliteDatabase &database)
{
    const auto verdict = database.value(u"PRAGMA quick_check(1)"_s);
    if (!verdict)
        return verdict.error();
    if (verdict->toString() != "ok"_L1)
        return StoreError{StoreError::Kind::Corrupt, verdict->toString()};
    return std::nullopt;
}

std::optional<StoreError> create(const QString &path, int busyTimeout)
{
    const QString draft = path + u".new"_s;
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(draft + suffix); // of a start that was cut off
    {
        auto database = SqliteDatabase::open(draft, SqliteDatabase::Mode::ReadWrite, busyTimeout);
        if (!database)
            return database.error();
        QFile::setPermissions(draft, ownerOnly);
        // A draft that is cut off is thrown away: it needs no journal on the disk, and each sync less is
        // milliseconds less until the first start serves. Closed again, all of it is in the one file.
        if (auto error = (*database)->execute(u"PRAGMA journal_mode = MEMORY"_s))
            return error;
        if (auto error = schema::migrate(**database))
            return error;
        if (auto error = (*database)->execute(u"PRAGMA journal_mode = WAL"_s))
            return error;
    }
    if (!QFile::rename(draft, path))
        return StoreError{StoreError::Kind::Unusable, u"The new database could not be named %1."_s.arg(path)};
    return std::nullopt;
}

/// Makes the write-ahead log as long as it will become. While it grows, each sync has to write the file's new
/// size, too, and takes twice the processor time (ext4) of one that only overwrites. What lies behind the
/// last frame means nothing to SQLite; zeros are no frame. Whoever calls it holds the lock for writing, so
/// nobody else makes the log longer meanwhile. Where it cannot be done, messages cost a little more.
void reserveLog(const QString &path)
{
    QFile log(path + u"-wal"_s);
    if (!log.open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return;
    const qint64 used = log.size();
    bool isWritten = log.seek(used);
    while (isWritten && log.pos() < reservedBytes) {
        // Page by page: Linux keeps what comes in one write in one large piece of its cache, and goes through
        // all of the piece with each small write into it.
        const QByteArray zeros(pageBytes - static_cast<qsizetype>(log.pos() % pageBytes), '\0');
        isWritten = log.write(zeros) == zeros.size();
    }
    if (!isWritten)
        log.resize(used); // what is left of the disk is for messages
}

/// Whether this connection may write. What only reads would pass while another program holds the file, and
/// the first message would find out.
std::optional<StoreError> prepareWriting(SqliteDatabase &database)
{
    return database.inTransaction([&]() -> std::optional<StoreError> {
        reserveLog(database.path());
        return std::nullopt;
    });
}

/// What tells a file from its copies; empty where the system has no such thing.
QString identityOf(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &status) == 0)
        return QString::number(status.st_ino);
#else
    Q_UNUSED(path)
#endif
    return {};
}

QString noteBeside(const QString &path) { return path + u"-renew-epoch"_s; }

} // namespace

Result<std::unique_ptr<SqliteDatabase>, StoreError> openForWriting(const QString &path, int busyTimeout)
{
    const QFileInfo file(path);
    if (!file.exists()) {
        if (QFileInfo::exists(path + u"-wal"_s))
            return Failure{StoreError{StoreError::Kind::Corrupt,
                                      u"The database is missing, its write-ahead log is there."_s}};
        if (const auto error = create(path, busyTimeout))
            return Failure{*error};
    } else if (file.size() == 0) {
        return Failure{StoreError{StoreError::Kind::Corrupt, u"The file is empty."_s}};
    } else if (!file.isWritable()) {
        return Failure{StoreError{StoreError::Kind::ReadOnly, u"The file may not be written."_s}};
    }
    auto database = SqliteDatabase::open(path, SqliteDatabase::Mode::ReadWrite, busyTimeout);
    if (!database)
        return database;
    // First whether it is ours: the file of another program, or of a newer version, is not touched.
    for (const auto &step : {schema::refuseForeign, setUp, check, schema::migrate, prepareWriting}) {
        if (const auto error = step(**database))
            return Failure{*error};
    }
    QFile::setPermissions(path, ownerOnly);
    return database;
}

Result<QByteArray, StoreError> claimEpoch(SqliteDatabase &database, EpochChoice choice)
{
    const auto known = database.value(u"SELECT value FROM meta WHERE key = 'epoch'"_s);
    if (!known)
        return Failure{known.error()};
    const auto owner = database.value(u"SELECT value FROM meta WHERE key = 'file'"_s);
    if (!owner)
        return Failure{owner.error()};
    const QString file = identityOf(database.path());
    const QString note = noteBeside(database.path());
    const QByteArray epoch = known->toString().toLatin1();
    if (choice == EpochChoice::Keep && !epoch.isEmpty() && owner->toString() == file && !QFile::exists(note))
        return epoch;
    const QByteArray fresh = randomEpoch(); // its letters need no escape in SQL
    const QString set = u"INSERT OR REPLACE INTO meta (key, value) VALUES ('%1', '%2')"_s;
    if (const auto error = database.inTransaction({set.arg(u"epoch"_s, QString::fromLatin1(fresh)),
                                                   set.arg(u"file"_s, file), u"DELETE FROM sessions"_s}))
        return Failure{*error};
    QFile::remove(note);
    return fresh;
}

void markAbandoned(const QString &path)
{
    QFile note(noteBeside(path));
    if (note.open(QIODevice::WriteOnly))
        note.setPermissions(ownerOnly);
}

} // namespace confab::log

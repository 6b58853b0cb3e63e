// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/storecopies.h"

#include "server/log/sqlitedatabase.h"
#include "server/log/sqliterows.h"
#include "server/log/sqliteschema.h"

#include <QFile>
#include <QFileInfo>

#include <vector>

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

Result<std::unique_ptr<SqliteDatabase>, StoreError> openForReading(const QString &path)
{
    if (!QFileInfo::exists(path))
        return Failure{StoreError{StoreError::Kind::Unusable, u"There is no such file."_s}};
    auto database = SqliteDatabase::open(path, SqliteDatabase::Mode::ReadOnly);
    if (!database)
        return database;
    if (const auto error = schema::refuseForeign(**database))
        return Failure{*error};
    return database;
}

QString quoted(QString text) { return u'\'' + text.replace(u'\'', u"''"_s) + u'\''; }

/// The copy is complete and nobody's: the first server that opens it gives it an epoch, and forgets who was
/// connected.
std::optional<StoreError> finishCopy(const QString &path)
{
    auto copy = SqliteDatabase::open(path, SqliteDatabase::Mode::ReadWrite);
    if (!copy)
        return copy.error();
    if (auto error = (*copy)->execute(u"DELETE FROM meta WHERE key IN ('epoch', 'file')"_s))
        return error;
    const auto verdict = (*copy)->value(u"PRAGMA quick_check(1)"_s);
    if (!verdict)
        return verdict.error();
    if (verdict->toString() != "ok"_L1)
        return StoreError{StoreError::Kind::Corrupt, verdict->toString()};
    return std::nullopt;
}

} // namespace

std::optional<StoreError> backUp(const QString &database, const QString &target)
{
    if (QFileInfo::exists(target))
        return StoreError{StoreError::Kind::Unusable, u"The file exists already."_s};
    const auto source = openForReading(database);
    if (!source)
        return source.error();
    const QString part = target + u".part"_s;
    QFile::remove(part); // of a backup that was cut off
    QFile file(part);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return StoreError{StoreError::Kind::Unusable, file.errorString()};
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.close();
    auto error = (*source)->execute(u"VACUUM INTO "_s + quoted(part));
    if (!error)
        error = finishCopy(part);
    if (!error && !QFile::rename(part, target)) // which never overwrites
        error = StoreError{StoreError::Kind::Unusable, u"The file could not be named."_s};
    if (error)
        QFile::remove(part);
    return error;
}

std::optional<StoreError> forEachMessage(const QString &database, const QString &room,
                                         const std::function<bool(const Message &)> &take)
{
    const auto source = openForReading(database);
    if (!source)
        return source.error();
    if (auto error = (*source)->execute(u"BEGIN"_s)) // one moment for all of it
        return error;
    auto rooms = (*source)->prepare(u"SELECT room, name FROM rooms WHERE ? IN ('', name) ORDER BY name"_s);
    if (!rooms)
        return rooms.error();
    if (auto error = (*source)->run(*rooms, {room.isNull() ? u""_s : room}))
        return error;
    std::vector<std::pair<qint64, QString>> found;
    while (rooms->next())
        found.emplace_back(rooms->value(0).toLongLong(), rooms->value(1).toString());
    rooms->finish();
    auto messages = (*source)->prepare(
        selectEvents(u"events WHERE place > ? AND place < ? AND kind = 1 ORDER BY place"_s));
    if (!messages)
        return messages.error();
    for (const auto &[key, name] : found) {
        if (auto error = (*source)->run(*messages, {schema::placeOf(key, 0), schema::placeOf(key + 1, 0)}))
            return error;
        while (messages->next()) {
            if (!take(eventOf(*messages, name)))
                return std::nullopt;
        }
        if (auto error = SqliteDatabase::errorOf(*messages))
            return error;
        messages->finish();
    }
    return std::nullopt;
}

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqliteschema.h"

#include <array>

using namespace Qt::StringLiterals;

namespace confab::log::schema {

namespace {

/// From nothing to version 1. A version that was released never changes; every later one is a step of its
/// own.
QStringList toVersion1()
{
    return {
        u"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"_s,
        // head: the highest number that was ever given; oldest: the lowest that is kept, head + 1 without
        // any.
        u"CREATE TABLE rooms (room INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, head INTEGER NOT NULL, "
        "oldest INTEGER NOT NULL)"_s,
        // place: room << 40 | seq. The columns of a message hold its present state.
        u"CREATE TABLE events (place INTEGER PRIMARY KEY, kind INTEGER NOT NULL, at INTEGER NOT NULL, "
        "person TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, reply_to INTEGER, "
        "files TEXT, edited_at INTEGER, deleted_at INTEGER, target INTEGER)"_s,
        u"CREATE UNIQUE INDEX messages_by_id ON events (person, id) WHERE kind = 1"_s,
    };
}

/// The index for searching. Triggers keep it, so that nobody who changes a row can forget to.
QStringList toVersion2()
{
    return {
        u"CREATE VIRTUAL TABLE search USING fts5 (text, content = 'events', content_rowid = 'place', "
        "tokenize = 'unicode61 remove_diacritics 2')"_s,
        u"CREATE TRIGGER search_insert AFTER INSERT ON events WHEN new.kind = 1 BEGIN "
        "INSERT INTO search (rowid, text) VALUES (new.place, new.text); END"_s,
        u"CREATE TRIGGER search_delete AFTER DELETE ON events WHEN old.kind = 1 BEGIN "
        "INSERT INTO search (search, rowid, text) VALUES ('delete', old.place, old.text); END"_s,
        u"CREATE TRIGGER search_update AFTER UPDATE OF text ON events WHEN old.kind = 1 BEGIN "
        "INSERT INTO search (search, rowid, text) VALUES ('delete', old.place, old.text); "
        "INSERT INTO search (rowid, text) VALUES (new.place, new.text); END"_s,
        u"INSERT INTO search (rowid, text) SELECT place, text FROM events WHERE kind = 1"_s,
    };
}

/// What it takes to recover connections. Nobody has an offset of what was there before: its position is 0.
QStringList toVersion3()
{
    return {
        u"ALTER TABLE events ADD COLUMN position INTEGER NOT NULL DEFAULT 0"_s,
        u"ALTER TABLE events ADD COLUMN session INTEGER"_s,
        // The positions of the last event that the room was given, and of the last that was forgotten there.
        // The rows stay, so the highest of them all is never given again.
        u"ALTER TABLE rooms ADD COLUMN position INTEGER NOT NULL DEFAULT 0"_s,
        u"ALTER TABLE rooms ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0"_s,
        u"CREATE TABLE sessions (key TEXT PRIMARY KEY, socket TEXT NOT NULL, person TEXT NOT NULL, name TEXT "
        u"NOT NULL, "
        "has_token INTEGER NOT NULL, rooms TEXT NOT NULL, lost_at INTEGER) WITHOUT ROWID"_s,
        u"CREATE INDEX lost_sessions ON sessions (lost_at) WHERE lost_at IS NOT NULL"_s,
    };
}

/// The index follows the messages at a distance: up to which number, a room says. A message that it does not
/// know yet must not be taken out of it. The number in a place is its lower 40 bits (roomShift).
QStringList toVersion4()
{
    const QString isKnown =
        u"WHEN old.kind = 1 AND (old.place & 1099511627775) <= "
        "(SELECT searchable FROM rooms WHERE room = old.place >> 40) BEGIN "
        "INSERT INTO search (search, rowid, text) VALUES ('delete', old.place, old.text); "_s;
    return {
        u"ALTER TABLE rooms ADD COLUMN searchable INTEGER NOT NULL DEFAULT 0"_s,
        u"UPDATE rooms SET searchable = head"_s,
        u"DROP TRIGGER search_insert"_s,
        u"DROP TRIGGER search_delete"_s,
        u"DROP TRIGGER search_update"_s,
        u"CREATE TRIGGER search_delete AFTER DELETE ON events "_s + isKnown + u"END"_s,
        u"CREATE TRIGGER search_update AFTER UPDATE OF text ON events "_s + isKnown
            + u"INSERT INTO search (rowid, text) VALUES (new.place, new.text); END"_s,
    };
}

using Step = QStringList (*)();
constexpr std::array<Step, version> steps = {toVersion1, toVersion2, toVersion3, toVersion4};

} // namespace

std::optional<StoreError> refuseForeign(SqliteDatabase &database)
{
    const auto found = database.value(u"PRAGMA user_version"_s);
    if (!found)
        return found.error();
    const auto owner = database.value(u"PRAGMA application_id"_s);
    if (!owner)
        return owner.error();
    if (owner->toInt() != applicationId || found->toInt() < 1)
        return StoreError{StoreError::Kind::Corrupt, u"This is no database of Confab's."_s};
    if (found->toInt() > version)
        return StoreError{StoreError::Kind::Newer,
                          u"Version %1, this program knows %2."_s.arg(found->toInt()).arg(version)};
    return std::nullopt;
}

std::optional<StoreError> migrate(SqliteDatabase &database)
{
    const auto found = database.value(u"PRAGMA user_version"_s);
    if (!found)
        return found.error();
    for (int to = found->toInt() + 1; to <= version; ++to) {
        QStringList statements = steps.at(static_cast<size_t>(to) - 1)();
        statements.append(u"PRAGMA application_id = %1"_s.arg(applicationId));
        statements.append(u"PRAGMA user_version = %1"_s.arg(to));
        if (auto error = database.inTransaction(statements))
            return error;
    }
    return std::nullopt;
}

} // namespace confab::log::schema

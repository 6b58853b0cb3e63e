// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqliterooms.h"

#include "server/log/sqliterows.h"
#include "server/log/sqliteschema.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {
constexpr qsizetype cachedRooms = 10000;
} // namespace

struct SqliteRooms::Statements
{
    QSqlQuery find;
    QSqlQuery count;
    QSqlQuery create;
    QSqlQuery unsettle;
    QSqlQuery index;
    QSqlQuery settle;
    QSqlQuery unsettled;
    QSqlQuery lastEvent;
};

SqliteRooms::SqliteRooms(SqliteDatabase &database)
    : m_database(database)
    , m_statements(std::make_unique<Statements>())
{ }

SqliteRooms::~SqliteRooms() = default;

Result<quint64, StoreError> SqliteRooms::open()
{
    Statements &all = *m_statements;
    const std::vector<std::pair<QSqlQuery *, QString>> texts{
        {&all.find, u"SELECT room, head, oldest, forgotten, position FROM rooms WHERE name = ?"_s},
        {&all.count, u"SELECT coalesce(max(room), 0) FROM rooms"_s},
        {&all.create, u"INSERT INTO rooms (name, head, oldest) VALUES (?, 0, 1)"_s},
        {&all.unsettle, u"UPDATE rooms SET head = ?, position = ? WHERE room = ?"_s},
        {&all.index,
         u"INSERT INTO search (rowid, text) SELECT place, text FROM events "
         "WHERE place > ? AND place <= ? AND kind = 1"_s},
        {&all.settle, u"UPDATE rooms SET head = ?, position = ?, searchable = ? WHERE room = ?"_s},
        {&all.unsettled, u"SELECT room, head, position, searchable FROM rooms WHERE searchable < head"_s},
        {&all.lastEvent,
         u"SELECT place, position FROM events WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1"_s},
    };
    if (const auto error = m_database.prepare(texts))
        return Failure{*error};
    const auto highest = m_database.value(u"SELECT coalesce(max(position), 0) FROM rooms"_s);
    if (!highest)
        return Failure{highest.error()};
    quint64 position = highest->toULongLong();
    if (const auto error = m_database.run(all.unsettled, {}))
        return Failure{*error};
    while (all.unsettled.next()) {
        SqliteRoom room{.key = all.unsettled.value(0).toLongLong(),
                        .head = all.unsettled.value(1).toULongLong(),
                        .position = all.unsettled.value(2).toULongLong(),
                        .searchable = all.unsettled.value(3).toULongLong()};
        if (const auto error = m_database.run(
                all.lastEvent, {schema::placeOf(room.key, 0), schema::placeOf(room.key + 1, 0)}))
            return Failure{*error};
        if (all.lastEvent.next()) {
            room.head = std::max(room.head, schema::seqOf(all.lastEvent.value(0).toLongLong()));
            room.position = std::max(room.position, all.lastEvent.value(1).toULongLong());
        }
        all.lastEvent.finish();
        position = std::max(position, room.position);
        m_waiting += room.head - room.searchable;
        m_unsettled.insert(room.key, room);
    }
    const auto broken = SqliteDatabase::errorOf(all.unsettled);
    all.unsettled.finish();
    if (broken)
        return Failure{*broken};
    return position;
}

Result<SqliteRoom, StoreError> SqliteRooms::find(const QString &name)
{
    SqliteRoom room;
    if (const auto cached = m_cache.constFind(name); cached != m_cache.cend()) {
        room = *cached;
    } else {
        QSqlQuery &query = m_statements->find;
        if (const auto error = m_database.run(query, {notNull(name)}))
            return Failure{*error};
        if (query.next())
            room = SqliteRoom{query.value(0).toLongLong(), query.value(1).toULongLong(),
                              query.value(2).toULongLong(), query.value(3).toULongLong(),
                              query.value(4).toULongLong()};
        query.finish();
        if (room.key == 0)
            return room;
        if (const auto unsettled = m_unsettled.constFind(room.key); unsettled != m_unsettled.cend()) {
            room.head = unsettled->head;
            room.position = unsettled->position;
        }
        remember({{name, room}});
    }
    const auto unsettled = m_unsettled.constFind(room.key);
    room.searchable = unsettled == m_unsettled.cend() ? room.head : unsettled->searchable;
    return room;
}

std::optional<StoreError> SqliteRooms::create(const QString &name, SqliteRoom &room)
{
    QSqlQuery &count = m_statements->count;
    if (const auto error = m_database.run(count, {}))
        return error;
    const bool isFull = count.next() && count.value(0).toLongLong() >= schema::maximumRooms;
    count.finish();
    if (isFull)
        return std::nullopt; // the room keeps its key of 0
    QSqlQuery &create = m_statements->create;
    if (const auto error = m_database.run(create, {notNull(name)}))
        return error;
    room.key = create.lastInsertId().toLongLong();
    return std::nullopt;
}

std::optional<StoreError> SqliteRooms::write(const ByName &changed)
{
    m_waitingThen = m_waiting;
    for (const SqliteRoom &room : changed) {
        const auto before = m_unsettled.constFind(room.key);
        m_waitingThen += room.head - (before == m_unsettled.cend() ? room.searchable : before->head);
    }
    if (m_waitingThen < mostUnsettled) {
        for (const SqliteRoom &room : changed) {
            if (room.head == room.searchable || m_unsettled.contains(room.key))
                continue;
            if (auto error = m_database.run(
                    m_statements->unsettle,
                    {static_cast<qint64>(room.head), static_cast<qint64>(room.position), room.key}))
                return error;
        }
        return std::nullopt;
    }
    m_waitingThen = 0;
    QHash<qint64, SqliteRoom> all = m_unsettled;
    for (const SqliteRoom &room : changed) {
        if (room.head != room.searchable)
            all.insert(room.key, room);
    }
    for (const SqliteRoom &room : std::as_const(all)) {
        if (auto error = settleOne(room))
            return error;
    }
    return std::nullopt;
}

void SqliteRooms::committed(const ByName &changed)
{
    m_waiting = m_waitingThen;
    if (m_waiting == 0)
        m_unsettled.clear();
    for (const SqliteRoom &room : changed) {
        if (m_waiting != 0 && room.head != room.searchable)
            m_unsettled.insert(room.key, room);
    }
    remember(changed);
}

std::optional<StoreError> SqliteRooms::settle()
{
    for (const SqliteRoom &room : std::as_const(m_unsettled)) {
        if (auto error = settleOne(room))
            return error;
    }
    return std::nullopt;
}

void SqliteRooms::settled()
{
    m_unsettled.clear();
    m_waiting = 0;
}

std::optional<StoreError> SqliteRooms::settleOne(const SqliteRoom &room)
{
    const auto head = static_cast<qint64>(room.head);
    if (auto error = m_database.run(
            m_statements->index,
            {schema::placeOf(room.key, room.searchable), schema::placeOf(room.key, room.head)}))
        return error;
    return m_database.run(m_statements->settle, {head, static_cast<qint64>(room.position), head, room.key});
}

void SqliteRooms::remember(const ByName &rooms)
{
    if (m_cache.size() + rooms.size() > cachedRooms)
        m_cache.clear();
    m_cache.insert(rooms);
}

} // namespace confab::log

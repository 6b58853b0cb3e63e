// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/store/roomtable.h"

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

// Bound as text, an empty QString would be NULL.
QVariant text(const QString &value) { return value.isNull() ? u""_s : value; }

QDateTime timeOf(const QVariant &value)
{
    return QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

} // namespace

SqlProblem RoomTable::create() const
{
    for (const QString &sql : {
             u"CREATE TABLE rooms (id INTEGER PRIMARY KEY, server TEXT NOT NULL, name TEXT NOT NULL,"
             " epoch TEXT NOT NULL DEFAULT '', seq INTEGER NOT NULL DEFAULT 0, base INTEGER NOT NULL DEFAULT "
             "0,"
             " gap INTEGER NOT NULL DEFAULT 0, own_id TEXT NOT NULL DEFAULT '', used INTEGER NOT NULL "
             "DEFAULT 0,"
             " UNIQUE (server, name))"_s,
             u"CREATE TABLE outbox (room INTEGER NOT NULL REFERENCES rooms, id TEXT NOT NULL,"
             " position INTEGER NOT NULL, at INTEGER NOT NULL, sender_name TEXT NOT NULL, text TEXT NOT NULL,"
             " delivery INTEGER NOT NULL, failure INTEGER NOT NULL, PRIMARY KEY (room, id)) WITHOUT ROWID"_s,
             u"CREATE TABLE history (room INTEGER NOT NULL REFERENCES rooms, id TEXT NOT NULL,"
             " place INTEGER NOT NULL, at INTEGER NOT NULL, sender_id TEXT NOT NULL, sender_name TEXT NOT "
             "NULL,"
             " text TEXT NOT NULL, own INTEGER NOT NULL, gap INTEGER NOT NULL, PRIMARY KEY (room, id))"
             " WITHOUT ROWID"_s,
             u"CREATE INDEX history_by_place ON history (room, place)"_s,
             u"PRAGMA user_version = %1"_s.arg(version),
         }) {
        if (auto problem = runSql(m_database, sql))
            return problem;
    }
    return std::nullopt;
}

Result<qint64, QSqlError> RoomTable::idOf(const RoomAddress &room) const
{
    if (auto problem = runSql(m_database, u"INSERT OR IGNORE INTO rooms (server, name) VALUES (?, ?)"_s,
                              {text(room.server), text(room.room)}))
        return Failure{*problem};
    QSqlQuery query(m_database);
    if (auto problem = runSql(query, u"SELECT id FROM rooms WHERE server = ? AND name = ?"_s,
                              {text(room.server), text(room.room)}))
        return Failure{*problem};
    if (!query.next())
        return Failure{query.lastError()};
    return query.value(0).toLongLong();
}

Result<SavedRoom, QSqlError> RoomTable::read(qint64 room) const
{
    SavedRoom saved;
    QSqlQuery query(m_database);
    if (auto problem =
            runSql(query, u"SELECT epoch, seq, base, gap, own_id FROM rooms WHERE id = ?"_s, {room}))
        return Failure{*problem};
    if (query.next())
        saved.bookmark = {query.value(0).toString(), query.value(1).toULongLong(),
                          query.value(2).toULongLong(), query.value(3).toBool(), query.value(4).toString()};
    if (auto problem = readHistory(room, saved.history))
        return Failure{*problem};
    if (auto problem = readOutbox(room, saved.outbox))
        return Failure{*problem};
    for (OutboxEntry &entry : saved.outbox)
        entry.message.senderId = saved.bookmark.ownId;
    return saved;
}

SqlProblem RoomTable::readHistory(qint64 room, QList<ChatMessage> &history) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (auto problem = runSql(query,
                              u"SELECT id, place, at, sender_id, sender_name, text, own, gap FROM history"
                              " WHERE room = ? ORDER BY place, id"_s,
                              {room}))
        return problem;
    while (query.next()) {
        ChatMessage message;
        message.localId = query.value(0).toString();
        message.seq = query.value(1).toULongLong();
        message.at = timeOf(query.value(2));
        message.senderId = query.value(3).toString();
        message.senderName = query.value(4).toString();
        message.text = query.value(5).toString();
        message.own = query.value(6).toBool();
        message.gapBefore = query.value(7).toBool();
        message.delivery = message.own ? Delivery::Sent : Delivery::Received;
        history.append(message);
    }
    return query.lastError().isValid() ? SqlProblem(query.lastError()) : std::nullopt;
}

SqlProblem RoomTable::readOutbox(qint64 room, QList<OutboxEntry> &outbox) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (auto problem = runSql(query,
                              u"SELECT id, position, at, sender_name, text, delivery, failure FROM outbox"
                              " WHERE room = ? ORDER BY position, at"_s,
                              {room}))
        return problem;
    while (query.next()) {
        OutboxEntry entry;
        entry.message.localId = query.value(0).toString();
        entry.order = query.value(1).toLongLong();
        entry.message.at = timeOf(query.value(2));
        entry.message.senderName = query.value(3).toString();
        entry.message.text = query.value(4).toString();
        entry.message.delivery = Delivery(query.value(5).toInt());
        entry.message.failure = SendFailure(query.value(6).toInt());
        entry.message.own = true;
        outbox.append(entry);
    }
    return query.lastError().isValid() ? SqlProblem(query.lastError()) : std::nullopt;
}

SqlProblem RoomTable::apply(qint64 room, const StoreChange &change) const
{
    for (const auto &[message, order] : change.queued) {
        if (auto problem = runSql(m_database,
                                  u"INSERT OR REPLACE INTO outbox (room, id, position, at, sender_name, text,"
                                  " delivery, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                                  {room, message.localId, order, message.at.toMSecsSinceEpoch(),
                                   text(message.senderName), text(message.text), int(message.delivery),
                                   int(message.failure)}))
            return problem;
    }
    for (const QString &localId : change.unqueued) {
        if (auto problem =
                runSql(m_database, u"DELETE FROM outbox WHERE room = ? AND id = ?"_s, {room, localId}))
            return problem;
    }
    for (const ChatMessage &message : change.history) {
        if (auto problem = runSql(
                m_database,
                u"INSERT INTO history (room, id, place, at, sender_id, sender_name, text, own, gap)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (room, id) DO UPDATE SET"
                " place = excluded.place, at = excluded.at, sender_id = excluded.sender_id,"
                " sender_name = excluded.sender_name, text = excluded.text, own = excluded.own,"
                " gap = max(gap, excluded.gap)"_s,
                {room, message.localId, message.seq, message.at.toMSecsSinceEpoch(), text(message.senderId),
                 text(message.senderName), text(message.text), message.own, message.gapBefore}))
            return problem;
    }
    if (!change.history.isEmpty()) {
        if (auto problem =
                runSql(m_database,
                       u"DELETE FROM history WHERE room = ? AND place <= (SELECT place FROM history"
                       " WHERE room = ? ORDER BY place DESC LIMIT 1 OFFSET ?)"_s,
                       {room, room, ClientStore::historyLimit}))
            return problem;
    }
    for (const QString &localId : change.closedGaps) {
        if (auto problem = runSql(m_database, u"UPDATE history SET gap = 0 WHERE room = ? AND id = ?"_s,
                                  {room, localId}))
            return problem;
    }
    if (!change.bookmark)
        return std::nullopt;
    const Bookmark &mark = *change.bookmark;
    return runSql(m_database,
                  u"UPDATE rooms SET epoch = ?, seq = ?, base = ?, gap = ?, own_id = ? WHERE id = ?"_s,
                  {text(mark.epoch), mark.seq, mark.base, mark.gap, text(mark.ownId), room});
}

SqlProblem RoomTable::touch(qint64 room, const QDateTime &now) const
{
    if (auto problem =
            runSql(m_database, u"UPDATE rooms SET used = ? WHERE id = ?"_s, {now.toMSecsSinceEpoch(), room}))
        return problem;
    const QString old =
        u"(SELECT id FROM rooms ORDER BY used DESC, id DESC LIMIT -1 OFFSET %1)"_s.arg(roomLimit);
    if (auto problem = runSql(m_database, u"DELETE FROM history WHERE room IN "_s + old))
        return problem;
    // Without the history it begins with the newest page again.
    if (auto problem =
            runSql(m_database, u"UPDATE rooms SET epoch = '', seq = 0, base = 0 WHERE id IN "_s + old))
        return problem;
    return runSql(m_database,
                  u"DELETE FROM rooms WHERE id IN "_s + old
                      + u" AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.room = rooms.id)"_s);
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqlitestore.h"

#include "server/log/pagerange.h"
#include "server/log/sqliteopening.h"
#include "server/log/sqliterows.h"
#include "server/log/sqliteschema.h"
#include "server/log/words.h"

#include <QDateTime>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

constexpr qsizetype cachedRooms = 10000;
/// So many sessions go along with messages: no commit waits long for them.
constexpr int sessionsBesideMessages = 128;

QVariant nullUnless(bool isThere, const QVariant &value) { return isThere ? value : QVariant(); }

/// For CAST(? AS TEXT): of a text that is bound as UTF-16 SQLite takes a U+FEFF at the beginning away.
QByteArray exactly(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    return utf8.isNull() ? QByteArray("") : utf8;
}

} // namespace

/// Prepared once, run for every message.
struct SqliteStore::Statements
{
    QSqlQuery findRoom;
    QSqlQuery countRooms;
    QSqlQuery createRoom;
    QSqlQuery setHead;
    QSqlQuery insert;
    QSqlQuery find;
    QSqlQuery newestMessages;
    QSqlQuery oldestMessages;
    QSqlQuery oldestEvents;
    QSqlQuery search;
    QSqlQuery roomsFrom;
    QSqlQuery ages;
    QSqlQuery forget;
    QSqlQuery setOldest;

    /// What each of them is.
    [[nodiscard]] std::vector<std::pair<QSqlQuery *, QString>> texts()
    {
        const QString range = u"events WHERE place > ? AND place < ? "_s;
        return {
            {&findRoom, u"SELECT room, head, oldest, forgotten, position FROM rooms WHERE name = ?"_s},
            {&countRooms, u"SELECT coalesce(max(room), 0) FROM rooms"_s},
            {&createRoom, u"INSERT INTO rooms (name, head, oldest) VALUES (?, 0, 1)"_s},
            {&setHead, u"UPDATE rooms SET head = ?, position = ? WHERE room = ?"_s},
            {&insert,
             u"INSERT INTO events (place, kind, at, person, name, id, text, reply_to, files, position, "
             u"session) "
             "VALUES (?, 1, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, ?, ?) ON CONFLICT (person, id) WHERE kind = 1 DO NOTHING"_s},
            {&find, selectEvents(u"events WHERE kind = 1 AND person = ? AND id = ?"_s)},
            {&newestMessages, selectEvents(range + u"AND kind = 1 ORDER BY place DESC LIMIT ?"_s)},
            {&oldestMessages, selectEvents(range + u"AND kind = 1 ORDER BY place LIMIT ?"_s)},
            {&oldestEvents, selectEvents(range + u"ORDER BY place LIMIT ?"_s)},
            {&search,
             selectEvents(u"search JOIN events ON events.place = search.rowid WHERE search.rowid > ? "
                          "AND search.rowid < ? AND search MATCH ? ORDER BY search.rowid DESC LIMIT ?"_s)},
            {&roomsFrom,
             u"SELECT room, head FROM rooms WHERE room > ? AND oldest <= head ORDER BY room LIMIT ?"_s},
            {&ages,
             u"SELECT place, at, position FROM events WHERE place > ? AND place < ? ORDER BY place LIMIT ?"_s},
            {&forget, u"DELETE FROM events WHERE place > ? AND place <= ?"_s},
            {&setOldest, u"UPDATE rooms SET oldest = ?, forgotten = ? WHERE room = ?"_s},
        };
    }
};

SqliteStore::SqliteStore(std::unique_ptr<SqliteDatabase> database)
    : m_database(std::move(database))
{ }

SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>, StoreError> SqliteStore::open(const QString &path, EpochChoice epoch,
                                                                   int busyTimeout)
{
    auto database = openForWriting(path, busyTimeout);
    if (!database)
        return Failure{database.error()};
    std::unique_ptr<SqliteStore> store(new SqliteStore(*std::move(database)));
    if (const auto error = store->prepare(epoch))
        return Failure{*error};
    return store;
}

std::optional<StoreError> SqliteStore::prepare(EpochChoice choice)
{
    auto epoch = claimEpoch(*m_database, choice);
    if (!epoch)
        return epoch.error();
    m_epoch = *std::move(epoch);
    m_statements = std::make_unique<Statements>();
    for (auto &[query, text] : m_statements->texts()) {
        auto prepared = m_database->prepare(text);
        if (!prepared)
            return prepared.error();
        *query = *std::move(prepared);
    }
    const auto last = m_database->value(u"SELECT coalesce(max(position), 0) FROM rooms"_s);
    if (!last)
        return last.error();
    m_position = last->toULongLong();
    m_sessions = std::make_unique<SqliteSessions>(*m_database);
    return m_sessions->open(QDateTime::currentMSecsSinceEpoch());
}

void SqliteStore::abandon() { markAbandoned(m_database->path()); }

Result<SqliteStore::Room, StoreError> SqliteStore::findRoom(const QString &name)
{
    if (const auto cached = m_rooms.constFind(name); cached != m_rooms.cend())
        return *cached;
    QSqlQuery &query = m_statements->findRoom;
    if (const auto error = m_database->run(query, {notNull(name)}))
        return Failure{*error};
    Room room;
    if (query.next())
        room = Room{query.value(0).toLongLong(), query.value(1).toULongLong(), query.value(2).toULongLong(),
                    query.value(3).toULongLong(), query.value(4).toULongLong()};
    query.finish();
    if (room.key != 0) {
        if (m_rooms.size() >= cachedRooms)
            m_rooms.clear();
        m_rooms.insert(name, room);
    }
    return room;
}

std::optional<StoreError> SqliteStore::createRoom(const QString &name, Room &room)
{
    QSqlQuery &count = m_statements->countRooms;
    if (const auto error = m_database->run(count, {}))
        return error;
    const bool isFull = count.next() && count.value(0).toLongLong() >= schema::maximumRooms;
    count.finish();
    if (isFull)
        return std::nullopt; // the room keeps its key of 0
    QSqlQuery &create = m_statements->createRoom;
    if (const auto error = m_database->run(create, {notNull(name)}))
        return error;
    room.key = create.lastInsertId().toLongLong();
    return std::nullopt;
}

Result<std::vector<Outcome>, StoreError> SqliteStore::append(const std::vector<Draft> &drafts, qint64 at)
{
    Batch batch{at, m_position, {}, {}};
    batch.outcomes.reserve(drafts.size());
    const auto error = m_database->inTransaction([&]() -> std::optional<StoreError> {
        for (const Draft &draft : drafts) {
            if (auto failed = appendOne(draft, batch))
                return failed;
        }
        for (const Room &room : std::as_const(batch.changed)) {
            if (auto failed = m_database->run(
                    m_statements->setHead,
                    {static_cast<qint64>(room.head), static_cast<qint64>(room.position), room.key}))
                return failed;
        }
        return m_sessions->write(sessionsBesideMessages);
    });
    if (error)
        return Failure{*error};
    m_sessions->committed();
    m_position = batch.position;
    if (m_rooms.size() + batch.changed.size() > cachedRooms)
        m_rooms.clear();
    m_rooms.insert(batch.changed);
    return std::move(batch.outcomes);
}

std::optional<StoreError> SqliteStore::appendOne(const Draft &draft, Batch &batch)
{
    auto place = batch.changed.find(draft.room);
    if (place == batch.changed.end()) {
        auto room = findRoom(draft.room);
        if (!room)
            return room.error();
        if (room->key == 0) {
            if (auto error = createRoom(draft.room, *room))
                return error;
        }
        place = batch.changed.insert(draft.room, *room);
    }
    Room &room = *place;
    Message message = messageOf(draft, room.head + 1, batch.at);
    if (room.key == 0) { // no room for another room
        batch.outcomes.push_back(outcomeOf(Outcome::Kind::Failed, draft, messageOf(draft, 0, batch.at)));
        return std::nullopt;
    }
    message.position = batch.position + 1;
    QSqlQuery &insert = m_statements->insert;
    const QVariantList values{schema::placeOf(room.key, message.seq),
                              batch.at,
                              notNull(draft.personId),
                              notNull(draft.personName),
                              notNull(draft.id),
                              exactly(draft.text),
                              nullUnless(draft.replyTo != 0, static_cast<qint64>(draft.replyTo)),
                              nullUnless(!draft.files.isEmpty(), QString::fromUtf8(draft.files)),
                              static_cast<qint64>(message.position),
                              nullUnless(draft.session != 0, static_cast<qint64>(draft.session))};
    if (auto error = m_database->run(insert, values))
        return error;
    if (insert.numRowsAffected() > 0) {
        room.head = message.seq;
        room.position = batch.position = message.position;
        batch.outcomes.push_back(outcomeOf(Outcome::Kind::Stored, draft, std::move(message)));
        return std::nullopt;
    }
    auto first = find(draft.personId, draft.id);
    if (!first)
        return first.error();
    if (!*first)
        return StoreError{StoreError::Kind::Corrupt, u"The index of messages contradicts the table."_s};
    batch.outcomes.push_back(outcomeOf(Outcome::Kind::Duplicate, draft, **std::move(first)));
    return std::nullopt;
}

Result<bool, StoreError> SqliteStore::keepSessions(qint64 now, int batch)
{
    const auto error = m_database->inTransaction([&]() -> std::optional<StoreError> {
        if (auto failed = m_sessions->write(batch))
            return failed;
        return m_sessions->forget(now);
    });
    if (error)
        return Failure{*error};
    m_sessions->committed();
    return m_sessions->isUnwritten();
}

Result<Recovered, StoreError> SqliteStore::recover(const RecoveryQuery &query, qint64 now)
{
    Recovered answer{query.ticket, m_epoch, {}, {}};
    auto session = m_sessions->take(query.key, now);
    if (!session)
        return Failure{session.error()};
    if (!*session)
        return answer;
    MissedMessages missed(query);
    const auto isWhole = missed.canBegin(m_epoch, m_position) ? readMissed(missed, **session)
                                                              : Result<bool, StoreError>(false);
    if (!isWhole)
        return Failure{isWhole.error()};
    if (*isWhole) {
        answer.session = *std::move(session);
        answer.missed = std::move(missed).inOrder();
    } else {
        (void)m_sessions->note({SessionChange::Kind::Left, **std::move(session), now});
    }
    return answer;
}

Result<bool, StoreError> SqliteStore::readMissed(MissedMessages &missed, const Session &session)
{
    for (const Membership &membership : session.rooms) {
        const auto room = findRoom(membership.room);
        if (!room)
            return Failure{room.error()};
        const quint64 begin = missed.beginIn(membership);
        if (room->position <= begin)
            continue;
        if (room->forgotten > begin)
            return false;
        auto isWhole = m_sessions->readMissed(missed, room->key, membership.room, begin);
        if (!isWhole || !*isWhole)
            return isWhole;
    }
    return true;
}

Result<std::optional<Message>, StoreError> SqliteStore::find(const QString &personId, const QString &id)
{
    QSqlQuery &query = m_statements->find;
    if (const auto error = m_database->run(query, {notNull(personId), notNull(id)}))
        return Failure{*error};
    std::optional<Message> found;
    qint64 room = 0;
    if (query.next()) {
        found = eventOf(query, {});
        room = query.value(0).toLongLong() >> schema::roomShift;
    }
    query.finish();
    if (found) {
        const auto name = m_database->value(u"SELECT name FROM rooms WHERE room = %1"_s.arg(room));
        if (!name)
            return Failure{name.error()};
        found->room = name->toString();
    }
    return found;
}

Result<Page, StoreError> SqliteStore::read(const Query &query)
{
    const auto room = findRoom(query.room);
    if (!room)
        return Failure{room.error()};
    Page page = emptyPage(query, m_epoch, room->head, room->oldest);
    if (const auto error = readMessages(page, query, *room))
        return Failure{*error};
    return page;
}

std::optional<StoreError> SqliteStore::readMessages(Page &page, const Query &query, const Room &room)
{
    const PageRange range = pageRange(query, m_epoch, room.head, room.oldest);
    QVariantList values{schema::placeOf(room.key, range.after), schema::placeOf(room.key, range.before)};
    const bool isSearch = query.kind == Query::Kind::Search;
    if (isSearch) {
        const QStringList words = searchWords(query.words);
        if (words.isEmpty()) {
            finishPage(page, query, range);
            return std::nullopt;
        }
        values.append(u'"' + words.join(u"\"* \""_s) + u"\"*"_s);
    }
    values.append(static_cast<qint64>(range.limit) + 1);
    QSqlQuery &statement = isSearch ? m_statements->search
        : range.isNewestFirst       ? m_statements->newestMessages
        : range.isMessagesOnly      ? m_statements->oldestMessages
                                    : m_statements->oldestEvents;
    if (auto error = m_database->run(statement, values))
        return error;
    while (statement.next())
        page.messages.push_back(eventOf(statement, query.room));
    // A row that cannot be read ends the loop like the last one.
    const auto broken = m_database->errorOf(statement);
    statement.finish();
    if (range.isNewestFirst)
        std::reverse(page.messages.begin(), page.messages.end());
    finishPage(page, query, range);
    return broken;
}

Result<bool, StoreError> SqliteStore::forget(const Retention &retention, qint64 now, int batch)
{
    if (retention.isUnlimited())
        return false;
    QSqlQuery &query = m_statements->roomsFrom;
    if (const auto error = m_database->run(query, {m_forgottenUpTo, batch}))
        return Failure{*error};
    std::vector<Room> rooms;
    while (query.next())
        rooms.push_back(Room{query.value(0).toLongLong(), query.value(1).toULongLong()});
    query.finish();
    int left = batch;
    const auto error = m_database->inTransaction([&]() -> std::optional<StoreError> {
        for (const Room &room : rooms) {
            const auto gone = forgetOf(room, retention, now, left);
            if (!gone)
                return gone.error();
            left -= *gone;
            if (left <= 0)
                return std::nullopt; // the same room again the next time
            m_forgottenUpTo = room.key;
        }
        return std::nullopt;
    });
    if (error)
        return Failure{*error};
    m_rooms.clear();
    const bool isDone = left > 0 && rooms.size() < static_cast<size_t>(batch);
    if (isDone)
        m_forgottenUpTo = 0;
    return !isDone;
}

Result<int, StoreError> SqliteStore::forgetOf(const Room &room, const Retention &retention, qint64 now,
                                              int batch)
{
    QSqlQuery &ages = m_statements->ages;
    if (const auto error =
            m_database->run(ages, {schema::placeOf(room.key, 0), schema::placeOf(room.key + 1, 0), batch}))
        return Failure{*error};
    quint64 last = 0;
    qint64 position = 0;
    int count = 0;
    while (ages.next()) {
        const quint64 seq = schema::seqOf(ages.value(0).toLongLong());
        const bool isTooOld = retention.keepMs > 0 && ages.value(1).toLongLong() < now - retention.keepMs;
        const bool isTooMany = retention.keepPerRoom > 0 && seq + retention.keepPerRoom <= room.head;
        if (!isTooOld && !isTooMany)
            break;
        last = seq;
        position = ages.value(2).toLongLong();
        ++count;
    }
    ages.finish();
    if (count == 0)
        return 0;
    if (const auto error = m_database->run(m_statements->forget,
                                           {schema::placeOf(room.key, 0), schema::placeOf(room.key, last)}))
        return Failure{*error};
    if (const auto error =
            m_database->run(m_statements->setOldest, {static_cast<qint64>(last) + 1, position, room.key}))
        return Failure{*error};
    return count;
}

} // namespace confab::log

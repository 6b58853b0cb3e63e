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
    if (auto error = m_database->prepare(m_statements->texts()))
        return error;
    m_rooms = std::make_unique<SqliteRooms>(*m_database);
    const auto last = m_rooms->open();
    if (!last)
        return last.error();
    m_position = *last;
    m_sessions = std::make_unique<SqliteSessions>(*m_database);
    return m_sessions->open(QDateTime::currentMSecsSinceEpoch());
}

void SqliteStore::abandon() { markAbandoned(m_database->path()); }

Result<std::vector<Outcome>, StoreError> SqliteStore::append(const std::vector<Draft> &drafts, qint64 at)
{
    Batch batch{at, m_position, {}, {}};
    batch.outcomes.reserve(drafts.size());
    const auto error = m_database->inTransaction([&]() -> std::optional<StoreError> {
        for (const Draft &draft : drafts) {
            if (auto failed = appendOne(draft, batch))
                return failed;
        }
        if (auto failed = m_rooms->write(batch.changed))
            return failed;
        return m_sessions->write(sessionsBesideMessages);
    });
    if (error)
        return Failure{*error};
    m_sessions->committed();
    m_position = batch.position;
    m_rooms->committed(batch.changed);
    return std::move(batch.outcomes);
}

std::optional<StoreError> SqliteStore::appendOne(const Draft &draft, Batch &batch)
{
    auto place = batch.changed.find(draft.room);
    if (place == batch.changed.end()) {
        auto room = m_rooms->find(draft.room);
        if (!room)
            return room.error();
        if (room->key == 0) {
            if (auto error = m_rooms->create(draft.room, *room))
                return error;
        }
        place = batch.changed.insert(draft.room, *room);
    }
    SqliteRoom &room = *place;
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
        const auto room = m_rooms->find(membership.room);
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
    const auto room = m_rooms->find(query.room);
    if (!room)
        return Failure{room.error()};
    Page page = emptyPage(query, m_epoch, room->head, room->oldest);
    if (const auto error = readMessages(page, query, *room))
        return Failure{*error};
    return page;
}

std::optional<StoreError> SqliteStore::readMessages(Page &page, const Query &query, const SqliteRoom &room)
{
    const PageRange range = pageRange(query, m_epoch, room.head, room.oldest);
    QVariantList values{schema::placeOf(room.key, range.after), schema::placeOf(room.key, range.before)};
    const bool isSearch = query.kind == Query::Kind::Search;
    if (isSearch) {
        if (auto error = settle())
            return error;
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

std::optional<StoreError> SqliteStore::settle()
{
    if (m_rooms->isSettled())
        return std::nullopt;
    if (auto error = m_database->inTransaction([this] { return m_rooms->settle(); }))
        return error;
    m_rooms->settled();
    return std::nullopt;
}

Result<bool, StoreError> SqliteStore::forget(const Retention &retention, qint64 now, int batch)
{
    if (retention.isUnlimited())
        return false;
    if (const auto error = settle()) // so the rows of the rooms are right
        return Failure{*error};
    QSqlQuery &query = m_statements->roomsFrom;
    if (const auto error = m_database->run(query, {m_forgottenUpTo, batch}))
        return Failure{*error};
    std::vector<SqliteRoom> rooms;
    while (query.next())
        rooms.push_back(SqliteRoom{query.value(0).toLongLong(), query.value(1).toULongLong()});
    query.finish();
    int left = batch;
    const auto error = m_database->inTransaction([&]() -> std::optional<StoreError> {
        for (const SqliteRoom &room : rooms) {
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
    m_rooms->reread();
    const bool isDone = left > 0 && rooms.size() < static_cast<size_t>(batch);
    if (isDone)
        m_forgottenUpTo = 0;
    return !isDone;
}

Result<int, StoreError> SqliteStore::forgetOf(const SqliteRoom &room, const Retention &retention, qint64 now,
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

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqlitesessions.h"

#include "server/log/sqliterows.h"
#include "server/log/sqliteschema.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

/// `[[room, since, isGreeted, isWatching], ...]`
QString roomsToText(const std::vector<Membership> &rooms)
{
    QJsonArray array;
    for (const Membership &room : rooms)
        array.append(QJsonArray{room.room, static_cast<qint64>(room.since), room.isGreeted, room.isWatching});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<Membership> roomsFromText(const QByteArray &text)
{
    std::vector<Membership> rooms;
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const QJsonValue value : array) {
        const QJsonArray room = value.toArray();
        rooms.push_back({room.at(0).toString(), static_cast<quint64>(room.at(1).toInteger()),
                         room.at(2).toBool(), room.at(3).toBool()});
    }
    return rooms;
}

} // namespace

struct SqliteSessions::Statements
{
    QSqlQuery insert;
    QSqlQuery setLost;
    QSqlQuery remove;
    QSqlQuery find;
    QSqlQuery forget;
    QSqlQuery countLost;
    QSqlQuery missed;
};

SqliteSessions::SqliteSessions(SqliteDatabase &database)
    : m_database(database)
    , m_statements(std::make_unique<Statements>())
{ }

SqliteSessions::~SqliteSessions() = default;

std::optional<StoreError> SqliteSessions::open(qint64 now)
{
    Statements &all = *m_statements;
    const std::vector<std::pair<QSqlQuery *, QString>> texts{
        {&all.insert,
         u"INSERT OR REPLACE INTO sessions (key, socket, person, name, has_token, rooms, lost_at) "
         "VALUES (?, ?, ?, ?, ?, ?, ?)"_s},
        {&all.setLost, u"UPDATE sessions SET lost_at = ? WHERE key = ?"_s},
        {&all.remove, u"DELETE FROM sessions WHERE key = ?"_s},
        {&all.find,
         u"SELECT socket, person, name, has_token, rooms, coalesce(lost_at, 0) FROM sessions WHERE key = ?"_s},
        {&all.forget, u"DELETE FROM sessions WHERE lost_at < ?"_s},
        {&all.countLost, u"SELECT count(*) FROM sessions WHERE lost_at IS NOT NULL"_s},
        {&all.missed,
         selectPositionedEvents(
             u"events WHERE place > ? AND place < ? AND kind = 1 ORDER BY place DESC LIMIT ?"_s)},
    };
    if (auto error = m_database.prepare(texts))
        return error;
    return m_database.inTransaction([&]() -> std::optional<StoreError> {
        const QString gone = u"UPDATE sessions SET lost_at = %1 WHERE lost_at IS NULL"_s;
        if (auto error = m_database.execute(gone.arg(now)))
            return error;
        return forget(now);
    });
}

bool SqliteSessions::note(SessionChange change)
{
    if (change.kind == SessionChange::Kind::Lost) {
        if (m_lost < Session::mostLost)
            ++m_lost;
        else
            change.kind = SessionChange::Kind::Left;
    }
    return m_changes.note(std::move(change));
}

Result<std::optional<Session>, StoreError> SqliteSessions::take(const QByteArray &key, qint64 now)
{
    using State = SessionChanges::State;
    const SessionChanges::Entry *change = m_changes.find(key);
    if (change && change->state != State::Lost)
        return std::optional<Session>();
    std::optional<Session> session = change ? change->session : std::nullopt;
    qint64 lostAt = change ? change->lostAt : 0;
    if (!session) {
        QSqlQuery &find = m_statements->find;
        if (const auto error = m_database.run(find, {QString::fromLatin1(key)}))
            return Failure{*error};
        if (find.next()) {
            session = Session{key,
                              find.value(0).toString(),
                              find.value(1).toString(),
                              find.value(2).toString(),
                              find.value(3).toBool(),
                              roomsFromText(find.value(4).toByteArray())};
            lostAt = change ? lostAt : find.value(5).toLongLong();
        }
        find.finish();
    }
    if (!session || lostAt == 0 || lostAt + Session::keptForMs < now)
        return std::optional<Session>();
    m_changes.resume(key);
    --m_lost;
    return session;
}

Result<bool, StoreError> SqliteSessions::readMissed(MissedMessages &missed, qint64 room, const QString &name,
                                                    quint64 begin)
{
    // Its own do not count, and are read all the same.
    constexpr auto limit = static_cast<qint64>(2 * RecoveryQuery::mostMessages);
    QSqlQuery &query = m_statements->missed;
    if (const auto error =
            m_database.run(query, {schema::placeOf(room, 0), schema::placeOf(room + 1, 0), limit}))
        return Failure{*error};
    qint64 count = 0;
    bool fits = true;
    bool isAtBegin = false;
    while (fits && !isAtBegin && query.next()) {
        Message message = positionedEventOf(query, name);
        isAtBegin = message.position <= begin;
        if (!isAtBegin)
            fits = ++count < limit && missed.add(std::move(message));
    }
    const auto broken = SqliteDatabase::errorOf(query);
    query.finish();
    if (broken)
        return Failure{*broken};
    return fits;
}

std::optional<StoreError> SqliteSessions::write(int batch)
{
    m_written.clear();
    const SessionChanges::Entries &entries = m_changes.entries();
    for (auto entry = entries.cbegin(); entry != entries.cend() && m_written.size() < batch; ++entry) {
        if (auto error = writeOne(entry.key(), entry.value()))
            return error;
        m_written.append(entry.key());
    }
    return std::nullopt;
}

std::optional<StoreError> SqliteSessions::writeOne(const QByteArray &key, const SessionChanges::Entry &entry)
{
    using State = SessionChanges::State;
    const QString text = QString::fromLatin1(key);
    if (entry.state == State::Gone)
        return entry.isNew ? std::nullopt : m_database.run(m_statements->remove, {text});
    const QVariant lostAt = entry.state == State::Lost ? QVariant(entry.lostAt) : QVariant();
    if (!entry.session)
        return m_database.run(m_statements->setLost, {lostAt, text});
    const Session &session = *entry.session;
    return m_database.run(m_statements->insert,
                          {text, notNull(session.socketId), notNull(session.personId),
                           notNull(session.personName), session.hasToken, roomsToText(session.rooms),
                           lostAt});
}

void SqliteSessions::committed() { m_changes.remove(std::exchange(m_written, {})); }

std::optional<StoreError> SqliteSessions::forget(qint64 now)
{
    if (auto error = m_database.run(m_statements->forget, {now - Session::keptForMs}))
        return error;
    return m_written.size() < m_changes.entries().size() ? std::nullopt : countLost();
}

std::optional<StoreError> SqliteSessions::countLost()
{
    QSqlQuery &count = m_statements->countLost;
    if (auto error = m_database.run(count, {}))
        return error;
    m_lost = count.next() ? count.value(0).toLongLong() : 0;
    count.finish();
    return std::nullopt;
}

} // namespace confab::log

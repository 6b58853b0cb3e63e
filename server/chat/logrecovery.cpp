// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/logrecovery.h"

#include "server/chat/wire.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLoggingCategory>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logRecovery, "confab.chat.recovery", QtInfoMsg)

constexpr qsizetype keyBytes = 18;
constexpr qsizetype numberAt = 24; // the last 8 of the 32 bytes
/// Ours are shorter.
constexpr qsizetype longestText = 64;

} // namespace

SessionId sessionIdOf(const QString &pid, const QString &socketId)
{
    if (pid.isEmpty())
        return {};
    const QByteArray digest =
        QCryptographicHash::hash("confab session\n" + pid.toUtf8(), QCryptographicHash::Sha256);
    SessionId id;
    id.key = digest.left(keyBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    id.number =
        (qFromBigEndian<quint64>(digest.constData() + numberAt) >> 1) | 1; // a database has signed ones
    id.socketId = socketId;
    return id;
}

log::Session sessionOf(const Standing &standing)
{
    log::Session session;
    session.key = standing.session.key;
    session.socketId = standing.session.socketId;
    session.personId = standing.person.id;
    session.personName = standing.person.name;
    session.hasToken = standing.hasHiddenToken || !standing.token.isEmpty();
    for (const QString &room : standing.rooms) {
        session.rooms.push_back({room, standing.since.value(room), standing.isIn(Audience::Greeted, room),
                                 standing.isIn(Audience::Watchers, room)});
    }
    return session;
}

Standing standingOf(const log::Session &session, quint64 number)
{
    Standing standing;
    standing.person = {session.personId, session.personName};
    standing.hasHiddenToken = session.hasToken;
    standing.session = {session.key, session.socketId, number};
    for (const log::Membership &membership : session.rooms) {
        standing.rooms.append(membership.room);
        standing.since.insert(membership.room, membership.since);
        standing.audiences[Audience::Members].insert(membership.room);
        if (membership.isGreeted)
            standing.audiences[Audience::Greeted].insert(membership.room);
        if (membership.isWatching)
            standing.audiences[Audience::Watchers].insert(membership.room);
    }
    return standing;
}

QString offsetText(const log::RecoveryQuery::Offset &offset)
{
    if (offset.epoch.isEmpty() || offset.position == 0)
        return {};
    return QString::fromLatin1(offset.epoch) + u'.' + QString::number(offset.position);
}

std::optional<log::RecoveryQuery::Offset> parseOffset(const QString &text)
{
    if (text.size() > longestText)
        return std::nullopt;
    const qsizetype dot = text.lastIndexOf(u'.');
    bool isNumber = false;
    const log::RecoveryQuery::Offset offset{text.left(dot).toLatin1(),
                                            QStringView(text).mid(dot + 1).toULongLong(&isNumber)};
    // Compared as text: other spellings of the same number are no offsets of ours.
    if (!isNumber || text != offsetText(offset))
        return std::nullopt;
    return offset;
}

LogRecovery::LogRecovery(ChatService &chat)
    : m_chat(chat)
{ }

QString LogRecovery::record(const QCborArray &, const QStringList &, const QStringList &) { return {}; }

void LogRecovery::lost(socketio::LostSession session) { note(log::SessionChange::Kind::Lost, session.pid); }

void LogRecovery::left(const QString &pid) { note(log::SessionChange::Kind::Left, pid); }

void LogRecovery::note(log::SessionChange::Kind kind, const QString &pid)
{
    log::Session session;
    session.key = sessionIdOf(pid, {}).key;
    if (!m_chat.note({kind, std::move(session), QDateTime::currentMSecsSinceEpoch()}))
        qCWarning(logRecovery) << "The log is overloaded: a client that comes back will be a new one";
}

void LogRecovery::take(const QString &pid, const QString &offset, Taken taken)
{
    log::RecoveryQuery query;
    query.offset = parseOffset(offset);
    if (pid.isEmpty() || pid.size() > longestText || (!offset.isEmpty() && !query.offset)) {
        taken(std::nullopt);
        return;
    }
    const SessionId id = sessionIdOf(pid, {});
    query.key = id.key;
    query.ownNumber = id.number;
    const auto arrived = [taken, pid, number = id.number](const log::Recovered &recovered) {
        if (!recovered.session) {
            taken(std::nullopt);
            return;
        }
        socketio::RestoredSession restored;
        restored.session = {recovered.session->socketId, pid, {}, standingOf(*recovered.session, number)};
        for (const log::Message &message : recovered.missed)
            restored.missed.append(
                {QCborArray{u"message"_s, toWire(message)}, offsetText({recovered.epoch, message.position})});
        taken(std::move(restored));
    };
    if (!m_chat.recover(std::move(query), arrived))
        taken(std::nullopt);
}

} // namespace confab::chat

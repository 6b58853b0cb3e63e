// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sqliterows.h"

#include "server/log/sqliteschema.h"

#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

QString select(const QString &more, const QString &from)
{
    return u"SELECT place, kind, at, person, name, id, events.text, reply_to, files, edited_at, deleted_at, "
           "target%1 FROM "_s.arg(more)
        + from;
}

} // namespace

QString notNull(const QString &text) { return text.isNull() ? u""_s : text; }

QString selectEvents(const QString &from) { return select({}, from); }

QString selectPositionedEvents(const QString &from) { return select(u", position, session"_s, from); }

Message eventOf(const QSqlQuery &row, const QString &room)
{
    Message event;
    event.seq = schema::seqOf(row.value(0).toLongLong());
    event.kind = static_cast<EventKind>(row.value(1).toInt());
    event.at = row.value(2).toLongLong();
    event.room = room;
    event.personId = row.value(3).toString();
    event.personName = row.value(4).toString();
    event.id = row.value(5).toString();
    event.text = row.value(6).toString();
    event.replyTo = row.value(7).toULongLong();
    event.files = row.value(8).toByteArray();
    event.editedAt = row.value(9).toLongLong();
    event.deletedAt = row.value(10).toLongLong();
    event.target = row.value(11).toULongLong();
    return event;
}

Message positionedEventOf(const QSqlQuery &row, const QString &room)
{
    Message event = eventOf(row, room);
    event.position = row.value(12).toULongLong();
    event.session = row.value(13).toULongLong();
    return event;
}

} // namespace confab::log

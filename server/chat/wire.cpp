// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/wire.h"

#include "protocol/socketio/wholenumber.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

constexpr qsizetype maximumRoster = 200;
constexpr quint64 maximumHistoryPage = 200;

Failure<Refusal> badRequest(const QString &detail) { return Failure{Refusal{u"bad_request"_s, detail}}; }

/// The room that an event is about, the lobby when it names none.
Result<QString, Refusal> parseRoom(const QCborMap &map)
{
    const QCborValue room = map.value(u"room"_s);
    return room.isUndefined() ? lobby() : checkedRoom(room.toString());
}

QCborArray toWire(const std::vector<log::Message> &messages)
{
    QCborArray wire;
    for (const log::Message &message : messages)
        wire.append(chat::toWire(message));
    return wire;
}

Result<QStringList, Refusal> parseRooms(const QCborValue &value)
{
    if (value.isUndefined() || value.isNull())
        return QStringList{lobby()};
    if (!value.isArray())
        return badRequest(u"rooms is an array of names."_s);
    const QCborArray array = value.toArray();
    if (array.size() > maximumRoomsPerClient)
        return badRequest(u"At most %1 rooms at the same time."_s.arg(maximumRoomsPerClient));
    QStringList rooms;
    for (const QCborValue &entry : array) {
        const auto room = checkedRoom(entry.toString());
        if (!room)
            return Failure{room.error()};
        if (!rooms.contains(*room))
            rooms.append(*room);
    }
    if (rooms.isEmpty())
        rooms.append(lobby());
    return rooms;
}

Result<QHash<QString, log::Query>, Refusal> parseSince(const QCborValue &value)
{
    QHash<QString, log::Query> since;
    if (value.isUndefined() || value.isNull())
        return since;
    if (!value.isMap())
        return badRequest(u"since is an object {room: {epoch, seq}}."_s);
    const QCborMap map = value.toMap();
    if (map.size() > maximumRoomsPerClient)
        return badRequest(u"since names at most %1 rooms."_s.arg(maximumRoomsPerClient));
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
        const QCborMap cursor = entry.value().toMap();
        const auto seq = socketio::wholeNumber(cursor.value(u"seq"_s));
        if (!cursor.value(u"epoch"_s).isString() || !seq)
            return badRequest(u"since is an object {room: {epoch, seq}}."_s);
        log::Query query;
        query.epoch = cursor.value(u"epoch"_s).toString().toUtf8();
        query.after = *seq;
        since.insert(entry.key().toString(), query);
    }
    return since;
}

} // namespace

Result<MessageRequest, Refusal> parseMessage(const QCborArray &args)
{
    const QCborValue value = args.at(0);
    MessageRequest request;
    request.id = newPersonId();
    auto room = parseRoom(value.toMap());
    if (!room)
        return Failure{room.error()};
    request.room = *std::move(room);
    QCborValue text = value;
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        text = map.value(u"text"_s);
        if (const QCborValue id = map.value(u"id"_s); !id.isUndefined()) {
            const auto checked = checkedId(id.toString());
            if (!checked)
                return Failure{checked.error()};
            request.id = *checked;
        }
        for (const auto &later : {u"replyTo"_s, u"files"_s}) {
            if (map.contains(later) && !map.value(later).isNull())
                return badRequest(u"This server does not know %1."_s.arg(later));
        }
    }
    if (!text.isString())
        return badRequest(u"A message is a text, or an object {text, id, room}."_s);
    const auto checked = checkedText(text.toString());
    if (!checked)
        return Failure{checked.error()};
    request.text = *checked;
    return request;
}

Result<Hello, Refusal> parseHello(const QCborArray &args)
{
    const QCborValue value = args.at(0);
    if (!value.isMap() && !value.isUndefined())
        return badRequest(u"hello takes an object {name, rooms, since, token}."_s);
    const QCborMap map = value.toMap();
    Hello hello;
    if (const QCborValue name = map.value(u"name"_s); !name.isUndefined() && !name.isNull()) {
        const auto checked = checkedName(name.toString());
        if (!checked)
            return Failure{checked.error()};
        hello.name = *checked;
    }
    if (const QCborValue token = map.value(u"token"_s); !token.isUndefined() && !token.isNull()) {
        if (!isUsableToken(token.toString()))
            return badRequest(u"A token has 16 to 128 printable ASCII characters."_s);
        hello.token = token.toString();
    }
    auto rooms = parseRooms(map.value(u"rooms"_s));
    if (!rooms)
        return Failure{rooms.error()};
    hello.rooms = *std::move(rooms);
    auto since = parseSince(map.value(u"since"_s));
    if (!since)
        return Failure{since.error()};
    hello.since = *std::move(since);
    return hello;
}

Result<QString, Refusal> parseRename(const QCborArray &args)
{
    const QCborValue name = args.at(0).toMap().value(u"name"_s);
    if (!name.isString())
        return badRequest(u"rename takes an object {name}."_s);
    return checkedName(name.toString());
}

Result<log::Query, Refusal> parseHistory(const QCborArray &args)
{
    const QCborValue value = args.at(0);
    if (!value.isMap() && !value.isUndefined())
        return badRequest(u"history takes an object {room, before, limit} or {room, after, limit}."_s);
    const QCborMap map = value.toMap();
    auto room = parseRoom(map);
    if (!room)
        return Failure{room.error()};
    log::Query query;
    query.room = *std::move(room);
    const QCborValue before = map.value(u"before"_s);
    const QCborValue after = map.value(u"after"_s);
    if (!before.isUndefined() && !after.isUndefined())
        return badRequest(u"history reads before a number or after one, not both."_s);
    if (!before.isUndefined() || !after.isUndefined()) {
        const auto seq = socketio::wholeNumber(before.isUndefined() ? after : before);
        if (!seq)
            return badRequest(u"before and after are numbers of messages."_s);
        query.kind = before.isUndefined() ? log::Query::Kind::After : log::Query::Kind::Before;
        (before.isUndefined() ? query.after : query.before) = *seq;
    }
    if (const QCborValue limit = map.value(u"limit"_s); !limit.isUndefined()) {
        const auto count = socketio::wholeNumber(limit);
        if (!count || *count < 1 || *count > maximumHistoryPage)
            return badRequest(u"limit is a number from 1 to %1."_s.arg(maximumHistoryPage));
        query.limit = static_cast<int>(*count);
    }
    return query;
}

Result<QString, Refusal> parseTyping(const QCborArray &args)
{
    const QCborValue value = args.at(0);
    if (!value.isMap() && !value.isUndefined())
        return badRequest(u"typing takes an object {room}."_s);
    return parseRoom(value.toMap());
}

Result<PresenceRequest, Refusal> parsePresence(const QCborArray &args)
{
    const QCborMap map = args.at(0).toMap();
    const QCborValue on = map.value(u"on"_s);
    if (!on.isBool())
        return badRequest(u"presence takes an object {room, on}, on is true or false."_s);
    auto room = parseRoom(map);
    if (!room)
        return Failure{room.error()};
    return PresenceRequest{*std::move(room), on.toBool()};
}

QCborMap toWire(const log::Message &message)
{
    QCborMap wire{{u"message"_s, message.text}, {u"id"_s, message.id}};
    if (message.seq > 0)
        wire.insert(u"seq"_s, static_cast<qint64>(message.seq));
    wire.insert(u"at"_s, isoTime(message.at));
    wire.insert(u"room"_s, message.room);
    wire.insert(u"from"_s, toWire(Person{message.personId, message.personName}));
    return wire;
}

QCborMap toWire(const Person &person) { return QCborMap{{u"id"_s, person.id}, {u"name"_s, person.name}}; }

QCborMap toWire(const Refusal &refusal)
{
    return QCborMap{{u"ok"_s, false}, {u"error"_s, refusal.error}, {u"detail"_s, refusal.detail}};
}

QCborArray toWire(const QList<Person> &people)
{
    QCborArray wire;
    for (const Person &person : people.first(std::min(people.size(), maximumRoster)))
        wire.append(toWire(person));
    return wire;
}

QCborMap rosterToWire(const QString &room, const QList<Person> &members)
{
    return QCborMap{{u"room"_s, room}, {u"roster"_s, toWire(members)}, {u"count"_s, members.size()}};
}

QCborMap toWire(const log::Page &page, const QList<Person> &members)
{
    QCborMap wire = rosterToWire(page.room, members);
    wire.insert(u"head"_s, static_cast<qint64>(page.head));
    wire.insert(u"messages"_s, toWire(page.messages));
    wire.insert(u"gap"_s, page.gap);
    return wire;
}

QCborMap historyToWire(const log::Page &page)
{
    return QCborMap{
        {u"ok"_s, true},
        {u"room"_s, page.room},
        {u"epoch"_s, QString::fromLatin1(page.epoch)},
        {u"head"_s, static_cast<qint64>(page.head)},
        {u"oldest"_s, static_cast<qint64>(page.oldest)},
        {u"messages"_s, toWire(page.messages)},
        {u"more"_s, page.more},
    };
}

QCborMap toWire(const PresenceChanges &changes)
{
    return QCborMap{
        {u"room"_s, changes.room},         {u"joined"_s, toWire(changes.joined)},
        {u"left"_s, toWire(changes.left)}, {u"renamed"_s, toWire(changes.renamed)},
        {u"count"_s, changes.count},
    };
}

QCborMap toWire(const log::Ephemeral &typing)
{
    return QCborMap{{u"room"_s, typing.room},
                    {u"from"_s, toWire(Person{typing.personId, typing.personName})}};
}

QCborMap toWire(const log::Outcome &outcome)
{
    if (outcome.kind == log::Outcome::Kind::Failed)
        return toWire(Refusal{u"storage"_s, u"The message could not be stored."_s});
    if (outcome.isInMemoryOnly) {
        return QCborMap{{u"ok"_s, true},
                        {u"stored"_s, false},
                        {u"id"_s, outcome.message.id},
                        {u"at"_s, isoTime(outcome.message.at)}};
    }
    return QCborMap{
        {u"ok"_s, true},
        {u"id"_s, outcome.message.id},
        {u"seq"_s, static_cast<qint64>(outcome.message.seq)},
        {u"at"_s, isoTime(outcome.message.at)},
    };
}

QString isoTime(qint64 at) { return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs); }

} // namespace confab::chat

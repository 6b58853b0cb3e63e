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

Failure<Refusal> badRequest(const QString &detail) { return Failure{Refusal{u"bad_request"_s, detail}}; }

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
    request.room = lobby();
    request.id = newPersonId();
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
        if (const QCborValue room = map.value(u"room"_s); !room.isUndefined()) {
            const auto checked = checkedRoom(room.toString());
            if (!checked)
                return Failure{checked.error()};
            request.room = *checked;
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

QCborMap toWire(const log::Page &page, const QList<Person> &members)
{
    QCborArray messages;
    for (const log::Message &message : page.messages)
        messages.append(toWire(message));
    QCborArray roster;
    for (const Person &person : members.first(std::min(members.size(), maximumRoster)))
        roster.append(toWire(person));
    return QCborMap{
        {u"room"_s, page.room},    {u"head"_s, static_cast<qint64>(page.head)},
        {u"roster"_s, roster},     {u"count"_s, members.size()},
        {u"messages"_s, messages}, {u"gap"_s, page.gap},
    };
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

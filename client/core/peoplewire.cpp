// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/peoplewire.h"

#include "protocol/socketio/wholenumber.h"

#include <algorithm>
#include <limits>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

int countOf(const QCborMap &object)
{
    const quint64 count = socketio::wholeNumber(object.value("count"_L1)).value_or(0);
    return int(std::min<quint64>(count, std::numeric_limits<int>::max()));
}

QList<Person> peopleAt(const QCborMap &object, QLatin1StringView key)
{
    QList<Person> people;
    const QCborArray values = object.value(key).toArray();
    for (const QCborValue &value : values) {
        if (const Person person = readPerson(value); !person.id.isEmpty())
            people.append(person);
    }
    return people;
}

bool isAbout(const QCborMap &object, const QString &room)
{
    return object.value("room"_L1).toString() == room;
}

} // namespace

Person readPerson(const QCborValue &value)
{
    const QCborMap person = value.toMap();
    return {person.value("id"_L1).toString(), person.value("name"_L1).toString()};
}

std::optional<RosterNews> readRoster(const QCborMap &object)
{
    RosterNews news{peopleAt(object, "roster"_L1), countOf(object)};
    news.count = std::max(news.count, int(news.people.size()));
    return news.count > 0 ? std::optional(news) : std::nullopt;
}

std::optional<RosterNews> readPresenceAnswer(const QCborArray &args, const QString &room)
{
    const QCborMap object = args.at(0).toMap();
    return isAbout(object, room) ? readRoster(object) : std::nullopt;
}

std::optional<PresenceNews> readPresence(const QCborArray &args, const QString &room)
{
    const QCborMap object = args.at(0).toMap();
    if (!isAbout(object, room))
        return std::nullopt;
    return PresenceNews{peopleAt(object, "joined"_L1), peopleAt(object, "left"_L1),
                        peopleAt(object, "renamed"_L1), countOf(object)};
}

std::optional<Person> readTyping(const QCborArray &args, const QString &room)
{
    const QCborMap object = args.at(0).toMap();
    const Person person = readPerson(object.value("from"_L1));
    return isAbout(object, room) && !person.id.isEmpty() ? std::optional(person) : std::nullopt;
}

QCborMap typingRequest(const QString &room) { return {{u"room"_s, room}}; }

QCborMap presenceRequest(const QString &room) { return {{u"room"_s, room}, {u"on"_s, true}}; }

} // namespace confab::client

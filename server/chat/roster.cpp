// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/roster.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace confab::chat {

Roster::Roster(log::NewsFeed &feed)
    : m_feed(feed)
{
    feed.add(*this);
}

QStringList Roster::Presence::rooms() const
{
    QStringList rooms;
    for (const Stay &stay : stays)
        rooms += stay.rooms;
    rooms.removeDuplicates();
    return rooms;
}

QString Roster::enter(quint64 clientId, const Person &person, const QStringList &rooms)
{
    Presence &presence = m_people[person.id];
    if (presence.stays.isEmpty()) {
        presence.name = person.name;
        // Whoever comes back with a name has been given it; a made-up one is what everybody would make up.
        presence.namings = person.name == madeUpName(person.id) ? 0 : 1;
    }
    const auto stay = std::find_if(presence.stays.begin(), presence.stays.end(),
                                   [clientId](const Stay &known) { return known.clientId == clientId; });
    QStringList touched = rooms;
    if (stay == presence.stays.end())
        presence.stays.append(Stay{clientId, 0, rooms});
    else
        touched += std::exchange(stay->rooms, rooms);
    const QString name = presence.name;
    changed(person.id, touched);
    return name;
}

void Roster::leave(quint64 clientId, const QString &personId)
{
    const auto found = m_people.find(personId);
    if (found == m_people.end())
        return;
    auto &stays = found->stays;
    const auto stay = std::find_if(stays.begin(), stays.end(),
                                   [clientId](const Stay &known) { return known.clientId == clientId; });
    if (stay == stays.end())
        return;
    const QStringList rooms = stay->rooms;
    stays.erase(stay);
    if (stays.isEmpty())
        m_people.erase(found);
    changed(personId, rooms);
}

void Roster::rename(const QString &personId, const QString &name)
{
    const auto found = m_people.find(personId);
    // The name they have already is no naming: it must not count against one that another shard gives now.
    if (found == m_people.end() || found->name == name)
        return;
    found->name = name;
    ++found->namings;
    for (const Stay &stay : std::as_const(found->stays)) {
        if (stay.clientId != 0 && m_renamed)
            m_renamed(stay.clientId, name);
    }
    changed(personId, found->rooms());
}

void Roster::changed(const QString &personId, const QStringList &rooms)
{
    if (!m_feed.isAlone()) {
        m_untold.insert(personId);
        m_feed.changed();
    }
    if (m_roomsChanged)
        m_roomsChanged(rooms);
}

QList<Person> Roster::members(const QString &room) const
{
    QList<Person> members;
    for (auto person = m_people.cbegin(); person != m_people.cend(); ++person) {
        const auto &stays = person->stays;
        if (std::any_of(stays.cbegin(), stays.cend(),
                        [&room](const Stay &stay) { return stay.rooms.contains(room); }))
            members.append({person.key(), person->name});
    }
    return members;
}

bool Roster::tell(log::News &news)
{
    // One walk: to find the first one again each time is a search through what was emptied.
    for (auto next = m_untold.begin();
         next != m_untold.end() && news.people.size() < log::NewsFeed::listBound;) {
        news.people.push_back(newsOf(*next));
        next = m_untold.erase(next);
    }
    return !m_untold.isEmpty();
}

log::PersonNews Roster::newsOf(const QString &personId) const
{
    log::PersonNews news;
    news.id = personId;
    const auto found = m_people.constFind(personId);
    if (found == m_people.cend())
        return news;
    for (const Stay &stay : found->stays) {
        if (stay.clientId != 0)
            news.rooms += stay.rooms;
    }
    news.rooms.removeDuplicates();
    news.name = found->name;
    news.namings = found->namings;
    return news;
}

void Roster::hear(const log::News &news)
{
    for (const log::PersonNews &told : news.people)
        hearOf(news.shard, told);
}

void Roster::hearOf(quint16 shard, const log::PersonNews &told)
{
    auto found = m_people.find(told.id);
    if (found == m_people.end()) {
        if (told.rooms.isEmpty())
            return;
        found = m_people.insert(told.id, {told.name, told.namings, {}});
    }
    QStringList touched = told.rooms;
    auto &stays = found->stays;
    const auto stay = std::find_if(stays.begin(), stays.end(), [shard](const Stay &known) {
        return known.clientId == 0 && known.shard == shard;
    });
    if (stay != stays.end()) {
        touched += stay->rooms;
        if (told.rooms.isEmpty())
            stays.erase(stay);
        else
            stay->rooms = told.rooms;
    } else if (!told.rooms.isEmpty()) {
        stays.append(Stay{0, shard, told.rooms});
    }
    if (stays.isEmpty()) {
        m_people.erase(found);
    } else {
        takeName(*found, told);
        touched += found->rooms();
    }
    if (m_roomsChanged)
        m_roomsChanged(touched);
}

void Roster::takeName(Presence &person, const log::PersonNews &told)
{
    if (std::tie(told.namings, told.name) <= std::tie(person.namings, person.name))
        return;
    person.name = told.name;
    person.namings = told.namings;
    for (const Stay &stay : std::as_const(person.stays)) {
        if (stay.clientId != 0 && m_renamed)
            m_renamed(stay.clientId, told.name);
    }
}

} // namespace confab::chat

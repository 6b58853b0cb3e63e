// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/presence.h"

namespace confab::chat {

Presence::Presence(net::Timers &timers, Members members, Tell tell)
    : m_timers(timers)
    , m_members(std::move(members))
    , m_tell(std::move(tell))
{ }

Presence::Names Presence::namesIn(const QString &room) const
{
    Names names;
    for (const Person &person : m_members(room))
        names.insert(person.id, person.name);
    return names;
}

void Presence::watch(const QString &room)
{
    const auto [place, isNew] = m_rooms.try_emplace(room, m_timers);
    if (isNew)
        place->second.told = namesIn(room);
    ++place->second.watchers;
}

void Presence::unwatch(const QString &room)
{
    const auto place = m_rooms.find(room);
    if (place != m_rooms.end() && --place->second.watchers == 0)
        m_rooms.erase(place);
}

void Presence::changed(const QString &room)
{
    const auto place = m_rooms.find(room);
    if (place != m_rooms.end() && !place->second.due.isActive())
        place->second.due.set(interval, [this, room] { tell(room); });
}

void Presence::tell(const QString &room)
{
    const auto place = m_rooms.find(room);
    if (place == m_rooms.end())
        return;
    const Names now = namesIn(room);
    const Names before = std::exchange(place->second.told, now);
    PresenceChanges changes;
    changes.room = room;
    changes.count = now.size();
    for (auto person = now.cbegin(); person != now.cend(); ++person) {
        const auto known = before.constFind(person.key());
        if (known == before.cend())
            changes.joined.append({person.key(), person.value()});
        else if (*known != person.value())
            changes.renamed.append({person.key(), person.value()});
    }
    for (auto person = before.cbegin(); person != before.cend(); ++person) {
        if (!now.contains(person.key()))
            changes.left.append({person.key(), person.value()});
    }
    if (!changes.joined.isEmpty() || !changes.left.isEmpty() || !changes.renamed.isEmpty())
        m_tell(changes);
}

} // namespace confab::chat

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/rooms.h"

namespace confab::socketio {

void Rooms::add(const QString &name, Socket *socket)
{
    Room &room = m_rooms[name];
    if (room.only == socket)
        return;
    if (!room.only && room.all.isEmpty()) {
        room.only = socket;
        return;
    }
    if (room.only)
        room.all.insert(std::exchange(room.only, nullptr));
    room.all.insert(socket);
}

void Rooms::remove(const QString &room, Socket *socket)
{
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    if (found->only == socket)
        found->only = nullptr;
    else
        found->all.remove(socket);
    if (!found->only && found->all.isEmpty())
        m_rooms.erase(found);
}

qsizetype Rooms::size(const QString &room) const
{
    const auto found = m_rooms.constFind(room);
    if (found == m_rooms.cend())
        return 0;
    return found->only ? 1 : found->all.size();
}

QSet<Socket *> Rooms::membersOf(const Room &room) { return room.only ? QSet<Socket *>{room.only} : room.all; }

QSet<Socket *> Rooms::members(const QStringList &rooms) const
{
    QSet<Socket *> members;
    for (const QString &room : rooms) {
        const auto found = m_rooms.constFind(room);
        if (found == m_rooms.cend())
            continue;
        // The common case of one room is a shared copy.
        members = members.isEmpty() ? membersOf(*found) : members.unite(membersOf(*found));
    }
    return members;
}

} // namespace confab::socketio

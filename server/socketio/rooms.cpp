// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/rooms.h"

namespace confab::socketio {

void Rooms::remove(const QString &room, Socket *socket)
{
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    found->remove(socket);
    if (found->isEmpty())
        m_rooms.erase(found);
}

QSet<Socket *> Rooms::members(const QStringList &rooms) const
{
    QSet<Socket *> members;
    for (const QString &room : rooms) {
        // The common case of one room is a shared copy.
        members = members.isEmpty() ? m_rooms.value(room) : members.unite(m_rooms.value(room));
    }
    return members;
}

} // namespace confab::socketio

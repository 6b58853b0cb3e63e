// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace confab::socketio {

class Socket;

/// Which sockets are in which rooms of a namespace. A room exists while somebody is in it. Pointers are not
/// owned and are removed before their socket ends.
class Rooms
{
public:
    void add(const QString &room, Socket *socket);
    void remove(const QString &room, Socket *socket);
    [[nodiscard]] qsizetype size(const QString &room) const;
    /// Everybody in at least one of the rooms, once.
    [[nodiscard]] QSet<Socket *> members(const QStringList &rooms) const;

private:
    /// Most rooms have one member, the socket whose id they are named after: a hash table for one costs half
    /// a kilobyte.
    struct Room
    {
        Socket *only = nullptr; ///< while there is one
        QSet<Socket *> all; ///< from the second on, and until the room is empty
    };

    static QSet<Socket *> membersOf(const Room &room);

    QHash<QString, Room> m_rooms;
};

} // namespace confab::socketio

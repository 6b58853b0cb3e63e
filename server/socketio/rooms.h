// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <span>
#include <unordered_map>
#include <vector>

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
    [[nodiscard]] std::vector<Socket *> members(const QStringList &rooms) const;

private:
    /// In the order in which they came, but that the last one takes the place of one that leaves. Who came
    /// about the same time lies near each other in memory, ours and the system's: to send in this order costs
    /// less than in that of a hash table.
    struct Crowd
    {
        void add(Socket *socket);
        void remove(Socket *socket);

        std::vector<Socket *> sockets;
        QHash<Socket *, std::size_t> places; ///< in `sockets`
    };

    /// Valid until somebody comes or goes.
    [[nodiscard]] std::span<Socket *const> membersOf(const QString &room) const;

    /// Most rooms have one member, the socket whose id they are named after: a crowd of one costs half a
    /// kilobyte.
    QHash<QString, Socket *> m_single;
    std::unordered_map<QString, Crowd> m_crowds; ///< rooms from their second member on, until they are empty
};

} // namespace confab::socketio

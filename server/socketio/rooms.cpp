// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/rooms.h"

#include <QSet>

namespace confab::socketio {

void Rooms::Crowd::add(Socket *socket)
{
    if (const auto found = places.constFind(socket); found != places.cend())
        return;
    places.insert(socket, sockets.size());
    sockets.push_back(socket);
}

void Rooms::Crowd::remove(Socket *socket)
{
    const auto found = places.constFind(socket);
    if (found == places.cend())
        return;
    const std::size_t place = *found;
    places.erase(found);
    Socket *last = sockets.back();
    sockets.pop_back();
    if (last == socket)
        return;
    sockets[place] = last;
    places[last] = place;
}

void Rooms::add(const QString &room, Socket *socket)
{
    if (const auto crowd = m_crowds.find(room); crowd != m_crowds.end()) {
        crowd->second.add(socket);
        return;
    }
    Socket *&only = m_single[room];
    if (!only || only == socket) {
        only = socket;
        return;
    }
    Crowd &crowd = m_crowds[room];
    crowd.add(only);
    crowd.add(socket);
    m_single.remove(room);
}

void Rooms::remove(const QString &room, Socket *socket)
{
    if (const auto crowd = m_crowds.find(room); crowd != m_crowds.end()) {
        crowd->second.remove(socket);
        if (crowd->second.sockets.empty())
            m_crowds.erase(crowd);
    } else if (const auto single = m_single.constFind(room); single != m_single.cend() && *single == socket) {
        m_single.erase(single);
    }
}

std::span<Socket *const> Rooms::membersOf(const QString &room) const
{
    if (const auto crowd = m_crowds.find(room); crowd != m_crowds.end())
        return crowd->second.sockets;
    if (const auto single = m_single.constFind(room); single != m_single.cend())
        return {&*single, 1};
    return {};
}

qsizetype Rooms::size(const QString &room) const { return static_cast<qsizetype>(membersOf(room).size()); }

std::vector<Socket *> Rooms::members(const QStringList &rooms) const
{
    std::vector<Socket *> members;
    QSet<Socket *> known; // of several rooms
    for (const QString &room : rooms) {
        const std::span<Socket *const> sockets = membersOf(room);
        if (rooms.size() == 1)
            return {sockets.begin(), sockets.end()};
        for (Socket *socket : sockets) {
            if (known.contains(socket))
                continue;
            known.insert(socket);
            members.push_back(socket);
        }
    }
    return members;
}

} // namespace confab::socketio

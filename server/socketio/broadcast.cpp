// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/broadcast.h"

#include "server/socketio/client.h"
#include "server/socketio/namespace.h"

namespace confab::socketio {

Broadcast Broadcast::to(const QString &room) const
{
    Broadcast narrowed = *this;
    narrowed.m_rooms.append(room);
    return narrowed;
}

Broadcast Broadcast::except(const QString &room) const
{
    Broadcast narrowed = *this;
    narrowed.m_except.append(room);
    return narrowed;
}

void Broadcast::emitEvent(const QString &event, const QCborArray &args) const
{
    Q_ASSERT(!isReservedEvent(event));
    const QSet<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    if (sockets.isEmpty() || isReservedEvent(event))
        return;
    const SharedPacket packet(Packet::event(m_namespace->name(), event, args));
    for (Socket *socket : sockets) // sending calls no handler, so nobody leaves meanwhile
        socket->m_client->send(packet);
}

void Broadcast::join(const QString &room) const
{
    const QSet<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    for (Socket *socket : sockets)
        socket->join(room);
}

void Broadcast::leave(const QString &room) const
{
    const QSet<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    for (Socket *socket : sockets)
        socket->leave(room);
}

void Broadcast::disconnect(bool close) const
{
    const QStringList ids = socketIds();
    for (const QString &id : ids) { // looked up one by one: handlers may disconnect the others
        if (Socket *socket = m_namespace->find(id))
            socket->disconnect(close);
    }
}

QStringList Broadcast::socketIds() const
{
    QStringList ids;
    const QSet<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    for (const Socket *socket : sockets)
        ids.append(socket->id());
    return ids;
}

} // namespace confab::socketio

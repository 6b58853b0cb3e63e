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

/// Sending calls no handler, so nobody leaves meanwhile.
void Broadcast::sendToAll(const std::vector<Socket *> &sockets, const SharedMessages &messages)
{
    constexpr std::size_t distance = 3; // of two steps, in sockets; see net::prefetch
    for (std::size_t i = 0; i < sockets.size() + distance * Socket::prefetchSteps; ++i) {
        for (std::size_t step = 0; step <= Socket::prefetchSteps; ++step) {
            const std::size_t index = i - distance * step; // before the first it is very large
            if (index >= sockets.size())
                continue;
            if (step < Socket::prefetchSteps)
                sockets[index]->prefetch(step);
            else
                sockets[index]->m_client->send(messages);
        }
    }
}

void Broadcast::emitEvent(const QString &event, const QCborArray &args) const
{
    Q_ASSERT(!isReservedEvent(event));
    const std::vector<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    RecoveryStore *recovery = m_namespace->m_recovery.get();
    if ((sockets.empty() && !recovery) || isReservedEvent(event))
        return;
    Packet packet = Packet::event(m_namespace->name(), event, args);
    QString offset;
    if (recovery) // for those who are not here too
        offset = recovery->record(packet.data.toArray(), m_rooms, m_except);
    sendToAll(sockets, SharedPacket(std::move(packet), std::move(offset)));
}

void Broadcast::emitEvents(const QList<SharedEvent> &events) const
{
    const std::vector<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    sendToAll(sockets, SharedPackets(events));
}

void Broadcast::emitVolatile(const QString &event, const QCborArray &args) const
{
    Q_ASSERT(!isReservedEvent(event));
    if (isReservedEvent(event))
        return;
    const std::vector<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    const SharedPacket packet(Packet::event(m_namespace->name(), event, args));
    for (Socket *socket : sockets) {
        if (socket->m_client->isWritable())
            socket->m_client->send(packet);
    }
}

void Broadcast::emitWithAck(const QString &event, const QCborArray &args, std::chrono::milliseconds timeout,
                            AnswersCallback callback) const
{
    Q_ASSERT(!isReservedEvent(event));
    const std::vector<Socket *> sockets =
        isReservedEvent(event) ? std::vector<Socket *>() : m_namespace->select(m_rooms, m_except);
    if (sockets.empty()) {
        callback({});
        return;
    }
    struct Collection
    {
        Answers answers;
        std::size_t due;
        AnswersCallback callback;
    };
    const auto collection = std::make_shared<Collection>(Collection{{}, sockets.size(), std::move(callback)});
    const qint64 id = m_namespace->nextAckId(); // the same for all: it is encoded once
    const SharedPacket packet(Packet::event(m_namespace->name(), event, args, id));
    for (Socket *socket : sockets) {
        socket->awaitAck(id, timeout, [collection, socketId = socket->id()](const auto &answer) {
            if (answer)
                collection->answers.answers.append(*answer);
            else
                collection->answers.missing.append(socketId);
            if (--collection->due == 0)
                collection->callback(collection->answers);
        });
        socket->m_client->send(packet);
    }
}

void Broadcast::join(const QString &room) const
{
    const std::vector<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    for (Socket *socket : sockets)
        socket->join(room);
}

void Broadcast::leave(const QString &room) const
{
    const std::vector<Socket *> sockets = m_namespace->select(m_rooms, m_except);
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
    const std::vector<Socket *> sockets = m_namespace->select(m_rooms, m_except);
    for (const Socket *socket : sockets)
        ids.append(socket->id());
    return ids;
}

} // namespace confab::socketio

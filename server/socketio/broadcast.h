// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/socketio/sharedevent.h"
#include "server/socketio/value.h"

#include <QList>
#include <QStringList>

#include <chrono>
#include <functional>
#include <vector>

namespace confab::socketio {

class Namespace;
class SharedMessages;
class Socket;

/// Chooses sockets of a namespace and does something with all of them:
///     nsp.to(u"lobby"_s).except(senderId).emitEvent(u"message"_s, args(...));
/// Every socket is in a room of its own, named by its id, so a room's name may be a socket's id everywhere. A
/// socket in several of the rooms is taken once. A value; use it in the turn in which it was made.
class Broadcast
{
public:
    explicit Broadcast(Namespace &nsp)
        : m_namespace(&nsp)
    { }

    /// Sockets in that room, in addition to the rooms named before. Without any room, all of the namespace.
    [[nodiscard]] Broadcast to(const QString &room) const;
    /// But not those in this room.
    [[nodiscard]] Broadcast except(const QString &room) const;

    /// Sends an event to all of them; it is encoded once. Calls no handler.
    void emitEvent(const QString &event, const QCborArray &args = {}) const;
    /// Several, each encoded once, in this order. Whoever is to get all of them is reached once, which costs
    /// little more than one event. Of this namespace, which is not asked to record them. Calls no handler.
    void emitEvents(const QList<SharedEvent> &events) const;
    /// As emitEvent(), dropped for those to whom it cannot go at once; see Socket::emitVolatile.
    void emitVolatile(const QString &event, const QCborArray &args = {}) const;

    /// The answers of those who gave one, and the ids of those who did not in time or left.
    struct Answers
    {
        QList<QCborArray> answers; ///< in the order of their coming
        QStringList missing;
    };
    using AnswersCallback = std::function<void(const Answers &answers)>;
    /// Sends an event to all of them and calls back exactly once, when all have answered or after `timeout`;
    /// at once when there is nobody. Not when the Server is destroyed.
    void emitWithAck(const QString &event, const QCborArray &args, std::chrono::milliseconds timeout,
                     AnswersCallback callback) const;

    void join(const QString &room) const;
    void leave(const QString &room) const;
    /// See Socket::disconnect. Their disconnect handlers run before this returns.
    void disconnect(bool close = false) const;
    /// In no particular order.
    [[nodiscard]] QStringList socketIds() const;

private:
    static void sendToAll(const std::vector<Socket *> &sockets, const SharedMessages &messages);

    Namespace *m_namespace;
    QStringList m_rooms;
    QStringList m_except;
};

} // namespace confab::socketio

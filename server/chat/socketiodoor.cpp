// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/socketiodoor.h"

#include "server/chat/logrecovery.h"
#include "server/chat/peertext.h"
#include "server/chat/rules.h"
#include "server/chat/wire.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logDoor, "confab.chat.socketio", QtInfoMsg)

/// Beside the room that every socket has for itself.
QString socketRoom(Audience audience, const QString &room)
{
    switch (audience) {
    case Audience::Members:
        return u"room:"_s + room;
    case Audience::Greeted:
        return u"greeted:"_s + room;
    case Audience::Watchers:
        return u"presence:"_s + room;
    }
    Q_UNREACHABLE();
}

/// A room for one client alone.
QString roomOfClient(quint64 id) { return u"client:"_s + QString::number(id); }

} // namespace

SocketIoDoor::SocketIoDoor(ChatService &chat, Conversations &conversations, socketio::Server &server)
    : m_chat(chat)
    , m_conversations(conversations)
    , m_namespace(server.of(u"/"_s))
{
    // Who comes back is asked for the PIN as everybody is: it may be another one since then.
    m_namespace.recoverWith(std::make_unique<LogRecovery>(chat), false);
    m_namespace.onConnection([this](socketio::Socket &socket) { connected(socket); });
    chat.addDoor(*this);
}

SocketIoDoor::~SocketIoDoor() = default;

Standing SocketIoDoor::standingFor(socketio::Socket &socket) const
{
    const QString token = socket.handshake().auth.value(u"token"_s).toString();
    if (const Standing *known = socket.recovered() ? socket.data<Standing>() : nullptr) {
        Standing standing = *known;
        if (standing.hasHiddenToken && isUsableToken(token) && personIdOf(token) == standing.person.id) {
            standing.token = token;
            standing.hasHiddenToken = false;
        }
        return standing;
    }
    Standing standing = Conversations::newcomer(token);
    standing.session = sessionIdOf(socket.pid(), socket.id());
    if (!standing.session.isEmpty())
        standing.since.insert(lobby(), m_chat.newest().position);
    return standing;
}

void SocketIoDoor::connected(socketio::Socket &socket)
{
    const Standing standing = standingFor(socket);
    for (auto audience = standing.audiences.cbegin(); audience != standing.audiences.cend(); ++audience) {
        for (const QString &room : *audience)
            socket.join(socketRoom(audience.key(), room));
    }
    const auto audienceChanged = [this, id = socket.id()](Audience audience, const QString &room,
                                                          bool belongs) {
        socketio::Socket *its = m_namespace.find(id);
        if (its && belongs)
            its->join(socketRoom(audience, room));
        else if (its)
            its->leave(socketRoom(audience, room));
    };
    auto conversation = m_conversations.begin(standing, audienceChanged);
    using Kind = log::SessionChange::Kind;
    if (!socket.recovered())
        (void)conversation->note(Kind::Opened); // not taken, it cannot come back
    else if (conversation->person().name != standing.person.name) // renamed in another window
        (void)conversation->note(Kind::Changed);
    const quint64 id = conversation->id();
    socket.join(roomOfClient(id));
    // Weak: a socket that somebody keeps must not keep the conversation.
    const std::weak_ptr<Conversation> weak = conversation;
    m_clients.emplace(id, Client{socket.id(), QDateTime::currentDateTimeUtc(), std::move(conversation)});
    socket.onUnknown([weak](const QString &event, const QCborArray &args, socketio::Ack ack) {
        // std::function copies, an Ack does not.
        const auto waiting = std::make_shared<socketio::Ack>(std::move(ack));
        if (const auto known = weak.lock())
            known->receive(event, args,
                           [waiting](const QCborMap &data) { waiting->answer(socketio::args(data)); });
    });
    socket.onDisconnect([this, id](socketio::DisconnectReason reason) {
        qCInfo(logDoor) << "client" << id << "left:" << socketio::reasonText(reason);
        m_clients.erase(id);
    });
    qCInfo(logDoor) << "client" << id << (socket.recovered() ? "is back over" : "joined over") << "Socket.IO";
}

Door::ToSender SocketIoDoor::deliver(const MessageRun &run)
{
    QList<socketio::SharedEvent> events;
    for (std::size_t i = 0; i < run.size(); ++i) {
        const log::Outcome &stored = run.at(i);
        events.emplace_back(m_namespace, u"message"_s, socketio::args(toWire(stored.message)),
                            offsetText({stored.epoch, stored.message.position}));
    }
    socketio::Broadcast receivers = m_namespace.to(socketRoom(Audience::Members, run.room()));
    for (const quint64 sender : run.senders()) {
        if (m_clients.contains(sender))
            receivers = receivers.except(roomOfClient(sender));
    }
    receivers.emitEvents(events);
    return [this, room = run.room(), events](quint64 clientId, std::size_t from, std::size_t to) {
        const auto found = m_clients.find(clientId);
        if (found == m_clients.end() || !found->second.conversation->standing().isIn(Audience::Members, room))
            return;
        if (socketio::Socket *socket = socketOf(found->second))
            socket->emitEvents(events.mid(static_cast<qsizetype>(from), static_cast<qsizetype>(to - from)));
    };
}

void SocketIoDoor::announce(const Announcement &announcement)
{
    const auto receivers = m_namespace.to(socketRoom(announcement.audience, announcement.room))
                               .except(roomOfClient(announcement.exceptClientId));
    if (announcement.isFleeting)
        receivers.emitVolatile(announcement.event, socketio::args(announcement.data));
    else
        receivers.emitEvent(announcement.event, socketio::args(announcement.data));
}

socketio::Socket *SocketIoDoor::socketOf(const Client &client) const
{
    return m_namespace.find(client.socketId);
}

QList<ClientStatus> SocketIoDoor::clients() const
{
    QList<ClientStatus> clients;
    clients.reserve(static_cast<qsizetype>(m_clients.size()));
    for (const auto &[id, client] : m_clients) {
        const socketio::Socket *socket = socketOf(client);
        const auto stats = socket ? socket->stats() : std::nullopt;
        if (!stats)
            continue;
        ClientStatus status;
        status.id = id;
        status.name = client.conversation->person().name;
        status.address = peerText(socket->handshake().peer);
        status.transport =
            stats->transport == engineio::TransportKind::Polling ? Transport::Polling : Transport::WebSocket;
        status.isSecure = socket->handshake().peer.secure;
        status.engineRevision = static_cast<int>(stats->revision);
        status.room = client.conversation->standing().rooms.join(u", "_s);
        status.connectedAt = client.connectedAt;
        status.roundTripMs = stats->roundTrip ? static_cast<int>(stats->roundTrip->count()) : -1;
        status.heartbeatDueMs = static_cast<int>(stats->heartbeatDue.count());
        status.bytesIn = stats->bytesIn;
        status.bytesOut = stats->bytesOut;
        status.bytesQueued = stats->bytesQueued;
        status.isSlowed = stats->isSlowed;
        clients.append(status);
    }
    return clients;
}

bool SocketIoDoor::disconnectClient(quint64 clientId)
{
    const auto found = m_clients.find(clientId);
    if (found == m_clients.end())
        return false;
    if (socketio::Socket *socket = socketOf(found->second))
        socket->disconnect(true);
    return true;
}

} // namespace confab::chat

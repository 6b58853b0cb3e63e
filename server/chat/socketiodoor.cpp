// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/socketiodoor.h"

#include "server/chat/peertext.h"
#include "server/chat/wire.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logDoor, "confab.chat.socketio", QtInfoMsg)

constexpr int historyPage = 50;

/// Rooms of the chat beside the room that every socket has for itself.
QString socketRoom(const QString &room) { return u"room:"_s + room; }

/// Where nobody waits for an answer the refusal is at least in the log.
void refuse(quint64 clientId, const Refusal &refusal, socketio::Ack &ack)
{
    qCInfo(logDoor) << "client" << clientId << "refused:" << refusal.error << refusal.detail;
    ack.answer(socketio::args(toWire(refusal)));
}

Refusal overloaded() { return Refusal{u"storage"_s, u"The server is overloaded, try again."_s}; }

} // namespace

/// What the chat knows of a socket.
struct SocketIoDoor::Client
{
    quint64 id = 0;
    QString socketId;
    Person person;
    QStringList rooms;
    QDateTime connectedAt;
    quint64 greetings = 0; ///< how many `hello` it has said: only the last one counts
};

/// A `hello` that waits for its pages.
struct SocketIoDoor::Greeting
{
    std::weak_ptr<Client> client;
    quint64 number = 0;
    QString token;
    qsizetype missing = 0;
    QByteArray epoch;
    QCborArray rooms;
    socketio::Ack ack;
};

SocketIoDoor::SocketIoDoor(ChatService &chat, socketio::Server &server)
    : m_chat(chat)
    , m_namespace(server.of(u"/"_s))
{
    m_namespace.onConnection([this](socketio::Socket &socket) { connected(socket); });
    chat.addDoor(*this);
}

SocketIoDoor::~SocketIoDoor() = default;

void SocketIoDoor::connected(socketio::Socket &socket)
{
    const auto client = std::make_shared<Client>();
    client->id = m_chat.nextClientId();
    client->socketId = socket.id();
    client->connectedAt = QDateTime::currentDateTimeUtc();
    client->rooms = QStringList{lobby()};
    const QString token = socket.handshake().auth.value(u"token"_s).toString();
    client->person.id = isUsableToken(token) ? personIdOf(token) : newPersonId();
    client->person.name = madeUpName(client->person.id);
    m_clients.emplace(client->id, client);
    socket.join(socketRoom(lobby()));

    // Weak: the socket owns these handlers, and the client must not outlive its place in m_clients through
    // them.
    const std::weak_ptr<Client> weak = client;
    const auto on = [&](const QString &event, auto handler) {
        socket.on(event, [this, weak, handler](const QCborArray &args, socketio::Ack ack) {
            if (const ClientPointer known = weak.lock())
                (this->*handler)(known, args, std::move(ack));
        });
    };
    on(u"message"_s, &SocketIoDoor::messageReceived);
    on(u"hello"_s, &SocketIoDoor::helloReceived);
    on(u"rename"_s, &SocketIoDoor::renameReceived);
    socket.onUnknown([id = client->id](const QString &, const QCborArray &, socketio::Ack ack) {
        refuse(id, Refusal{u"unknown_event"_s, u"The chat does not know this event."_s}, ack);
    });
    socket.onDisconnect([this, id = client->id](socketio::DisconnectReason reason) {
        qCInfo(logDoor) << "client" << id << "left:" << socketio::reasonText(reason);
        m_clients.erase(id);
    });
    qCInfo(logDoor) << "client" << client->id << "joined over Socket.IO";
}

void SocketIoDoor::messageReceived(const ClientPointer &client, const QCborArray &args, socketio::Ack ack)
{
    auto request = parseMessage(args);
    if (!request) {
        refuse(client->id, request.error(), ack);
        return;
    }
    if (!client->rooms.contains(request->room)) {
        refuse(client->id, Refusal{u"no_room"_s, u"Join the room with hello before writing to it."_s}, ack);
        return;
    }
    log::Draft draft;
    draft.room = request->room;
    draft.personId = client->person.id;
    draft.personName = client->person.name;
    draft.id = request->id;
    draft.text = request->text;
    draft.clientId = client->id;
    // std::function copies, an Ack does not.
    const auto waiting = std::make_shared<socketio::Ack>(std::move(ack));
    const bool taken = m_chat.post(std::move(draft), [waiting](const log::Outcome &outcome) {
        waiting->answer(socketio::args(toWire(outcome)));
    });
    if (!taken)
        refuse(client->id, overloaded(), *waiting);
}

void SocketIoDoor::helloReceived(const ClientPointer &client, const QCborArray &args, socketio::Ack ack)
{
    const auto hello = parseHello(args);
    if (!hello) {
        refuse(client->id, hello.error(), ack);
        return;
    }
    const auto greeting = std::make_shared<Greeting>();
    greeting->client = client;
    greeting->number = ++client->greetings;
    greeting->missing = hello->rooms.size();
    greeting->ack = std::move(ack);
    greeting->token = hello->token.value_or(QString());
    if (greeting->token.isEmpty()) {
        // The one of the CONNECT packet, or a new one: from now on this is somebody who can come back.
        const socketio::Socket *socket = socketOf(*client);
        const QString shown = socket ? socket->handshake().auth.value(u"token"_s).toString() : QString();
        greeting->token = isUsableToken(shown) ? shown : newToken();
    }
    client->person.id = personIdOf(greeting->token);
    client->person.name = hello->name.value_or(madeUpName(client->person.id));

    for (const QString &room : hello->rooms) {
        log::Query query = hello->since.value(room);
        query.room = room;
        query.limit = historyPage;
        if (!m_chat.read(std::move(query),
                         [this, greeting](const log::Page &page) { pageArrived(greeting, page); })) {
            refuse(client->id, overloaded(), greeting->ack);
            ++client->greetings; // pages that still come find a newer one
            return;
        }
    }
    if (socketio::Socket *socket = socketOf(*client)) {
        for (const QString &room : std::as_const(client->rooms)) {
            if (!hello->rooms.contains(room))
                socket->leave(socketRoom(room));
        }
    }
    client->rooms = hello->rooms;
}

void SocketIoDoor::pageArrived(const std::shared_ptr<Greeting> &greeting, const log::Page &page)
{
    const ClientPointer client = greeting->client.lock();
    socketio::Socket *socket = client ? socketOf(*client) : nullptr;
    if (!socket || client->greetings != greeting->number)
        return;
    // In order with the messages: what the page does not have is broadcast from now on.
    socket->join(socketRoom(page.room));
    greeting->epoch = page.epoch;
    greeting->rooms.append(toWire(page, m_chat.members(page.room)));
    if (--greeting->missing > 0)
        return;
    greeting->ack.answer(socketio::args(QCborMap{
        {u"ok"_s, true},
        {u"you"_s, toWire(client->person)},
        {u"token"_s, greeting->token},
        {u"epoch"_s, QString::fromLatin1(greeting->epoch)},
        {u"rooms"_s, greeting->rooms},
    }));
}

void SocketIoDoor::renameReceived(const ClientPointer &client, const QCborArray &args, socketio::Ack ack)
{
    const auto name = parseRename(args);
    if (!name) {
        refuse(client->id, name.error(), ack);
        return;
    }
    // A person has one name, in every window.
    for (const auto &[id, other] : m_clients) {
        if (other->person.id == client->person.id)
            other->person.name = *name;
    }
    ack.answer(socketio::args(QCborMap{{u"ok"_s, true}, {u"you"_s, toWire(client->person)}}));
}

void SocketIoDoor::deliver(const log::Message &message, quint64 exceptClientId)
{
    socketio::Broadcast receivers = m_namespace.to(socketRoom(message.room));
    if (const auto sender = m_clients.find(exceptClientId); sender != m_clients.end())
        receivers = receivers.except(sender->second->socketId);
    receivers.emitEvent(u"message"_s, socketio::args(toWire(message)));
}

void SocketIoDoor::appendMembers(const QString &room, QList<Person> &members) const
{
    for (const auto &[id, client] : m_clients) {
        if (client->rooms.contains(room))
            members.append(client->person);
    }
}

QList<ClientStatus> SocketIoDoor::clients() const
{
    QList<ClientStatus> clients;
    clients.reserve(static_cast<qsizetype>(m_clients.size()));
    for (const auto &[id, client] : m_clients) {
        const socketio::Socket *socket = socketOf(*client);
        const auto stats = socket ? socket->stats() : std::nullopt;
        if (!stats)
            continue;
        ClientStatus status;
        status.id = id;
        status.name = client->person.name;
        status.address = peerText(socket->handshake().peer);
        status.transport =
            stats->transport == engineio::TransportKind::Polling ? Transport::Polling : Transport::WebSocket;
        status.isSecure = socket->handshake().peer.secure;
        status.engineRevision = static_cast<int>(stats->revision);
        status.room = client->rooms.join(u", "_s);
        status.connectedAt = client->connectedAt;
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
    if (socketio::Socket *socket = socketOf(*found->second))
        socket->disconnect(true);
    return true;
}

socketio::Socket *SocketIoDoor::socketOf(const Client &client) const
{
    return m_namespace.find(client.socketId);
}

} // namespace confab::chat

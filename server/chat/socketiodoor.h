// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/clientstatus.h"
#include "server/socketio/server.h"

#include <memory>
#include <unordered_map>

namespace confab::chat {

/// The chat over Socket.IO (namespace "/"). A bare client is in the lobby under a made-up name and its
/// `message` goes to everybody else there; a client that says `hello` has a name, rooms and what it missed.
/// Thread: the shard's.
class SocketIoDoor final : public Door
{
public:
    SocketIoDoor(ChatService &chat, socketio::Server &server);
    ~SocketIoDoor() override;

    void deliver(const log::Message &message, quint64 exceptClientId) override;
    void appendMembers(const QString &room, QList<Person> &members) const override;

    [[nodiscard]] QList<ClientStatus> clients() const;
    [[nodiscard]] bool disconnectClient(quint64 clientId);

private:
    struct Client;
    struct Greeting;
    using ClientPointer = std::shared_ptr<Client>;

    void connected(socketio::Socket &socket);
    void messageReceived(const ClientPointer &client, const QCborArray &args, socketio::Ack ack);
    void helloReceived(const ClientPointer &client, const QCborArray &args, socketio::Ack ack);
    void renameReceived(const ClientPointer &client, const QCborArray &args, socketio::Ack ack);
    void pageArrived(const std::shared_ptr<Greeting> &greeting, const log::Page &page);
    [[nodiscard]] socketio::Socket *socketOf(const Client &client) const;

    ChatService &m_chat;
    socketio::Namespace &m_namespace;
    std::unordered_map<quint64, ClientPointer> m_clients; ///< by the client's number
};

} // namespace confab::chat

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/clientstatus.h"
#include "server/chat/conversations.h"
#include "server/socketio/server.h"

#include <memory>
#include <unordered_map>

namespace confab::chat {

/// The chat over Socket.IO (namespace "/"). What a client belongs to in the chat are rooms of its socket, so
/// that whatever goes to all of them is encoded once. A client that has lost its connection and comes back is
/// who it was (LogRecovery). Thread: the shard's.
class SocketIoDoor final : public Door
{
public:
    /// All of these outlive it.
    SocketIoDoor(ChatService &chat, Conversations &conversations, socketio::Server &server);
    ~SocketIoDoor() override;

    [[nodiscard]] ToSender deliver(const MessageRun &run) override;
    void announce(const Announcement &announcement) override;

    [[nodiscard]] QList<ClientStatus> clients() const;
    [[nodiscard]] bool disconnectClient(quint64 clientId);

private:
    struct Client
    {
        QString socketId;
        QDateTime connectedAt;
        std::shared_ptr<Conversation> conversation;
    };

    void connected(socketio::Socket &socket);
    [[nodiscard]] Standing standingFor(socketio::Socket &socket) const;
    /// The connected socket of a client; null without one.
    [[nodiscard]] socketio::Socket *socketOf(const Client &client) const;

    ChatService &m_chat;
    Conversations &m_conversations;
    socketio::Namespace &m_namespace;
    std::unordered_map<quint64, Client> m_clients; ///< by the client's number
};

} // namespace confab::chat

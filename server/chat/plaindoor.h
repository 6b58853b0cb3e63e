// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/clientstatus.h"
#include "server/chat/conversations.h"
#include "server/chat/websocketclient.h"
#include "server/net/admission.h"
#include "server/net/timers.h"
#include "server/net/websocketchannel.h"

#include <QList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace confab::chat {

/// The WebSocket at /ws, for anything that can open one: without a subprotocol the lobby as bare text in both
/// directions, with `confab.v1.json` the events of a Conversation. A binary frame closes with 1003. A ping
/// every `pingInterval` finds out who has gone. Thread: the shard's.
class PlainDoor final : public Door
{
public:
    /// All of these outlive it.
    PlainDoor(ChatService &chat, Conversations &conversations, net::Timers &timers, HeartbeatConfig config);
    ~PlainDoor() override;

    /// Makes the admission of a new client, null for one without limits.
    using Admit = std::function<std::unique_ptr<net::Admission>(const net::Peer &peer)>;
    void setAdmit(Admit admit) { m_admit = std::move(admit); }

    /// How long a message of a client may be that sends this request, in bytes; `most` is for what carries
    /// more than a bare text.
    [[nodiscard]] static qint64 messageLimit(const http::RequestHead &head, qint64 most);

    void accept(std::unique_ptr<net::WebSocketChannel> channel);
    [[nodiscard]] ToSender deliver(const MessageRun &run) override;
    void announce(const Announcement &announcement) override;

    [[nodiscard]] qsizetype clientCount() const { return static_cast<qsizetype>(m_clients.size()); }
    [[nodiscard]] QList<ClientStatus> clients() const;
    [[nodiscard]] bool disconnectClient(quint64 clientId);
    /// Closes everybody with 1001.
    void closeAll();

private:
    class BareClient;

    void remove(quint64 clientId);

    ChatService &m_chat;
    Conversations &m_conversations;
    net::Timers &m_timers;
    const HeartbeatConfig m_config;
    Admit m_admit;
    std::unordered_map<quint64, std::unique_ptr<WebSocketClient>> m_clients;
};

} // namespace confab::chat

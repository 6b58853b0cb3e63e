// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/clientstatus.h"
#include "server/net/admission.h"
#include "server/net/timers.h"
#include "server/net/websocketchannel.h"

#include <QList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace confab::chat {

/// The plain WebSocket at /ws: the lobby as bare text in both directions, for anything that can open a
/// WebSocket. A binary frame closes with 1003. A ping every `pingInterval` finds out who has gone. Thread:
/// the shard's.
class PlainDoor final : public Door
{
public:
    struct Config
    {
        std::chrono::milliseconds pingInterval{25000};
        std::chrono::milliseconds pingTimeout{20000};
    };

    PlainDoor(ChatService &chat, net::Timers &timers, Config config);
    ~PlainDoor() override;

    /// Makes the admission of a new client, null for one without limits.
    using Admit = std::function<std::unique_ptr<net::Admission>(const net::Peer &peer)>;
    void setAdmit(Admit admit) { m_admit = std::move(admit); }

    void accept(std::unique_ptr<net::WebSocketChannel> channel);
    void deliver(const log::Message &message, quint64 exceptClientId) override;

    void appendMembers(const QString &room, QList<Person> &members) const override;

    [[nodiscard]] qsizetype clientCount() const { return static_cast<qsizetype>(m_clients.size()); }
    [[nodiscard]] QList<ClientStatus> clients() const;
    [[nodiscard]] bool disconnectClient(quint64 clientId);
    /// Closes everybody with 1001.
    void closeAll();

private:
    class Client;

    void remove(quint64 clientId);

    ChatService &m_chat;
    net::Timers &m_timers;
    const Config m_config;
    Admit m_admit;
    std::unordered_map<quint64, std::unique_ptr<Client>> m_clients;
};

} // namespace confab::chat

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/clientstatus.h"
#include "server/net/admission.h"
#include "server/net/httpexchange.h"
#include "server/net/timers.h"

#include <QList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace confab::chat {

/// Server-sent events at /events?room=: everything that is said in a room, one event a message, for whoever
/// only listens. `id:` is EPOCH-SEQ, so a browser's EventSource resumes by itself where it stopped. Where
/// that cannot be continued an event `gap` comes first, then the newest page. Thread: the shard's.
class EventsDoor final : public Door
{
public:
    /// A comment goes out every `keepAlive`, so that nothing in between takes the silence for the end.
    EventsDoor(ChatService &chat, net::Timers &timers, std::chrono::milliseconds keepAlive);
    ~EventsDoor() override;

    /// Asked for every listener; null means no limits.
    using Admit = std::function<std::unique_ptr<net::Admission>(const net::Peer &peer)>;
    void setAdmit(Admit admit) { m_admit = std::move(admit); }

    void handle(std::unique_ptr<net::HttpExchange> exchange);

    [[nodiscard]] ToSender deliver(const MessageRun &run) override;
    void epochChanged(const QByteArray &epoch) override { m_epoch = epoch; }

    [[nodiscard]] qsizetype clientCount() const { return static_cast<qsizetype>(m_clients.size()); }
    [[nodiscard]] QList<ClientStatus> clients() const;
    [[nodiscard]] bool disconnectClient(quint64 clientId);
    void closeAll();

private:
    struct Client;

    void catchUp(quint64 clientId);
    void pageArrived(quint64 clientId, const log::Page &page);
    void keepAlive();

    ChatService &m_chat;
    net::Timers &m_timers;
    const std::chrono::milliseconds m_keepAlive;
    Admit m_admit;
    QByteArray m_epoch; ///< of what is delivered; known once there is a client
    std::unordered_map<quint64, std::unique_ptr<Client>> m_clients;
    net::Deadline m_nextKeepAlive;
};

} // namespace confab::chat

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/conversation.h"
#include "server/chat/presence.h"
#include "server/net/timers.h"

#include <QStringList>

#include <memory>
#include <unordered_map>

namespace confab::chat {

/// All the conversations of a shard, through whatever door: what the windows of one person have in common,
/// those on other shards included, and who is told of whom. Outlives them. Thread: the shard's.
class Conversations
{
public:
    /// How often others hear that the same person is typing.
    static constexpr std::chrono::seconds typingInterval{3};

    Conversations(ChatService &chat, net::Timers &timers);
    ~Conversations();
    Q_DISABLE_COPY_MOVE(Conversations)

    /// A client that has said nothing yet: in the lobby under a made-up name; the person of `token` when that
    /// can be used.
    [[nodiscard]] static Standing newcomer(const QString &token = {});
    /// Begins to talk with a client. `audienceChanged` may be null; what the client belongs to already it is
    /// not told of.
    [[nodiscard]] std::shared_ptr<Conversation>
    begin(Standing standing, Conversation::AudienceChanged audienceChanged = nullptr);

private:
    friend class Conversation;

    void ended(const Conversation &conversation);
    void membersChanged(const QStringList &rooms);
    void renamed(quint64 clientId, const QString &name);
    /// Whether others are to be told now that this person is typing.
    [[nodiscard]] bool mayType(const QString &personId);
    void typed(const QString &personId);
    [[nodiscard]] Presence &presence() { return m_presence; }

    ChatService &m_chat;
    net::Timers &m_timers;
    Presence m_presence;
    std::unordered_map<quint64, Conversation *> m_conversations; ///< not owned, by their ids
    std::unordered_map<QString, std::chrono::milliseconds> m_typedAt; ///< by person, of the last interval
};

} // namespace confab::chat

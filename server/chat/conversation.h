// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/rules.h"
#include "server/chat/standing.h"
#include "server/log/session.h"

#include <QCborArray>

#include <functional>
#include <memory>

namespace confab::chat {

class ChatService;
class Conversations;

/// One client that talks in events, whatever carries them: `message`, `hello`, `history`, `rename`, `typing`
/// and `presence` (docs/chat-protocol.md). Its door passes on what the client says, and to the client what
/// its audiences get. Thread: the shard's.
class Conversation final : public std::enable_shared_from_this<Conversation>
{
public:
    /// The acknowledgement of an event; called at most once, in this turn or a later one.
    using Answer = std::function<void(const QCborMap &data)>;
    /// Told when the client begins or ceases to belong to an audience of a room.
    using AudienceChanged = std::function<void(Audience audience, const QString &room, bool belongs)>;

    ~Conversation();
    Q_DISABLE_COPY_MOVE(Conversation)

    [[nodiscard]] quint64 id() const { return m_id; }
    [[nodiscard]] const Standing &standing() const { return m_standing; }
    [[nodiscard]] const Person &person() const { return m_standing.person; }
    [[nodiscard]] bool isIn(Audience audience, const QString &room) const
    {
        return m_standing.isIn(audience, room);
    }
    /// Tells the log what this client is, where it can come back. False when the log is overloaded.
    bool note(log::SessionChange::Kind kind);

    /// An event of the client; `answer` is callable also where the client wants none.
    void receive(const QString &event, const QCborArray &args, const Answer &answer);

private:
    friend class Conversations;

    struct Greeting;

    /// Made by Conversations, which outlives it.
    Conversation(ChatService &chat, Conversations &all, quint64 id, Standing standing,
                 AudienceChanged audienceChanged);

    void message(const QCborArray &args, const Answer &answer);
    void hello(const QCborArray &args, const Answer &answer);
    void history(const QCborArray &args, const Answer &answer);
    void rename(const QCborArray &args, const Answer &answer);
    void typing(const QCborArray &args, const Answer &answer);
    void presence(const QCborArray &args, const Answer &answer);

    void greeted(const QString &token, const std::optional<QString> &name, const QStringList &rooms);
    void pageArrived(Greeting &greeting, const log::Page &page);
    void enter(Audience audience, const QString &room);
    void leave(Audience audience, const QString &room);
    void refuse(const Refusal &refusal, const Answer &answer) const;
    /// Whether the client is in the room; refuses otherwise.
    [[nodiscard]] bool requireRoom(const QString &room, const Answer &answer) const;

    ChatService &m_chat;
    Conversations &m_all;
    const quint64 m_id;
    Standing m_standing;
    const AudienceChanged m_audienceChanged;
    quint64 m_greetings = 0; ///< how many `hello` it has said: only the last one counts
    bool m_isChanging = false; ///< the last one has not been answered
};

} // namespace confab::chat

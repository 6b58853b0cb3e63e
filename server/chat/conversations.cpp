// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/conversations.h"

#include "server/chat/rules.h"
#include "server/chat/wire.h"

using namespace Qt::StringLiterals;

namespace confab::chat {

Conversations::Conversations(ChatService &chat, net::Timers &timers)
    : m_chat(chat)
    , m_timers(timers)
    , m_presence(
          timers, [&chat](const QString &room) { return chat.members(room); },
          [&chat](const PresenceChanges &changes) {
              chat.announce({Audience::Watchers, changes.room, u"presence"_s, toWire(changes)});
          })
{ }

Conversations::~Conversations() = default;

Standing Conversations::newcomer(const QString &token)
{
    Standing standing;
    standing.token = isUsableToken(token) ? token : QString();
    standing.person.id = standing.token.isEmpty() ? newPersonId() : personIdOf(token);
    standing.person.name = madeUpName(standing.person.id);
    standing.rooms = QStringList{lobby()};
    standing.audiences[Audience::Members] = {lobby()};
    return standing;
}

std::shared_ptr<Conversation> Conversations::begin(Standing standing,
                                                   Conversation::AudienceChanged audienceChanged)
{
    if (!standing.token.isEmpty()) {
        if (const QString name = nameOf(standing.person.id); !name.isEmpty())
            standing.person.name = name;
    }
    const std::shared_ptr<Conversation> conversation(new Conversation(
        m_chat, *this, m_chat.nextClientId(), std::move(standing), std::move(audienceChanged)));
    m_conversations.emplace(conversation->id(), conversation.get());
    for (const QString &room : conversation->standing().audiences.value(Audience::Watchers))
        m_presence.watch(room);
    membersChanged(conversation->standing().rooms);
    return conversation;
}

void Conversations::ended(const Conversation &conversation)
{
    m_conversations.erase(conversation.id());
    for (const QString &room : conversation.standing().audiences.value(Audience::Watchers))
        m_presence.unwatch(room);
    membersChanged(conversation.standing().rooms);
}

void Conversations::membersChanged(const QStringList &rooms)
{
    for (const QString &room : rooms)
        m_presence.changed(room);
}

QString Conversations::nameOf(const QString &personId) const
{
    for (const auto &[id, conversation] : m_conversations) {
        if (conversation->person().id == personId)
            return conversation->person().name;
    }
    return {};
}

void Conversations::rename(const QString &personId, const QString &name)
{
    for (const auto &[id, conversation] : m_conversations) {
        if (conversation->person().id != personId)
            continue;
        conversation->m_standing.person.name = name;
        membersChanged(conversation->standing().rooms);
    }
}

bool Conversations::mayType(const QString &personId)
{
    const auto now = m_timers.now();
    std::erase_if(m_typedAt, [now](const auto &entry) { return entry.second + typingInterval <= now; });
    return m_typedAt.try_emplace(personId, now).second;
}

} // namespace confab::chat

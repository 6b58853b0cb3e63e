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
          timers, [&chat](const QString &room) { return chat.roster().members(room); },
          [&chat](const PresenceChanges &changes) {
              chat.announce({Audience::Watchers, changes.room, u"presence"_s, toWire(changes)});
          })
{
    chat.roster().setRoomsWatcher([this](const QStringList &rooms) { membersChanged(rooms); });
    chat.roster().setNamesWatcher([this](quint64 clientId, const QString &name) { renamed(clientId, name); });
    chat.setTypingWatcher([this](const log::Ephemeral &typing) { typed(typing.personId); });
}

Conversations::~Conversations()
{
    m_chat.roster().setRoomsWatcher(nullptr);
    m_chat.roster().setNamesWatcher(nullptr);
    m_chat.setTypingWatcher(nullptr);
}

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
    const std::shared_ptr<Conversation> conversation(new Conversation(
        m_chat, *this, m_chat.nextClientId(), std::move(standing), std::move(audienceChanged)));
    m_conversations.emplace(conversation->id(), conversation.get());
    Standing &known = conversation->m_standing;
    for (const QString &room : known.audiences.value(Audience::Watchers))
        m_presence.watch(room);
    known.person.name = m_chat.roster().enter(conversation->id(), known.person, known.rooms);
    return conversation;
}

void Conversations::ended(const Conversation &conversation)
{
    m_conversations.erase(conversation.id());
    for (const QString &room : conversation.standing().audiences.value(Audience::Watchers))
        m_presence.unwatch(room);
    m_chat.roster().leave(conversation.id(), conversation.person().id);
}

void Conversations::membersChanged(const QStringList &rooms)
{
    for (const QString &room : rooms)
        m_presence.changed(room);
}

void Conversations::renamed(quint64 clientId, const QString &name)
{
    const auto found = m_conversations.find(clientId);
    if (found == m_conversations.end())
        return;
    found->second->m_standing.person.name = name;
    (void)found->second->note(log::SessionChange::Kind::Changed);
}

bool Conversations::mayType(const QString &personId)
{
    const auto now = m_timers.now();
    std::erase_if(m_typedAt, [now](const auto &entry) { return entry.second + typingInterval <= now; });
    return m_typedAt.try_emplace(personId, now).second;
}

void Conversations::typed(const QString &personId)
{
    if (!m_chat.news().isAlone())
        (void)mayType(personId); // on another shard they may not, either
}

} // namespace confab::chat

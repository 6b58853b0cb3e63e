// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/conversation.h"

#include "server/chat/conversations.h"
#include "server/chat/logrecovery.h"
#include "server/chat/wire.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logConversation, "confab.chat.conversation", QtInfoMsg)

constexpr int helloPage = 50;

Refusal overloaded() { return Refusal{u"storage"_s, u"The server is overloaded, try again."_s}; }

} // namespace

/// A `hello` that waits for its pages.
struct Conversation::Greeting
{
    quint64 number = 0;
    qsizetype missing = 0;
    QByteArray epoch;
    QCborArray rooms;
    Answer answer;
};

Conversation::Conversation(ChatService &chat, Conversations &all, quint64 id, Standing standing,
                           AudienceChanged audienceChanged)
    : m_chat(chat)
    , m_all(all)
    , m_id(id)
    , m_standing(std::move(standing))
    , m_audienceChanged(std::move(audienceChanged))
{ }

Conversation::~Conversation() { m_all.ended(*this); }

bool Conversation::note(log::SessionChange::Kind kind)
{
    using Kind = log::SessionChange::Kind;
    if (m_standing.session.isEmpty() || (kind == Kind::Changed && m_isChanging))
        return true;
    return m_chat.note({kind, sessionOf(m_standing), 0});
}

void Conversation::receive(const QString &event, const QCborArray &args, const Answer &answer)
{
    using Handler = void (Conversation::*)(const QCborArray &, const Answer &);
    static const QHash<QString, Handler> handlers{
        {u"message"_s, &Conversation::message}, {u"hello"_s, &Conversation::hello},
        {u"history"_s, &Conversation::history}, {u"rename"_s, &Conversation::rename},
        {u"typing"_s, &Conversation::typing},   {u"presence"_s, &Conversation::presence},
    };
    if (const Handler handler = handlers.value(event, nullptr))
        (this->*handler)(args, answer);
    else
        refuse(Refusal{u"unknown_event"_s, u"The chat does not know this event."_s}, answer);
}

void Conversation::message(const QCborArray &args, const Answer &answer)
{
    auto request = parseMessage(args);
    if (!request) {
        refuse(request.error(), answer);
        return;
    }
    if (!requireRoom(request->room, answer))
        return;
    log::Draft draft;
    draft.room = request->room;
    draft.personId = person().id;
    draft.personName = person().name;
    draft.id = request->id;
    draft.text = request->text;
    draft.clientId = m_id;
    draft.session = m_standing.session.number;
    if (!m_chat.post(std::move(draft), [answer](const log::Outcome &outcome) { answer(toWire(outcome)); }))
        refuse(overloaded(), answer);
}

void Conversation::hello(const QCborArray &args, const Answer &answer)
{
    const auto hello = parseHello(args);
    if (!hello) {
        refuse(hello.error(), answer);
        return;
    }
    if (!note(log::SessionChange::Kind::Changing)) {
        refuse(overloaded(), answer);
        return;
    }
    m_isChanging = true;
    const auto greeting = std::make_shared<Greeting>();
    greeting->number = ++m_greetings;
    greeting->missing = hello->rooms.size();
    greeting->answer = answer;
    for (const QString &room : hello->rooms) {
        log::Query query = hello->since.value(room);
        query.room = room;
        query.limit = helloPage;
        const auto arrived = [weak = weak_from_this(), greeting](const log::Page &page) {
            if (const auto self = weak.lock())
                self->pageArrived(*greeting, page);
        };
        if (!m_chat.read(std::move(query), arrived)) {
            ++m_greetings; // pages that still come are of no greeting any more
            refuse(overloaded(), answer);
            return;
        }
    }
    QString token = hello->token.value_or(m_standing.token);
    if (token.isEmpty() && !m_standing.hasHiddenToken)
        token = newToken(); // from now on this is somebody who can come back
    greeted(token, hello->name, hello->rooms);
}

void Conversation::greeted(const QString &token, const std::optional<QString> &name, const QStringList &rooms)
{
    const QStringList before = std::exchange(m_standing.rooms, rooms);
    for (const QString &room : before) {
        if (rooms.contains(room))
            continue;
        for (const auto audience : {Audience::Members, Audience::Greeted, Audience::Watchers})
            leave(audience, room);
    }
    m_standing.token = token;
    m_standing.hasHiddenToken = token.isEmpty();
    const QString id = token.isEmpty() ? person().id : personIdOf(token);
    Roster &roster = m_chat.roster();
    if (id != person().id)
        roster.leave(m_id, person().id);
    m_standing.person.id = id;
    // As in another window, or in this one since the last `hello`.
    m_standing.person.name = roster.enter(m_id, {id, madeUpName(id)}, rooms);
    if (name)
        roster.rename(id, *name);
}

void Conversation::pageArrived(Greeting &greeting, const log::Page &page)
{
    if (m_greetings != greeting.number)
        return;
    // In order with the messages: what the page does not have is broadcast from now on.
    enter(Audience::Members, page.room);
    enter(Audience::Greeted, page.room);
    greeting.epoch = page.epoch;
    greeting.rooms.append(toWire(page, m_chat.roster().members(page.room)));
    if (--greeting.missing > 0)
        return;
    m_isChanging = false;
    (void)note(log::SessionChange::Kind::Changed); // it starts anew, then
    QCborMap answered{
        {u"ok"_s, true},
        {u"you"_s, toWire(person())},
        {u"epoch"_s, QString::fromLatin1(greeting.epoch)},
        {u"rooms"_s, greeting.rooms},
    };
    if (!m_standing.token.isEmpty())
        answered.insert(u"token"_s, m_standing.token);
    greeting.answer(answered);
}

void Conversation::history(const QCborArray &args, const Answer &answer)
{
    auto query = parseHistory(args);
    if (!query) {
        refuse(query.error(), answer);
        return;
    }
    if (!requireRoom(query->room, answer))
        return;
    if (!m_chat.read(*std::move(query), [answer](const log::Page &page) { answer(historyToWire(page)); }))
        refuse(overloaded(), answer);
}

void Conversation::rename(const QCborArray &args, const Answer &answer)
{
    const auto name = parseRename(args);
    if (!name) {
        refuse(name.error(), answer);
        return;
    }
    m_chat.roster().rename(person().id, *name);
    answer(QCborMap{{u"ok"_s, true}, {u"you"_s, toWire(person())}});
}

void Conversation::typing(const QCborArray &args, const Answer &answer)
{
    const auto room = parseTyping(args);
    if (!room) {
        refuse(room.error(), answer);
        return;
    }
    if (!requireRoom(*room, answer))
        return;
    if (m_all.mayType(person().id)) {
        log::Ephemeral typing;
        typing.room = *room;
        typing.personId = person().id;
        typing.personName = person().name;
        typing.clientId = m_id;
        if (!m_chat.type(std::move(typing))) {
            refuse(overloaded(), answer);
            return;
        }
    }
    answer(QCborMap{{u"ok"_s, true}});
}

void Conversation::presence(const QCborArray &args, const Answer &answer)
{
    const auto request = parsePresence(args);
    if (!request) {
        refuse(request.error(), answer);
        return;
    }
    if (!requireRoom(request->room, answer))
        return;
    if (request->isOn)
        enter(Audience::Watchers, request->room);
    else
        leave(Audience::Watchers, request->room);
    (void)note(log::SessionChange::Kind::Changed);
    QCborMap answered = rosterToWire(request->room, m_chat.roster().members(request->room));
    answered.insert(u"ok"_s, true);
    answer(answered);
}

void Conversation::enter(Audience audience, const QString &room)
{
    if (!m_standing.audiences[audience].insert(room).second)
        return;
    if (audience == Audience::Watchers)
        m_all.presence().watch(room);
    if (audience == Audience::Members && !m_standing.session.isEmpty())
        m_standing.since.insert(room, m_chat.newest().position);
    if (m_audienceChanged)
        m_audienceChanged(audience, room, true);
}

void Conversation::leave(Audience audience, const QString &room)
{
    if (!m_standing.audiences[audience].erase(room))
        return;
    if (audience == Audience::Watchers)
        m_all.presence().unwatch(room);
    if (audience == Audience::Members)
        m_standing.since.remove(room);
    if (m_audienceChanged)
        m_audienceChanged(audience, room, false);
}

void Conversation::refuse(const Refusal &refusal, const Answer &answer) const
{
    // Where nobody waits for an answer the refusal is at least in the log.
    qCInfo(logConversation) << "client" << m_id << "refused:" << refusal.error << refusal.detail;
    answer(toWire(refusal));
}

bool Conversation::requireRoom(const QString &room, const Answer &answer) const
{
    if (m_standing.rooms.contains(room))
        return true;
    refuse(Refusal{u"no_room"_s, u"Join the room with hello first."_s}, answer);
    return false;
}

} // namespace confab::chat

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/chatservice.h"

#include "server/chat/wire.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace confab::chat {

ChatService::ChatService(log::MessageLog &log, quint16 shard)
    : m_log(log)
    , m_events(log::Events::unbounded, [this](std::vector<log::Event> &&events) { take(std::move(events)); })
    , m_lastTicket(quint64(shard) << 48)
    , m_lastClientId(quint64(shard) << 48)
{
    m_log.subscribe(&m_events);
}

QList<Person> ChatService::members(const QString &room) const
{
    QList<Person> members;
    for (const Door *door : m_doors)
        door->appendMembers(room, members);
    QSet<QString> seen;
    members.removeIf([&seen](const Person &person) {
        if (seen.contains(person.id))
            return true;
        seen.insert(person.id);
        return false;
    });
    return members;
}

bool ChatService::post(log::Draft draft, Stored done)
{
    draft.ticket = ++m_lastTicket;
    const quint64 ticket = draft.ticket;
    if (!m_log.append(std::move(draft)))
        return false;
    if (done)
        m_posts.emplace(ticket, std::move(done));
    return true;
}

bool ChatService::read(log::Query query, Read done)
{
    query.ticket = ++m_lastTicket;
    const quint64 ticket = query.ticket;
    if (!m_log.read(std::move(query), &m_events))
        return false;
    m_reads.emplace(ticket, std::move(done));
    return true;
}

void ChatService::announce(const Announcement &announcement)
{
    for (Door *door : m_doors)
        door->announce(announcement);
}

void ChatService::take(std::vector<log::Event> &&events)
{
    for (const log::Event &event : events) {
        if (const auto *outcome = std::get_if<log::Outcome>(&event)) {
            takeOutcome(*outcome);
        } else if (const auto *page = std::get_if<log::Page>(&event)) {
            if (auto waiting = m_reads.extract(page->ticket))
                waiting.mapped()(*page);
        } else if (const auto *typing = std::get_if<log::Ephemeral>(&event)) {
            announce({Audience::Greeted, typing->room, u"typing"_s, toWire(*typing), typing->clientId, true});
        } else {
            for (Door *door : m_doors)
                door->epochChanged(std::get<log::LogState>(event).epoch);
        }
    }
    m_log.taken(events);
}

void ChatService::takeOutcome(const log::Outcome &outcome)
{
    if (outcome.kind == log::Outcome::Kind::Stored) {
        for (Door *door : m_doors)
            door->deliver(outcome.message, outcome.clientId);
        if (m_watcher)
            m_watcher(outcome.message, outcome.clientId);
    }
    if (auto waiting = m_posts.extract(outcome.ticket))
        waiting.mapped()(outcome);
}

} // namespace confab::chat

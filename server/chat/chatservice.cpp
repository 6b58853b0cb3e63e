// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/chatservice.h"

#include "server/chat/wire.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::chat {

quint16 ChatService::shardOf(quint64 clientId, quint16 shards)
{
    return static_cast<quint16>((clientId - 1) % shards);
}

ChatService::ChatService(log::MessageLog &log, net::Timers &timers, log::ShardPlace place)
    : m_log(log)
    , m_events(log::Events::unbounded, [this](std::vector<log::Event> &&events) { take(std::move(events)); })
    , m_news(log, m_events, timers, place)
    , m_roster(m_news)
    , m_lastTicket(quint64(place.index) << 48)
    , m_nextClientId(place.index + 1U)
{
    Q_ASSERT(place.index < place.count);
    m_log.subscribe(&m_events);
}

bool ChatService::post(log::Draft draft, Stored done)
{
    draft.ticket = ++m_lastTicket;
    const quint64 ticket = draft.ticket;
    if (!m_log.append(std::move(draft), net::Wake::Later))
        return false;
    handOverLater();
    if (done)
        m_posts.emplace(ticket, std::move(done));
    return true;
}

/// What clients say in one turn is one commit, comes back together and leaves together: a burst costs one
/// sync and one call for each receiver. Were the log woken by the first message, that one would go alone.
void ChatService::handOverLater()
{
    if (std::exchange(m_isHandingOver, true))
        return;
    QMetaObject::invokeMethod(
        &m_turn,
        [this] {
            m_isHandingOver = false;
            m_log.wakeUp();
        },
        Qt::QueuedConnection);
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

bool ChatService::recover(log::RecoveryQuery query, Recover done)
{
    query.ticket = ++m_lastTicket;
    const quint64 ticket = query.ticket;
    if (!m_log.recover(std::move(query), &m_events))
        return false;
    m_recoveries.emplace(ticket, std::move(done));
    return true;
}

void ChatService::announce(const Announcement &announcement)
{
    for (Door *door : m_doors)
        door->announce(announcement);
}

void ChatService::take(std::vector<log::Event> &&events)
{
    std::span<const log::Event> rest(events);
    while (!rest.empty()) {
        const MessageRun run(rest);
        if (run.isEmpty())
            takeOther(rest.front());
        else
            deliver(run);
        rest = rest.subspan(std::max<std::size_t>(run.size(), 1));
    }
    m_log.taken(events);
}

/// Of every client's own sequence nothing changes by sending it all at once: who sent none of the run has
/// nothing to wait for, and who did gets the others' messages before and behind its acknowledgements.
void ChatService::deliver(const MessageRun &run)
{
    for (std::size_t i = 0; i < run.size(); ++i) {
        if (run.at(i).message.position != 0)
            m_newest = {run.at(i).epoch, run.at(i).message.position};
    }
    std::vector<Door::ToSender> doors;
    for (Door *door : m_doors) {
        if (auto toSender = door->deliver(run))
            doors.push_back(std::move(toSender));
    }
    std::unordered_map<quint64, std::size_t> reached; // by sender: what it has of the run
    const auto catchUp = [&](quint64 clientId, std::size_t to) {
        std::size_t &from = reached[clientId];
        for (const Door::ToSender &toSender : doors) {
            if (from < to)
                toSender(clientId, from, to);
        }
        from = to + 1; // its own it does not get
    };
    for (std::size_t i = 0; i < run.size(); ++i) {
        const log::Outcome &outcome = run.at(i);
        if (outcome.clientId != 0)
            catchUp(outcome.clientId, i);
        if (m_watcher)
            m_watcher(outcome.message, outcome.clientId);
        tellSender(outcome);
    }
    for (const quint64 sender : run.senders())
        catchUp(sender, run.size());
}

void ChatService::tellSender(const log::Outcome &outcome)
{
    if (auto waiting = m_posts.extract(outcome.ticket))
        waiting.mapped()(outcome);
}

void ChatService::takeOther(const log::Event &event)
{
    if (const auto *outcome = std::get_if<log::Outcome>(&event)) {
        tellSender(*outcome); // nothing new
    } else if (const auto *page = std::get_if<log::Page>(&event)) {
        if (auto waiting = m_reads.extract(page->ticket))
            waiting.mapped()(*page);
    } else if (const auto *recovered = std::get_if<log::Recovered>(&event)) {
        if (auto waiting = m_recoveries.extract(recovered->ticket))
            waiting.mapped()(*recovered);
    } else if (const auto *typing = std::get_if<log::Ephemeral>(&event)) {
        announce({Audience::Greeted, typing->room, u"typing"_s, toWire(*typing), typing->clientId, true});
        if (m_typed)
            m_typed(*typing);
    } else if (const auto *news = std::get_if<std::shared_ptr<const log::News>>(&event)) {
        m_news.take(**news);
    } else {
        m_newest = {};
        for (Door *door : m_doors)
            door->epochChanged(std::get<log::LogState>(event).epoch);
    }
}

} // namespace confab::chat

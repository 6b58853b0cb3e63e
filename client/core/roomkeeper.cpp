// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/roomkeeper.h"

#include <algorithm>

namespace confab::client {

RoomKeeper::RoomKeeper(Timers &timers)
    : m_next(timers)
{ }

void RoomKeeper::setStore(std::shared_ptr<ClientStore> store, std::function<void()> problemChanged)
{
    m_store = std::move(store);
    m_problemChanged = std::move(problemChanged);
}

SavedRoom RoomKeeper::open(const RoomAddress &room)
{
    close();
    if (!m_store)
        return {};
    m_room = room;
    auto saved = m_store->load(room);
    if (!saved) {
        setProblem(saved.error());
        return {};
    }
    setProblem(std::nullopt);
    m_bookmark = saved->bookmark;
    for (const OutboxEntry &entry : std::as_const(saved->outbox))
        m_held.insert(entry.message.localId);
    return std::move(saved).value();
}

void RoomKeeper::close()
{
    if (!m_room)
        return;
    flush();
    m_next.cancel();
    m_store->release(m_held.values());
    m_held.clear();
    m_pending = {};
    m_bookmark = {};
    m_room.reset();
}

void RoomKeeper::queue(const QList<OutboxEntry> &entries)
{
    if (!m_room || entries.isEmpty())
        return;
    for (const OutboxEntry &entry : entries)
        take(entry);
    flush();
}

void RoomKeeper::take(const OutboxEntry &entry)
{
    const QString &localId = entry.message.localId;
    m_held.insert(localId);
    m_pending.unqueued.removeAll(localId);
    const auto known = std::find_if(m_pending.queued.begin(), m_pending.queued.end(),
                                    [&](const OutboxEntry &e) { return e.message.localId == localId; });
    if (known == m_pending.queued.end())
        m_pending.queued.append(entry);
    else
        *known = entry;
}

void RoomKeeper::unqueue(const QStringList &localIds)
{
    if (!m_room || localIds.isEmpty())
        return;
    for (const QString &localId : localIds) {
        m_held.remove(localId);
        m_pending.queued.removeIf([&](const OutboxEntry &e) { return e.message.localId == localId; });
        if (!m_pending.unqueued.contains(localId))
            m_pending.unqueued.append(localId);
    }
    flush();
}

void RoomKeeper::settle(const QList<ChatMessage> &messages, const Bookmark &bookmark)
{
    if (!m_room)
        return;
    for (const ChatMessage &message : messages) {
        if (m_held.remove(message.localId)) {
            m_pending.queued.removeIf(
                [&](const OutboxEntry &e) { return e.message.localId == message.localId; });
            m_pending.unqueued.append(message.localId);
        }
        if (message.seq == 0 || message.text.size() > ClientStore::longestText)
            continue;
        m_pending.history.removeIf([&](const ChatMessage &m) { return m.localId == message.localId; });
        m_pending.history.append(message);
    }
    if (m_pending.history.size() > ClientStore::historyLimit) { // the newest are kept, whenever they came
        std::sort(m_pending.history.begin(), m_pending.history.end(),
                  [](const ChatMessage &a, const ChatMessage &b) { return a.seq < b.seq; });
        m_pending.history.remove(0, m_pending.history.size() - ClientStore::historyLimit);
    }
    if (bookmark != m_bookmark)
        m_pending.bookmark = m_bookmark = bookmark;
    if (!m_pending.isEmpty())
        flushSoon();
}

void RoomKeeper::closeGap(const QString &localId)
{
    if (!m_room)
        return;
    for (ChatMessage &message : m_pending.history) {
        if (message.localId == localId)
            message.gapBefore = false;
    }
    m_pending.closedGaps.append(localId);
    flushSoon();
}

void RoomKeeper::flushSoon()
{
    if (!m_next.isActive())
        m_next.set(m_problem ? std::chrono::milliseconds(retryTime) : gatherTime, [this] { flush(); });
}

void RoomKeeper::flush()
{
    m_next.cancel();
    if (!m_room || m_pending.isEmpty())
        return;
    const std::optional<StoreProblem> problem = m_store->save(*m_room, m_pending);
    if (!problem)
        m_pending = {};
    setProblem(problem);
    if (problem)
        flushSoon();
}

void RoomKeeper::setProblem(const std::optional<StoreProblem> &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    if (m_problemChanged)
        m_problemChanged();
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/memorystore.h"

#include "server/log/epoch.h"
#include "server/log/pagerange.h"
#include "server/log/words.h"

#include <algorithm>

namespace confab::log {

namespace {

/// What a message takes, about: its texts twice over (the key holds two of them) and the nodes around them.
size_t sizeOf(const Message &message)
{
    constexpr size_t nodes = 400;
    const qsizetype characters =
        message.personName.size() + message.text.size() + 2 * (message.personId.size() + message.id.size());
    return nodes + 2 * static_cast<size_t>(characters) + static_cast<size_t>(message.files.size());
}

/// Whether each of `words` begins a word of the text.
bool hasWords(const Message &message, const QStringList &words)
{
    const QStringList its = searchWords(message.text);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return std::any_of(its.begin(), its.end(),
                           [&](const QString &other) { return other.startsWith(word); });
    });
}

} // namespace

MemoryStore::MemoryStore()
    : MemoryStore(Bounds{})
{ }

MemoryStore::MemoryStore(Bounds bounds)
    : m_epoch(randomEpoch())
    , m_bounds{std::max<size_t>(bounds.messagesPerRoom, 1), bounds.bytes, bounds.rooms}
{ }

Result<std::vector<Outcome>, StoreError> MemoryStore::append(const std::vector<Draft> &drafts, qint64 at)
{
    std::vector<Outcome> outcomes;
    outcomes.reserve(drafts.size());
    for (const Draft &draft : drafts)
        outcomes.push_back(appendOne(draft, at));
    return outcomes;
}

Outcome MemoryStore::appendOne(const Draft &draft, qint64 at)
{
    const Key key{draft.personId, draft.id};
    if (const auto known = m_places.constFind(key); known != m_places.cend()) {
        const Room &room = m_rooms[known->first];
        const Message &message = room.messages[static_cast<size_t>(known->second - room.oldest())];
        return outcomeOf(Outcome::Kind::Duplicate, draft, message);
    }
    if (m_rooms.size() >= m_bounds.rooms && !m_rooms.contains(draft.room))
        return outcomeOf(Outcome::Kind::Failed, draft, messageOf(draft, 0, at));
    Room &room = m_rooms[draft.room];
    Message message = messageOf(draft, ++room.head, at);
    message.position = ++m_position;
    room.bytes += sizeOf(message);
    m_bytes += sizeOf(message);
    room.messages.push_back(message);
    m_places.insert(key, {draft.room, message.seq});
    if (room.messages.size() > m_bounds.messagesPerRoom)
        forgetOldest(room);
    if (m_bytes > m_bounds.bytes)
        giveWay();
    return outcomeOf(Outcome::Kind::Stored, draft, std::move(message));
}

void MemoryStore::forgetOldest(Room &room)
{
    const Message &oldest = room.messages.front();
    const size_t size = sizeOf(oldest);
    m_bytes -= size;
    room.bytes -= size;
    m_places.remove(Key{oldest.personId, oldest.id});
    room.forgotten = oldest.position;
    room.messages.pop_front();
}

void MemoryStore::giveWay()
{
    Room &largest = *std::max_element(m_rooms.begin(), m_rooms.end(),
                                      [](const Room &a, const Room &b) { return a.bytes < b.bytes; });
    // A quarter at once: the search for the room is paid for by many messages. The newest message stays.
    const size_t target = m_bounds.bytes - m_bounds.bytes / 4;
    const size_t share = largest.bytes - largest.bytes / 4;
    while (largest.messages.size() > 1 && m_bytes > target
           && (largest.bytes > share || m_bytes > m_bounds.bytes))
        forgetOldest(largest);
}

Result<Page, StoreError> MemoryStore::read(const Query &query)
{
    const auto found = m_rooms.constFind(query.room);
    static const Room noRoom;
    const Room &room = found == m_rooms.cend() ? noRoom : *found;
    const PageRange range = pageRange(query, m_epoch, room.head, room.oldest());
    Page page = emptyPage(query, m_epoch, room.head, room.oldest());
    const QStringList words = searchWords(query.words);
    const bool isSearch = query.kind == Query::Kind::Search;
    if (!isSearch || !words.isEmpty()) {
        const quint64 first = std::max(range.after + 1, room.oldest());
        const auto wanted = static_cast<size_t>(range.limit) + 1;
        for (quint64 i = 0; first + i < range.before && page.messages.size() < wanted; ++i) {
            const quint64 seq = range.isNewestFirst ? range.before - 1 - i : first + i;
            const Message &message = room.messages[static_cast<size_t>(seq - room.oldest())];
            if (range.isMessagesOnly && message.kind != EventKind::Message)
                continue;
            if (!isSearch || hasWords(message, words))
                page.messages.push_back(message);
        }
        if (range.isNewestFirst)
            std::reverse(page.messages.begin(), page.messages.end());
    }
    finishPage(page, query, range);
    return page;
}

Result<std::optional<Message>, StoreError> MemoryStore::find(const QString &personId, const QString &id)
{
    const auto known = m_places.constFind(Key{personId, id});
    if (known == m_places.cend())
        return std::optional<Message>();
    const Room &room = m_rooms[known->first];
    return std::optional(room.messages[static_cast<size_t>(known->second - room.oldest())]);
}

Result<bool, StoreError> MemoryStore::forget(const Retention &retention, qint64 now, int batch)
{
    int left = batch;
    for (Room &room : m_rooms) {
        const auto isTooMany = [&] {
            return retention.keepPerRoom > 0 && room.messages.size() > retention.keepPerRoom;
        };
        const auto isTooOld = [&] {
            return retention.keepMs > 0 && room.messages.front().at < now - retention.keepMs;
        };
        while (!room.messages.empty() && (isTooMany() || isTooOld())) {
            if (left-- == 0)
                return true;
            forgetOldest(room);
        }
    }
    return false;
}

bool MemoryStore::note(SessionChange change)
{
    using Kind = SessionChange::Kind;
    const QByteArray key = change.session.key;
    const auto kept = m_sessions.find(key);
    const bool isLost = kept != m_sessions.end() && kept->lostAt != 0;
    switch (change.kind) {
    case Kind::Opened:
    case Kind::Changed:
        m_sessions.insert(key, {std::move(change.session), 0});
        break;
    case Kind::Lost:
        if (kept == m_sessions.end() || isLost)
            return false;
        if (m_lost >= Session::mostLost) {
            m_sessions.erase(kept);
            return false;
        }
        kept->lostAt = change.at;
        ++m_lost;
        return false;
    case Kind::Changing:
    case Kind::Left:
        m_sessions.remove(key);
        break;
    }
    m_lost -= isLost ? 1 : 0;
    return false;
}

Result<bool, StoreError> MemoryStore::keepSessions(qint64 now, int)
{
    if (m_lost > 0) {
        m_lost -= m_sessions.removeIf([now](QHash<QByteArray, KeptSession>::iterator kept) {
            return kept->lostAt != 0 && kept->lostAt + Session::keptForMs < now;
        });
    }
    return false;
}

Result<Recovered, StoreError> MemoryStore::recover(const RecoveryQuery &query, qint64 now)
{
    Recovered answer{query.ticket, m_epoch, {}, {}};
    const auto kept = m_sessions.find(query.key);
    if (kept == m_sessions.end() || kept->lostAt == 0)
        return answer;
    --m_lost;
    MissedMessages missed(query);
    if (kept->lostAt + Session::keptForMs < now || !missed.canBegin(m_epoch, m_position)
        || !gather(missed, kept->session)) {
        m_sessions.erase(kept);
        return answer;
    }
    kept->lostAt = 0;
    answer.session = kept->session;
    answer.missed = std::move(missed).inOrder();
    return answer;
}

bool MemoryStore::gather(MissedMessages &missed, const Session &session) const
{
    for (const Membership &membership : session.rooms) {
        const auto room = m_rooms.constFind(membership.room);
        if (room == m_rooms.cend())
            continue;
        const quint64 begin = missed.beginIn(membership);
        if (room->forgotten > begin)
            return false;
        const auto &messages = room->messages;
        for (auto message = messages.rbegin(); message != messages.rend() && message->position > begin;
             ++message) {
            if (message->kind == EventKind::Message && !missed.add(*message))
                return false;
        }
    }
    return true;
}

} // namespace confab::log

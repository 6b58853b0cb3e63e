// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/memorystore.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace confab::log {

namespace {
QByteArray randomEpoch()
{
    std::array<quint32, 3> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}
} // namespace

MemoryStore::MemoryStore(size_t messagesPerRoom)
    : m_epoch(randomEpoch())
    , m_messagesPerRoom(std::max<size_t>(messagesPerRoom, 1))
{ }

std::vector<Outcome> MemoryStore::append(std::vector<Draft> &&drafts, qint64 at)
{
    std::vector<Outcome> outcomes;
    outcomes.reserve(drafts.size());
    for (Draft &draft : drafts)
        outcomes.push_back(appendOne(std::move(draft), at));
    return outcomes;
}

Outcome MemoryStore::appendOne(Draft &&draft, qint64 at)
{
    Room &room = m_rooms[draft.room];
    const Key key{draft.personId, draft.id};
    if (const auto known = room.seqByKey.constFind(key); known != room.seqByKey.cend()) {
        const quint64 first = room.messages.front().seq;
        const Message &message = room.messages[static_cast<size_t>(*known - first)];
        return Outcome{Outcome::Kind::Duplicate, draft.ticket, draft.clientId, message};
    }
    Message message{++room.head,      at,       draft.room,           draft.personId,
                    draft.personName, draft.id, std::move(draft.text)};
    room.messages.push_back(message);
    room.seqByKey.insert(key, message.seq);
    if (room.messages.size() > m_messagesPerRoom) {
        const Message &oldest = room.messages.front();
        room.seqByKey.remove(Key{oldest.personId, oldest.id});
        room.messages.pop_front();
    }
    return Outcome{Outcome::Kind::Stored, draft.ticket, draft.clientId, std::move(message)};
}

Page MemoryStore::read(const Query &query) const
{
    Page page{query.ticket, query.room, m_epoch, 0, {}, false};
    const bool hasCursor = !query.epoch.isEmpty();
    const auto found = m_rooms.constFind(query.room);
    const quint64 head = found == m_rooms.cend() ? 0 : found->head;
    page.head = head;
    const bool cursorIsOurs = hasCursor && query.epoch == m_epoch && query.after <= head;
    if (head == 0) {
        page.gap = hasCursor && !cursorIsOurs;
        return page;
    }
    const auto &messages = found->messages;
    const quint64 first = messages.front().seq;
    const auto limit = static_cast<quint64>(std::max(query.limit, 0));
    quint64 from = head >= limit ? head - limit + 1 : 1;
    if (cursorIsOurs)
        from = std::max(from, query.after + 1);
    from = std::max(from, first);
    page.gap = hasCursor && (!cursorIsOurs || from > query.after + 1);
    for (quint64 seq = from; seq <= head; ++seq)
        page.messages.push_back(messages[static_cast<size_t>(seq - first)]);
    return page;
}

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/timeline.h"

#include <algorithm>

namespace confab::client {

using namespace Qt::StringLiterals;

void Timeline::restore(const Bookmark &bookmark, const QList<ChatMessage> &history)
{
    clear();
    addOwnIdentity(bookmark.ownId);
    m_epoch = bookmark.epoch;
    m_cursor = m_highest = bookmark.seq;
    m_offset = bookmark.base;
    m_gap = bookmark.gap;
    quint64 last = 0;
    for (const ChatMessage &message : history) {
        if (message.seq <= m_offset || message.seq - m_offset > m_cursor)
            continue; // of an earlier epoch, or ahead of what is complete
        const quint64 seq = message.seq - m_offset;
        if (m_from == 0 || message.gapBefore) {
            if (m_from > 0)
                m_known.add(m_from, last);
            m_from = seq;
        }
        last = seq;
    }
    if (m_from > 0)
        m_known.add(m_from, m_cursor);
}

Bookmark Timeline::bookmark() const { return {m_epoch, m_cursor, m_offset, m_gap, m_ownId}; }

void Timeline::addOwnIdentity(const QString &id)
{
    if (id.isEmpty())
        return;
    m_ownIds.insert(id);
    m_ownId = id;
}

void Timeline::setEpoch(const QString &epoch)
{
    if (epoch == m_epoch)
        return;
    m_epoch = epoch;
    m_offset += m_highest;
    m_gap = m_gap || m_offset > 0;
    m_cursor = m_highest = m_from = m_first = 0;
    m_ahead.clear();
    m_known.clear();
}

std::optional<Cursor> Timeline::cursor() const
{
    if (m_epoch.isEmpty())
        return std::nullopt;
    return Cursor{m_epoch, m_cursor};
}

ChatMessage Timeline::place(const ServerMessage &message, const QDateTime &now)
{
    ChatMessage placed;
    placed.own = m_ownIds.contains(message.senderId);
    if (!message.id.isEmpty()) // a slash is in no id that we make
        placed.localId = placed.own ? message.id : message.senderId + u'/' + message.id;
    else if (message.seq > 0 && !m_epoch.isEmpty())
        placed.localId = u"%1/%2/%3"_s.arg(message.senderId, m_epoch).arg(message.seq);
    else
        placed.localId = u"unnamed/%1"_s.arg(++m_unnamed);
    placed.at = message.at.isValid() ? message.at : now;
    placed.senderId = message.senderId;
    placed.senderName = message.senderName;
    placed.text = message.text;
    placed.delivery = placed.own ? Delivery::Sent : Delivery::Received;
    placeAt(placed, message.seq);
    // Confab numbers whatever it keeps.
    if (placed.own && placed.seq == 0 && !m_epoch.isEmpty())
        placed.delivery = Delivery::NotSaved;
    return placed;
}

void Timeline::placeAt(ChatMessage &message, quint64 seq)
{
    message.seq = seq == 0 ? 0 : m_offset + seq;
    const bool startsRange = seq > m_cursor && m_gap;
    if (startsRange) {
        message.gapBefore = true;
        m_gap = false;
    }
    if (startsRange || m_from == 0)
        m_from = seq;
    m_highest = std::max(m_highest, seq);
}

bool Timeline::follow(quint64 seq)
{
    if (m_epoch.isEmpty() || seq <= m_cursor)
        return true;
    m_ahead.insert(seq);
    while (m_ahead.remove(m_cursor + 1))
        ++m_cursor;
    m_known.add(m_from, m_cursor);
    return m_ahead.isEmpty();
}

void Timeline::catchUp(quint64 head)
{
    m_cursor = head > 0 ? head : m_highest;
    // What came by itself meanwhile is newer than that answer, and nothing is between.
    for (const quint64 seq : std::as_const(m_ahead))
        m_cursor = std::max(m_cursor, seq);
    m_ahead.clear();
    m_highest = std::max(m_highest, m_cursor);
    if (m_from == 0)
        m_from = m_cursor + 1;
    m_known.add(m_from, m_cursor);
}

std::optional<quint64> Timeline::missingBefore(quint64 place) const
{
    if (m_epoch.isEmpty() || place <= m_offset || place - m_offset > m_cursor)
        return std::nullopt;
    const quint64 start = m_known.startOf(place - m_offset).value_or(place - m_offset);
    return start > std::max<quint64>(m_first, 1) ? std::optional(start) : std::nullopt;
}

std::optional<Timeline::PlacedPage> Timeline::placePast(const PastPage &page, quint64 before,
                                                        const QDateTime &now)
{
    if (page.epoch != m_epoch || before == 0 || before > m_cursor + 1)
        return std::nullopt;
    PlacedPage placed;
    quint64 from = before;
    for (const ServerMessage &message : page.messages) {
        if (message.seq == 0 || message.seq >= before)
            continue; // not what was asked for
        placed.messages.append(place(message, now));
        from = std::min(from, message.seq);
    }
    if (!page.more || placed.messages.isEmpty()) {
        if (page.oldest > 0)
            from = std::min(from, page.oldest);
        m_first = from;
    }
    m_known.add(from, before - 1);
    // An earlier epoch may have ended with something that nobody has any more.
    placed.closesGap = from <= 1 ? m_offset == 0 : m_known.startOf(from - 1).has_value();
    return placed;
}

bool Timeline::isComplete() const
{
    if (m_epoch.isEmpty() || m_offset > 0 || m_from == 0)
        return false;
    return m_known.lowest().value_or(m_from) <= std::max<quint64>(m_first, 1);
}

} // namespace confab::client

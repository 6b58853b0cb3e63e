// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/timeline.h"

#include <algorithm>

namespace confab::client {

using namespace Qt::StringLiterals;

void Timeline::addOwnIdentity(const QString &id)
{
    if (!id.isEmpty())
        m_ownIds.insert(id);
}

void Timeline::setEpoch(const QString &epoch)
{
    if (epoch == m_epoch)
        return;
    m_epoch = epoch;
    m_offset += m_lastSeq;
    m_lastSeq = 0;
}

std::optional<Cursor> Timeline::cursor() const
{
    if (m_epoch.isEmpty())
        return std::nullopt;
    return Cursor{m_epoch, m_lastSeq};
}

ChatMessage Timeline::place(const ServerMessage &message, const QDateTime &now)
{
    ChatMessage placed;
    placed.own = m_ownIds.contains(message.senderId);
    if (message.id.isEmpty())
        placed.localId = u"unnamed/%1"_s.arg(++m_unnamed); // a slash is in no id that we make
    else
        placed.localId = placed.own ? message.id : message.senderId + u'/' + message.id;
    placed.seq = placeNumber(message.seq);
    placed.at = message.at.isValid() ? message.at : now;
    placed.senderId = message.senderId;
    placed.senderName = message.senderName;
    placed.text = message.text;
    placed.delivery = placed.own ? Delivery::Sent : Delivery::Received;
    return placed;
}

quint64 Timeline::placeNumber(quint64 seq)
{
    if (seq == 0)
        return 0;
    m_lastSeq = std::max(m_lastSeq, seq);
    return m_offset + seq;
}

} // namespace confab::client

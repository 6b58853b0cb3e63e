// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/clientcount.h"

namespace confab::runtime {

ClientCount::ClientCount(log::NewsFeed &feed, qint64 most)
    : m_feed(feed)
    , m_most(most)
{
    feed.add(*this);
}

void ClientCount::add(int change)
{
    m_here += change;
    m_feed.changed();
}

bool ClientCount::tell(log::News &news)
{
    if (m_told != m_here)
        news.clients = m_told = m_here;
    return false;
}

void ClientCount::hear(const log::News &news)
{
    if (!news.clients)
        return;
    qint64 &known = m_byShard[news.shard];
    m_elsewhere += *news.clients - known;
    known = *news.clients;
}

} // namespace confab::runtime

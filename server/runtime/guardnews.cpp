// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/guardnews.h"

namespace confab::runtime {

GuardNews::GuardNews(log::NewsFeed &feed, guard::Guard &guard, chat::PostRates &rates)
    : m_guard(guard)
    , m_rates(rates)
{
    if (feed.isAlone())
        return;
    feed.add(*this);
    guard.share([&feed] { feed.changed(); });
    rates.setWatcher([&guard](const net::Peer &peer) { guard.notePost(peer); });
}

bool GuardNews::tell(log::News &news)
{
    news.addresses = m_guard.untold().take(log::NewsFeed::listBound);
    return !m_guard.untold().isEmpty();
}

void GuardNews::hear(const log::News &news)
{
    for (const net::AddressChange &change : news.addresses) {
        m_guard.hear(change);
        if (change.posts > 0)
            m_rates.addElsewhere(change.address, change.posts);
    }
}

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/newsfeed.h"

#include <QLoggingCategory>

namespace confab::log {

namespace {
Q_LOGGING_CATEGORY(logNews, "confab.log.news", QtInfoMsg)
} // namespace

NewsFeed::NewsFeed(MessageLog &log, const Events &own, net::Timers &timers, ShardPlace place)
    : m_log(log)
    , m_own(own)
    , m_place(place)
    , m_retry(timers)
{ }

void NewsFeed::changed()
{
    if (isAlone() || m_isDue)
        return;
    m_isDue = true;
    QMetaObject::invokeMethod(
        &m_turn, [this] { tell(); }, Qt::QueuedConnection);
}

void NewsFeed::tell()
{
    m_isDue = false;
    if (!send())
        return;
    gather();
    (void)send();
}

bool NewsFeed::send()
{
    if (!m_unsent)
        return true;
    if (m_log.pass(m_unsent, &m_own)) {
        m_unsent.reset();
        return true;
    }
    if (!m_retry.isActive()) {
        qCWarning(logNews) << "The log is overloaded: the other shards hear later of what changed";
        m_retry.set(retryAfter, [this] { changed(); });
    }
    return false;
}

void NewsFeed::gather()
{
    News news;
    news.shard = m_place.index;
    bool isMore = false;
    for (NewsSource *source : m_sources)
        isMore = source->tell(news) || isMore;
    if (!news.isEmpty())
        m_unsent = std::make_shared<const News>(std::move(news));
    if (isMore)
        changed();
}

void NewsFeed::take(const News &news)
{
    for (NewsSource *source : m_sources)
        source->hear(news);
}

} // namespace confab::log

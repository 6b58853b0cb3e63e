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
    , m_pause(timers)
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
    if (m_pause.isActive())
        return; // then
    if (m_log.isBusy())
        pause();
    else
        flush();
}

void NewsFeed::flush()
{
    if (!send())
        return;
    gather();
    (void)send();
}

bool NewsFeed::send()
{
    if (m_unsent && !m_log.pass(m_unsent, &m_own)) {
        qCWarning(logNews) << "The log is overloaded: the other shards hear later of what changed";
        pause();
        return false;
    }
    m_unsent.reset();
    return true;
}

void NewsFeed::pause()
{
    m_pause.set(pauseTime, [this] { flush(); });
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

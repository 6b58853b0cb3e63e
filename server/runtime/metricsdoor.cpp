// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/metricsdoor.h"

#include <utility>

namespace confab::runtime {

MetricsDoor::MetricsDoor(log::NewsFeed &feed, net::Timers &timers, Count count)
    : m_feed(feed)
    , m_count(std::move(count))
    , m_deadline(timers)
{
    feed.add(*this);
}

void MetricsDoor::handle(std::unique_ptr<net::HttpExchange> exchange)
{
    if (m_feed.isAlone()) {
        answer(*exchange);
        return;
    }
    const quint64 number = ++m_lastNumber;
    exchange->setAbortHandler([this, number] { m_waiting.erase(number); });
    m_waiting.emplace(number, std::move(exchange));
    if (m_deadline.isActive())
        return; // they are asked already, and what they tell is no older than `patience`
    const log::ShardPlace place = m_feed.place();
    for (quint16 shard = 0; shard < place.count; ++shard) {
        if (shard != place.index)
            m_missing.insert(shard);
    }
    m_deadline.set(patience, [this] { answerAll(); });
    m_mustAsk = true;
    m_feed.changed();
}

bool MetricsDoor::tell(log::News &news)
{
    news.asksForTotals = std::exchange(m_mustAsk, false);
    if (std::exchange(m_isAsked, false))
        news.totals = m_count().totals;
    return false;
}

void MetricsDoor::hear(const log::News &news)
{
    if (news.asksForTotals) {
        m_isAsked = true;
        m_feed.changed();
    }
    if (!news.totals)
        return;
    m_told.insert(news.shard, *news.totals);
    if (m_missing.remove(news.shard) && m_missing.isEmpty())
        answerAll();
}

void MetricsDoor::answerAll()
{
    m_deadline.cancel();
    m_missing.clear();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[number, exchange] : waiting)
        answer(*exchange);
}

void MetricsDoor::answer(net::HttpExchange &exchange) const
{
    Metrics metrics = m_count();
    for (const log::ShardTotals &told : m_told)
        metrics.totals += told;
    exchange.respond(
        {200, {{"Content-Type", prometheusType}, {"Cache-Control", "no-store"}}, prometheusText(metrics)});
}

} // namespace confab::runtime

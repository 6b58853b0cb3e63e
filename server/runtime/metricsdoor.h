// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/newsfeed.h"
#include "server/net/httpexchange.h"
#include "server/net/timers.h"
#include "server/runtime/metrics.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <map>
#include <memory>

namespace confab::runtime {

/// GET /metrics: the sum over all shards. Whoever asks waits until the others have told what they have, which
/// they do for nobody else; who does not in time counts as it last told. Thread: the shard's.
class MetricsDoor final : public log::NewsSource
{
public:
    static constexpr std::chrono::milliseconds patience{1000};

    /// What this shard has counted, now.
    using Count = std::function<Metrics()>;

    /// Feed and timers outlive it.
    MetricsDoor(log::NewsFeed &feed, net::Timers &timers, Count count);

    void handle(std::unique_ptr<net::HttpExchange> exchange);

    bool tell(log::News &news) override;
    void hear(const log::News &news) override;

private:
    void answer(net::HttpExchange &exchange) const;
    void answerAll();

    log::NewsFeed &m_feed;
    const Count m_count;
    std::map<quint64, std::unique_ptr<net::HttpExchange>> m_waiting;
    quint64 m_lastNumber = 0;
    bool m_mustAsk = false; ///< the others
    bool m_isAsked = false; ///< by another one
    QHash<quint16, log::ShardTotals> m_told; ///< by the others, whenever it was
    QSet<quint16> m_missing; ///< who has not answered yet
    net::Deadline m_deadline;
};

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/news.h"

namespace confab::log {

namespace {

/// Beside the texts, which its shard has anyway.
constexpr qint64 entryWeight = 128;

} // namespace

ShardTotals &ShardTotals::operator+=(const ShardTotals &other)
{
    for (size_t i = 0; i < transports; ++i)
        clients.at(i) += other.clients.at(i);
    bytesQueued += other.bytesQueued;
    connections += other.connections;
    bytesIn += other.bytesIn;
    bytesOut += other.bytesOut;
    return *this;
}

bool News::isEmpty() const
{
    return people.empty() && addresses.empty() && !clients && !asksForTotals && !totals;
}

qint64 weightOf(const News &news)
{
    return entryWeight * static_cast<qint64>(2 + news.people.size() + news.addresses.size());
}

} // namespace confab::log

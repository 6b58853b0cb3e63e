// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/clientstatus.h"
#include "server/log/news.h"

#include <QByteArray>
#include <QList>

namespace confab::runtime {

/// What GET /metrics tells.
struct Metrics
{
    log::ShardTotals totals;
    quint64 messages = 0; ///< since the start; every shard hears of each
    double uptimeSeconds = 0;
};

/// Adds the clients to the totals.
void count(const QList<chat::ClientStatus> &clients, log::ShardTotals &totals);

/// In the text format of Prometheus, version 0.0.4. No label has anything that a client chose.
[[nodiscard]] QByteArray prometheusText(const Metrics &metrics);
inline constexpr char prometheusType[] = "text/plain; version=0.0.4; charset=utf-8";

} // namespace confab::runtime

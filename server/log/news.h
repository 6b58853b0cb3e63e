// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/addresschange.h"

#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace confab::log {

/// Which of how many shards one is.
struct ShardPlace
{
    quint16 index = 0;
    quint16 count = 1;
};

/// A person as a shard knows them: in which rooms they have a window there.
struct PersonNews
{
    QString id;
    QStringList rooms; ///< empty: they have no window there any more
    QString name;
    quint64 namings = 0; ///< how often they were given a name; of two names the later one counts
};

/// What a shard has counted, for GET /metrics.
struct ShardTotals
{
    static constexpr size_t transports = 5;
    std::array<qint64, transports> clients{}; ///< by transport
    qint64 bytesQueued = 0;
    qint64 connections = 0; ///< that have not become a WebSocket
    quint64 bytesIn = 0; ///< since the start, and so is the next
    quint64 bytesOut = 0;

    ShardTotals &operator+=(const ShardTotals &other);
};

/// What a shard tells the others of itself (docs/adr/0019): everything that changed since it last did. It
/// goes through the log like a message, in no order with those, and is not kept.
struct News
{
    quint16 shard = 0; ///< who tells it
    std::vector<PersonNews> people;
    std::vector<net::AddressChange> addresses;
    std::optional<qint64> clients; ///< how many it has, whatever they are
    bool asksForTotals = false; ///< of everybody else
    std::optional<ShardTotals> totals;

    [[nodiscard]] bool isEmpty() const;
};

/// What it takes in memory on its way, about.
[[nodiscard]] qint64 weightOf(const News &news);

} // namespace confab::log

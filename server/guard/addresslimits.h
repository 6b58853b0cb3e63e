// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QHostAddress>

#include <functional>

namespace confab::guard {

/// How many clients there are per address (see addressKey), those of other shards included. The tables hold
/// nobody who has gone, so they are no larger than the number of clients.
class AddressLimits
{
public:
    /// A client's place, given back when this is destroyed. The limits outlive it.
    class Place
    {
    public:
        Place(AddressLimits &limits, const QHostAddress &address);
        ~Place();
        Q_DISABLE_COPY_MOVE(Place)

    private:
        AddressLimits &m_limits;
        const QHostAddress m_key;
    };

    explicit AddressLimits(int perAddress)
        : m_perAddress(perAddress)
    { }
    Q_DISABLE_COPY_MOVE(AddressLimits)

    [[nodiscard]] bool hasRoom(const QHostAddress &address) const;
    [[nodiscard]] qsizetype addressCount() const { return m_counts.size(); }

    /// Told of each place that is taken (+1) or given back (-1), by the address that counts.
    using Watcher = std::function<void(const QHostAddress &key, int change)>;
    void setWatcher(Watcher watcher) { m_watcher = std::move(watcher); }
    /// So many more places were taken on another shard, or less.
    void addElsewhere(const QHostAddress &key, int change);

private:
    static void add(QHash<QHostAddress, int> &counts, const QHostAddress &key, int change);
    void addHere(const QHostAddress &key, int change);

    const int m_perAddress;
    Watcher m_watcher;
    QHash<QHostAddress, int> m_counts;
    QHash<QHostAddress, int> m_elsewhere;
};

} // namespace confab::guard

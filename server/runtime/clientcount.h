// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/newsfeed.h"

#include <QHash>

namespace confab::runtime {

/// How many clients there are on all shards, whatever door they came through: of this one at once, of the
/// others a turn or two later. Thread: the shard's.
class ClientCount final : public log::NewsSource
{
public:
    /// A client's place, given back when this is destroyed. The count outlives it.
    class Place
    {
    public:
        explicit Place(ClientCount &count)
            : m_count(count)
        {
            m_count.add(1);
        }
        ~Place() { m_count.add(-1); }
        Q_DISABLE_COPY_MOVE(Place)

    private:
        ClientCount &m_count;
    };

    /// The feed outlives it.
    ClientCount(log::NewsFeed &feed, qint64 most);

    [[nodiscard]] bool isFull() const { return m_here + m_elsewhere >= m_most; }

    bool tell(log::News &news) override;
    void hear(const log::News &news) override;

private:
    void add(int change);

    log::NewsFeed &m_feed;
    const qint64 m_most;
    qint64 m_here = 0;
    qint64 m_told = 0;
    qint64 m_elsewhere = 0;
    QHash<quint16, qint64> m_byShard; ///< of the others
};

} // namespace confab::runtime

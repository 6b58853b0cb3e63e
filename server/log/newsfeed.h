// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/messagelog.h"
#include "server/log/news.h"
#include "server/net/timers.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

namespace confab::log {

/// Something that every shard has and that all of them know of each other.
class NewsSource
{
public:
    NewsSource() = default;
    Q_DISABLE_COPY_MOVE(NewsSource)
    virtual ~NewsSource() = default;

    /// Moves what changed since the last time into `news`, NewsFeed::listBound entries at most. Whether there
    /// is more.
    virtual bool tell(News &news) = 0;
    /// What another shard told.
    virtual void hear(const News &news) = 0;
};

/// What a shard tells the others, and what they told: one list for each turn of the event loop, through the
/// log. While that is busy there are two lists a second, as a shard that does not take them is what makes it
/// so. When its inbox is full the list waits, and what changes meanwhile gathers where it changes: nothing is
/// lost, and no more than a list is kept. The only shard tells nothing. Thread: the shard's.
class NewsFeed
{
public:
    static constexpr size_t listBound = 1000; ///< of one source; the rest follows in the next turn
    static constexpr std::chrono::milliseconds pauseTime{500}; ///< while the log is busy

    /// `own`: where this shard receives what the log says. All of it outlives the feed. Every shard has to
    /// have subscribed before the first client comes in.
    NewsFeed(MessageLog &log, const Events &own, net::Timers &timers, ShardPlace place);
    Q_DISABLE_COPY_MOVE(NewsFeed)

    [[nodiscard]] ShardPlace place() const { return m_place; }
    /// There is nobody to tell anything: nothing needs to be gathered.
    [[nodiscard]] bool isAlone() const { return m_place.count <= 1; }

    /// Not owned.
    void add(NewsSource &source) { m_sources.push_back(&source); }
    /// A source has something to tell: it is asked at the end of this turn.
    void changed();
    /// From the log.
    void take(const News &news);

private:
    void tell();
    void flush();
    [[nodiscard]] bool send();
    void pause();
    void gather();

    MessageLog &m_log;
    const Events &m_own;
    const ShardPlace m_place;
    std::vector<NewsSource *> m_sources;
    std::shared_ptr<const News> m_unsent; ///< that the log has not taken
    bool m_isDue = false;
    net::Deadline m_pause;
    QObject m_turn; ///< what is to be done at the end of the turn ends with it
};

} // namespace confab::log

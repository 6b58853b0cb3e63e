// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/dealer.h"
#include "server/runtime/shard.h"

#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace confab::runtime {

/// The shards of a hub, each in a thread of its own, as one: the way to them and back. Thread: the one that
/// made it, in which reports come.
class ShardThreads
{
public:
    using Consumer = std::function<void(size_t shard, std::vector<ShardReport> &&reports)>;

    /// Options::shards of them; their threads run from here on. The log outlives this.
    ShardThreads(const Options &options, log::MessageLog &log, Consumer consumer);
    Q_DISABLE_COPY_MOVE(ShardThreads)
    /// Ends the threads, all at once, and waits for them. The log has stopped.
    ~ShardThreads();

    [[nodiscard]] size_t count() const { return m_members.size(); }
    void command(size_t shard, const ShardCommand &command);
    /// To every shard from `first` on.
    void commandAll(const ShardCommand &command, size_t first = 0);

private:
    struct Member
    {
        Member(const Options &options, log::MessageLog &log, net::Dealer &dealer,
               Shard::Reports::Consumer consumer)
            : reports(Shard::Reports::unbounded, std::move(consumer))
            , shard(new Shard(options, log, dealer, reports))
        { }
        Shard::Reports reports;
        QThread thread;
        Shard *const shard; ///< lives in the thread, deleted after the end of all
    };

    net::Dealer m_dealer;
    std::vector<std::unique_ptr<Member>> m_members;
};

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"
#include "server/runtime/hubstatus.h"

#include <functional>
#include <vector>

namespace confab::runtime {

/// Makes one sample of those of all shards, ten times a second at most. Thread: the owner's.
class StatusMerger
{
public:
    static constexpr std::chrono::milliseconds interval{100};
    /// Has what StatusReport has.
    using Consumer = std::function<void(const HubStatus &)>;

    /// `timers` outlives it.
    StatusMerger(net::Timers &timers, size_t shards, Consumer consumer);

    void take(size_t shard, const HubStatus &sample);
    /// Forgets what there was, but for the refusals, which are of the whole process.
    void clear();

private:
    void pass();
    [[nodiscard]] HubStatus merged() const;
    [[nodiscard]] QList<ClientStatus> mergedClients() const;
    [[nodiscard]] QList<Refusals> mergedRefusals() const;

    std::vector<HubStatus> m_samples; ///< the newest of each shard
    std::vector<size_t> m_byRefusal; ///< shards, the one that refused last at the end
    const Consumer m_consumer;
    bool m_isNews = false; ///< something came while it was too early to tell
    net::Deadline m_next;
};

} // namespace confab::runtime

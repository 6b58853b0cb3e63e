// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/admission.h"
#include "server/net/peer.h"
#include "server/net/timers.h"

#include <QHash>

#include <functional>
#include <memory>

namespace confab::chat {

/// How much scripts may post. A request is no connection that could be made to wait, so an address counts as
/// one client from its first post until it has been quiet for a while, on whatever shard its requests arrive.
/// Thread: the shard's.
class PostRates
{
public:
    using Admit = std::function<std::unique_ptr<net::Admission>(const net::Peer &peer)>;

    explicit PostRates(net::Timers &timers)
        : m_timers(timers)
        , m_sweep(timers)
    { }

    /// Without it, and where it gives null, there is no limit.
    void setAdmit(Admit admit) { m_admit = std::move(admit); }

    /// Counts a post, unless it comes too early: then how long to wait; zero when it may be taken.
    [[nodiscard]] std::chrono::milliseconds take(const net::Peer &peer);
    /// Told of each post that was counted.
    void setWatcher(std::function<void(const net::Peer &peer)> watcher) { m_watcher = std::move(watcher); }
    /// Counts what the same address posted on another shard.
    void addElsewhere(const QHostAddress &address, int posts);

    [[nodiscard]] qsizetype addressCount() const { return m_posters.size(); }

private:
    struct Poster
    {
        std::shared_ptr<net::Admission> admission; ///< shared because QHash copies
        std::chrono::milliseconds lastPost{0};
    };

    /// Null for one without limits.
    [[nodiscard]] net::Admission *admissionOf(const net::Peer &peer);
    void forgetTheQuiet();

    net::Timers &m_timers;
    Admit m_admit;
    std::function<void(const net::Peer &)> m_watcher;
    QHash<QHostAddress, Poster> m_posters;
    net::Deadline m_sweep;
};

} // namespace confab::chat

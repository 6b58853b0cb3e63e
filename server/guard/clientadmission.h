// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/guard/addresslimits.h"
#include "server/guard/tokenbucket.h"
#include "server/net/admission.h"
#include "server/net/peer.h"
#include "server/net/timers.h"

#include <optional>

namespace confab::guard {

/// A client that is counted and whose packets are: it keeps its address' place, unless it takes none, and its
/// bucket. Says once in the log when the client has to wait, and again only after a while of quiet.
class ClientAdmission final : public net::Admission
{
public:
    struct Rate
    {
        int perSecond = 0; ///< 0 for any number
        int burst = 0;
    };

    /// `limits`: where it takes a place, null for none.
    ClientAdmission(AddressLimits *limits, const net::Peer &peer, Rate rate, net::Timers &timers);

    [[nodiscard]] std::chrono::milliseconds take(int packets) override;
    [[nodiscard]] bool isSlowed() const override;

private:
    std::optional<AddressLimits::Place> m_place;
    const net::Peer m_peer;
    const Rate m_rate;
    net::Timers &m_timers;
    TokenBucket m_bucket;
    std::chrono::milliseconds m_slowedUntil{0};
};

} // namespace confab::guard

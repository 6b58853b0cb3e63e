// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/postrates.h"
#include "server/guard/guard.h"
#include "server/log/newsfeed.h"

namespace confab::runtime {

/// Carries what the guards and the rates of scripts have to know of each other between the shards. With one
/// shard it does nothing. Thread: the shard's.
class GuardNews final : public log::NewsSource
{
public:
    /// All of these outlive it.
    GuardNews(log::NewsFeed &feed, guard::Guard &guard, chat::PostRates &rates);

    bool tell(log::News &news) override;
    void hear(const log::News &news) override;

private:
    guard::Guard &m_guard;
    chat::PostRates &m_rates;
};

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/postrates.h"

namespace confab::chat {

namespace {
/// Any burst has been made good by then.
constexpr std::chrono::seconds quiet{30};
} // namespace

std::chrono::milliseconds PostRates::take(const net::Peer &peer)
{
    auto poster = m_posters.find(peer.address);
    if (poster == m_posters.end()) {
        std::shared_ptr<net::Admission> admission = m_admit ? m_admit(peer) : nullptr;
        if (!admission)
            return std::chrono::milliseconds::zero();
        poster = m_posters.insert(peer.address, {std::move(admission), {}});
        if (!m_sweep.isActive())
            m_sweep.set(quiet, [this] { forgetTheQuiet(); });
    }
    poster->lastPost = m_timers.now();
    const auto owed = poster->admission->take(0); // what is refused does not count
    if (owed.count() == 0)
        (void)poster->admission->take(1);
    return owed;
}

void PostRates::forgetTheQuiet()
{
    const auto before = m_timers.now() - quiet;
    m_posters.removeIf([before](const auto &poster) { return poster.value().lastPost <= before; });
    if (!m_posters.isEmpty())
        m_sweep.set(quiet, [this] { forgetTheQuiet(); });
}

} // namespace confab::chat

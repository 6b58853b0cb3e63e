// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/postrates.h"

namespace confab::chat {

namespace {
/// Any burst has been made good by then.
constexpr std::chrono::seconds quiet{30};
} // namespace

net::Admission *PostRates::admissionOf(const net::Peer &peer)
{
    auto poster = m_posters.find(peer.address);
    if (poster == m_posters.end()) {
        std::shared_ptr<net::Admission> admission = m_admit ? m_admit(peer) : nullptr;
        if (!admission)
            return nullptr;
        poster = m_posters.insert(peer.address, {std::move(admission), {}});
        if (!m_sweep.isActive())
            m_sweep.set(quiet, [this] { forgetTheQuiet(); });
    }
    poster->lastPost = m_timers.now();
    return poster->admission.get();
}

std::chrono::milliseconds PostRates::take(const net::Peer &peer)
{
    net::Admission *admission = admissionOf(peer);
    if (!admission)
        return std::chrono::milliseconds::zero();
    const auto owed = admission->take(0); // what is refused does not count
    if (owed.count() > 0)
        return owed;
    (void)admission->take(1);
    if (m_watcher)
        m_watcher(peer);
    return owed;
}

void PostRates::addElsewhere(const QHostAddress &address, int posts)
{
    net::Peer peer;
    peer.address = address;
    if (net::Admission *admission = admissionOf(peer))
        (void)admission->take(posts);
}

void PostRates::forgetTheQuiet()
{
    const auto before = m_timers.now() - quiet;
    m_posters.removeIf([before](const auto &poster) { return poster.value().lastPost <= before; });
    if (!m_posters.isEmpty())
        m_sweep.set(quiet, [this] { forgetTheQuiet(); });
}

} // namespace confab::chat

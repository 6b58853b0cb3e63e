// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/clientadmission.h"

#include <QLoggingCategory>

#include <algorithm>

namespace confab::guard {

namespace {

Q_LOGGING_CATEGORY(logAdmission, "confab.guard.rate", QtInfoMsg)

/// Without having to wait, until a client counts as one that keeps to its rate again.
constexpr std::chrono::seconds quiet{5};

} // namespace

ClientAdmission::ClientAdmission(AddressLimits *limits, const net::Peer &peer, Rate rate, net::Timers &timers)
    : m_peer(peer)
    , m_rate(rate)
    , m_timers(timers)
    , m_bucket(std::max(rate.perSecond, 1), rate.burst, timers.now())
{
    if (limits)
        m_place.emplace(*limits, peer.address);
}

std::chrono::milliseconds ClientAdmission::take(int packets)
{
    if (m_rate.perSecond == 0)
        return std::chrono::milliseconds(0);
    const auto wait = m_bucket.take(packets, m_timers.now());
    if (wait <= wait.zero())
        return wait;
    if (!isSlowed())
        qCInfo(logAdmission).nospace()
            << "connection " << m_peer.connectionId << " from " << qPrintable(m_peer.address.toString())
            << " is read more slowly: it sends more than " << m_rate.perSecond << " packets a second";
    m_slowedUntil = m_timers.now() + wait + quiet;
    return wait;
}

bool ClientAdmission::isSlowed() const { return m_timers.now() < m_slowedUntil; }

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/pingate.h"

#include "server/guard/addresskey.h"
#include "server/guard/secret.h"

#include <algorithm>

namespace confab::guard {

PinVerdict PinGate::attempt(const QHostAddress &address, QByteArrayView pin, std::chrono::milliseconds now)
{
    const QHostAddress key = addressKey(address);
    if (const auto known = m_failures.constFind(key); known != m_failures.cend() && known->lockedUntil > now)
        return {PinVerdict::Kind::Locked, std::chrono::ceil<std::chrono::seconds>(known->lockedUntil - now)};
    if (isSameSecret(pin, m_pin))
        return {};
    noteFailure(key, now);
    return {PinVerdict::Kind::Wrong, {}};
}

void PinGate::noteElsewhere(const QHostAddress &key, int attempts, std::chrono::milliseconds now)
{
    constexpr int enough = 32; // the longest lock
    for (int i = 0; i < std::min(attempts, enough); ++i)
        noteFailure(key, now);
}

void PinGate::noteFailure(const QHostAddress &key, std::chrono::milliseconds now)
{
    if (!m_failures.contains(key) && m_failures.size() >= mostAddresses)
        makeRoom(now);
    Failures &failures = m_failures[key];
    if (failures.count > 0 && now - failures.last > memory)
        failures = {};
    ++failures.count;
    failures.last = now;
    if (failures.count < freeAttempts)
        return;
    constexpr int doublings = 10; // beyond the longest
    const auto lock = firstLock * (1 << std::min(failures.count - freeAttempts, doublings));
    failures.lockedUntil = now + std::min<std::chrono::seconds>(lock, longestLock);
}

void PinGate::makeRoom(std::chrono::milliseconds now)
{
    m_failures.removeIf([now](const auto &entry) { return now - entry.value().last > memory; });
    if (m_failures.size() < mostAddresses)
        return;
    const auto oldest =
        std::min_element(m_failures.cbegin(), m_failures.cend(),
                         [](const Failures &a, const Failures &b) { return a.last < b.last; });
    m_failures.erase(oldest);
}

} // namespace confab::guard

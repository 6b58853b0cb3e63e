// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/addresslimits.h"

#include "server/guard/addresskey.h"

namespace confab::guard {

AddressLimits::Place::Place(AddressLimits &limits, const QHostAddress &address)
    : m_limits(limits)
    , m_key(addressKey(address))
{
    m_limits.addHere(m_key, 1);
}

AddressLimits::Place::~Place() { m_limits.addHere(m_key, -1); }

bool AddressLimits::hasRoom(const QHostAddress &address) const
{
    const QHostAddress key = addressKey(address);
    return m_counts.value(key) + m_elsewhere.value(key) < m_perAddress;
}

void AddressLimits::add(QHash<QHostAddress, int> &counts, const QHostAddress &key, int change)
{
    const auto count = counts.find(key);
    if (count == counts.end())
        counts.insert(key, change);
    else if ((*count += change) == 0)
        counts.erase(count);
}

void AddressLimits::addHere(const QHostAddress &key, int change)
{
    add(m_counts, key, change);
    if (m_watcher)
        m_watcher(key, change);
}

void AddressLimits::addElsewhere(const QHostAddress &key, int change) { add(m_elsewhere, key, change); }

} // namespace confab::guard

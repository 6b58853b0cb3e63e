// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/addresslimits.h"

#include "server/guard/addresskey.h"

namespace confab::guard {

AddressLimits::Place::Place(AddressLimits &limits, const QHostAddress &address)
    : m_limits(limits)
    , m_key(addressKey(address))
{
    ++m_limits.m_counts[m_key];
}

AddressLimits::Place::~Place()
{
    const auto count = m_limits.m_counts.find(m_key);
    if (--*count == 0)
        m_limits.m_counts.erase(count);
}

bool AddressLimits::hasRoom(const QHostAddress &address) const
{
    return m_counts.value(addressKey(address)) < m_perAddress;
}

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/knownranges.h"

#include <algorithm>
#include <iterator>

namespace confab::client {

void KnownRanges::add(quint64 from, quint64 to)
{
    if (to < from)
        return;
    auto next = m_ranges.upper_bound(from);
    if (next != m_ranges.begin()) {
        if (const auto before = std::prev(next); before->second + 1 >= from)
            next = before;
    }
    while (next != m_ranges.end() && next->first <= to + 1) {
        from = std::min(from, next->first);
        to = std::max(to, next->second);
        next = m_ranges.erase(next);
    }
    m_ranges.emplace(from, to);
}

std::optional<quint64> KnownRanges::startOf(quint64 number) const
{
    const auto next = m_ranges.upper_bound(number);
    if (next == m_ranges.begin())
        return std::nullopt;
    const auto range = std::prev(next);
    return number <= range->second ? std::optional(range->first) : std::nullopt;
}

std::optional<quint64> KnownRanges::lowest() const
{
    return m_ranges.empty() ? std::nullopt : std::optional(m_ranges.begin()->first);
}

} // namespace confab::client

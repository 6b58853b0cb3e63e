// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/tokenbucket.h"

#include <algorithm>

namespace confab::guard {

namespace {
constexpr qint64 whole = 1000;
}

TokenBucket::TokenBucket(int perSecond, int burst, std::chrono::milliseconds now)
    : m_perSecond(perSecond)
    , m_most(burst * whole)
    , m_thousandths(m_most)
    , m_filledAt(now)
{
    Q_ASSERT(perSecond > 0);
}

std::chrono::milliseconds TokenBucket::take(int tokens, std::chrono::milliseconds now)
{
    // More than it holds does not fit, however long ago that was.
    const qint64 passed =
        std::min<qint64>((now - m_filledAt).count(), (m_most - m_thousandths) / m_perSecond + 1);
    m_filledAt = now;
    m_thousandths = std::min(m_most, m_thousandths + passed * m_perSecond) - tokens * whole;
    if (m_thousandths >= 0)
        return std::chrono::milliseconds(0);
    return std::chrono::milliseconds((-m_thousandths + m_perSecond - 1) / m_perSecond);
}

} // namespace confab::guard

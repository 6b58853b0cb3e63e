// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>

namespace confab::guard {

/// So many a second on average and so many at once. It can be overdrawn: what has arrived has arrived, and
/// the debt is waited for.
class TokenBucket
{
public:
    /// Full at first; `perSecond` is at least 1.
    TokenBucket(int perSecond, int burst, std::chrono::milliseconds now);

    /// How long to wait until nothing is owed, rounded up; zero when nothing is.
    [[nodiscard]] std::chrono::milliseconds take(int tokens, std::chrono::milliseconds now);

private:
    const qint64 m_perSecond; // which is thousandths of a token in a millisecond
    const qint64 m_most; ///< thousandths
    qint64 m_thousandths;
    std::chrono::milliseconds m_filledAt;
};

} // namespace confab::guard

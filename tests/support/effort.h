// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ctime>

namespace confab::test {

/// Measures what something costs: processor time, because a machine that is busy with other tests stretches
/// any other.
class Effort
{
public:
    [[nodiscard]] double milliseconds() const
    {
        return double(std::clock() - m_begin) * 1000 / double(CLOCKS_PER_SEC);
    }
    double restart()
    {
        const double past = milliseconds();
        m_begin = std::clock();
        return past;
    }

private:
    std::clock_t m_begin = std::clock();
};

} // namespace confab::test

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace confab::client {

/// How long to wait before the next attempt: doubling from half a second to ten, and spread, so that the
/// clients of a server that restarts do not all come back at once. Arithmetic only; the randomness is the
/// caller's.
class ReconnectPolicy
{
public:
    static constexpr std::chrono::milliseconds shortest{500};
    static constexpr std::chrono::milliseconds longest{10000};

    /// `random` in [0, 1) picks a moment of the second half of 1, 2, 4, 8, 10, 10 ... seconds.
    [[nodiscard]] std::chrono::milliseconds nextDelay(double random);
    /// After a connection that worked.
    void reset() { m_bound = shortest * 2; }

private:
    std::chrono::milliseconds m_bound = shortest * 2;
};

} // namespace confab::client

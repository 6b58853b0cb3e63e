// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/reconnectpolicy.h"

#include <algorithm>

namespace confab::client {

std::chrono::milliseconds ReconnectPolicy::nextDelay(double random)
{
    const auto half = m_bound / 2;
    const auto extra =
        std::chrono::milliseconds(static_cast<long long>(static_cast<double>(half.count()) * random));
    m_bound = std::min(m_bound * 2, longest);
    return half + extra;
}

} // namespace confab::client

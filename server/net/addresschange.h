// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>

namespace confab::net {

/// What changed since it was last told at an address, as far as one shard knows.
struct AddressChange
{
    QHostAddress address;
    int clients = 0; ///< so many more, or less
    int wrongPins = 0; ///< so many more attempts
    int posts = 0; ///< so many more messages of scripts
};

} // namespace confab::net

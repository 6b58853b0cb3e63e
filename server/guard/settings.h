// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/guard/proxytrust.h"

#include <QByteArray>
#include <QList>

namespace confab::guard {

/// Who may come in and how much they may do; the defaults are the product's.
struct Settings
{
    QList<QByteArray> origins; ///< beside the server's own, canonical (see OriginPolicy); "*" for any
    QList<QByteArray> hosts; ///< names beside those of this machine, in lower case
    QList<Network> proxies; ///< that are believed
    QByteArray pin; ///< none is asked for when empty
    QByteArray pinKey; ///< of the cookies (see PinCookie), the same for every shard; a new one when empty
    int rate = 50; ///< packets of one client in a second, 0 for any number
    int maxPerAddress = 256; ///< clients
    bool limitLoopback = false; ///< whether the last two hold for this machine too

    /// As many may come at once.
    [[nodiscard]] int burst() const { return 4 * rate; }
};

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/addresskey.h"

#include <algorithm>
#include <iterator>

namespace confab::guard {

QHostAddress addressKey(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol || address.isLoopback())
        return address;
    Q_IPV6ADDR network = address.toIPv6Address();
    std::fill(std::begin(network.c) + 8, std::end(network.c), quint8(0));
    return QHostAddress(network);
}

} // namespace confab::guard

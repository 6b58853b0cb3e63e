// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/peer.h"

#include <QString>

namespace confab::chat {

/// "192.168.1.23:50122", IPv6 addresses in brackets; without the port where it is not known.
[[nodiscard]] inline QString peerText(const net::Peer &peer)
{
    const QString address = peer.address.toString();
    if (peer.port == 0)
        return address;
    const bool isIpv6 = peer.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIpv6 ? u'[' + address + u']' : address) + u':' + QString::number(peer.port);
}

} // namespace confab::chat

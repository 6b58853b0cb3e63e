// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "server/net/peer.h"

#include <QHostAddress>
#include <QList>

#include <utility>

namespace confab::guard {

/// An address and how many of its bits count, as QHostAddress::parseSubnet gives it.
using Network = std::pair<QHostAddress, int>;

/// Whom to believe that a request comes from somebody else. X-Forwarded-For is read from the right, where the
/// nearest proxy writes, and no further than trusted ones reach: what stands left of that, anybody can claim.
class ProxyTrust
{
public:
    explicit ProxyTrust(QList<Network> trusted)
        : m_trusted(std::move(trusted))
    { }

    [[nodiscard]] bool trusts(const QHostAddress &address) const;
    /// Who sent the request, and whether over TLS (X-Forwarded-Proto); `peer` itself where that is no proxy
    /// of ours. The port of somebody else is not known.
    [[nodiscard]] net::Peer identify(const http::RequestHead &head, const net::Peer &peer) const;
    /// The Host that the client asked for; `peer` as identify() returned it.
    [[nodiscard]] static QByteArray hostOf(const http::RequestHead &head, const net::Peer &peer);

private:
    const QList<Network> m_trusted;
};

} // namespace confab::guard

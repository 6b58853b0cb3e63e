// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/proxytrust.h"

#include "server/guard/authority.h"

#include <algorithm>

namespace confab::guard {

namespace {

/// The list's members in the order of the wire, of every field of that name.
QList<QByteArray> listOf(const http::Headers &headers, QByteArrayView name)
{
    QList<QByteArray> members;
    for (const http::Header &field : headers.fields()) {
        if (field.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &member : field.value.split(','))
            members.append(member.trimmed());
    }
    return members;
}

/// What the nearest proxy wrote.
QByteArray lastOf(const http::Headers &headers, QByteArrayView name)
{
    const QList<QByteArray> members = listOf(headers, name);
    return members.isEmpty() ? QByteArray() : members.constLast();
}

/// "203.0.113.7", "203.0.113.7:4711", "2001:db8::1" or "[2001:db8::1]:4711"; null for anything else.
QHostAddress addressOf(const QByteArray &text)
{
    if (text.count(':') > 1 && !text.startsWith('[')) {
        const QHostAddress address(QString::fromLatin1(text));
        return address.protocol() == QAbstractSocket::IPv6Protocol ? address : QHostAddress();
    }
    const auto authority = parseAuthority(text);
    return authority && authority->isAddress ? QHostAddress(QString::fromLatin1(authority->host))
                                             : QHostAddress();
}

} // namespace

bool ProxyTrust::trusts(const QHostAddress &address) const
{
    return std::any_of(m_trusted.begin(), m_trusted.end(),
                       [&](const Network &network) { return address.isInSubnet(network); });
}

net::Peer ProxyTrust::identify(const http::RequestHead &head, const net::Peer &peer) const
{
    if (m_trusted.isEmpty() || !trusts(peer.address))
        return peer;
    net::Peer sender = peer;
    sender.isForwarded = true;
    if (const QByteArray scheme = lastOf(head.headers, "X-Forwarded-Proto").toLower(); !scheme.isEmpty())
        sender.secure = scheme == "https" || scheme == "wss";
    const QList<QByteArray> hops = listOf(head.headers, "X-Forwarded-For");
    for (auto hop = hops.crbegin(); hop != hops.crend() && trusts(sender.address); ++hop) {
        const QHostAddress address = addressOf(*hop);
        if (address.isNull())
            break;
        sender.address = address;
        sender.port = 0;
    }
    return sender;
}

QByteArray ProxyTrust::hostOf(const http::RequestHead &head, const net::Peer &peer)
{
    const QByteArray forwarded = peer.isForwarded ? lastOf(head.headers, "X-Forwarded-Host") : QByteArray();
    return forwarded.isEmpty() ? head.headers.value("Host") : forwarded;
}

} // namespace confab::guard

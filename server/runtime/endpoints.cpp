// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/endpoints.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::runtime {

namespace {

/// RFC 1918 (QHostAddress::isPrivateUse is newer than 6.4).
bool isPrivate(const QHostAddress &address)
{
    return address.isInSubnet(QHostAddress(u"10.0.0.0"_s), 8)
        || address.isInSubnet(QHostAddress(u"172.16.0.0"_s), 12)
        || address.isInSubnet(QHostAddress(u"192.168.0.0"_s), 16);
}

/// Lower is better to tell people.
int rank(const Endpoint &endpoint)
{
    const bool isIpv6 = endpoint.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (endpoint.isLoopback ? 8 : 0) + (endpoint.isVirtual ? 4 : 0) + (isIpv6 ? 2 : 0)
        + (!isIpv6 && !isPrivate(endpoint.address) ? 1 : 0);
}

bool matches(const QHostAddress &bound, const QHostAddress &address)
{
    switch (bound.protocol()) {
    case QAbstractSocket::AnyIPProtocol:
        return true;
    case QAbstractSocket::IPv4Protocol:
        if (bound == QHostAddress(QHostAddress::AnyIPv4))
            return address.protocol() == QAbstractSocket::IPv4Protocol;
        break;
    case QAbstractSocket::IPv6Protocol:
        if (bound == QHostAddress(QHostAddress::AnyIPv6))
            return address.protocol() == QAbstractSocket::IPv6Protocol;
        break;
    default:
        break;
    }
    return bound == address;
}

} // namespace

QString Endpoint::url() const
{
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? u'[' + address.toString() + u']'
        : address.toString();
    return (isSecure ? u"https://"_s : u"http://"_s) + host + u':' + QString::number(port);
}

bool isVirtualInterface(const QString &interfaceName)
{
    static constexpr std::array prefixes = {"docker", "br-", "veth",    "virbr", "vboxnet",
                                            "vmnet",  "tun", "tap",     "wg",    "lxc",
                                            "lxd",    "cni", "flannel", "zt",    "tailscale"};
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const char *prefix) {
        return interfaceName.startsWith(QLatin1StringView(prefix));
    });
}

QList<Endpoint> joinableEndpoints(const QHostAddress &bound, quint16 port, bool isSecure)
{
    QList<Endpoint> endpoints;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const auto flags = interface.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::IsRunning))
            continue;
        const bool isLoopback = flags.testFlag(QNetworkInterface::IsLoopBack);
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            QHostAddress address = entry.ip();
            // A link-local address needs a scope that means nothing on another machine.
            if (!matches(bound, address) || (address.isLinkLocal() && !isLoopback))
                continue;
            endpoints.append(Endpoint{address, port, isLoopback ? QString() : interface.name(), isLoopback,
                                      isVirtualInterface(interface.name()), isSecure});
        }
    }
    std::stable_sort(endpoints.begin(), endpoints.end(),
                     [](const Endpoint &a, const Endpoint &b) { return rank(a) < rank(b); });
    return endpoints;
}

} // namespace confab::runtime

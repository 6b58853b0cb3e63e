// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/originpolicy.h"

#include "server/guard/authority.h"

#include <algorithm>

namespace confab::guard {

namespace {

struct Origin
{
    QByteArray scheme;
    Authority authority;
};

bool isSchemeCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

std::optional<Origin> parseOrigin(QByteArrayView text)
{
    const qsizetype end = text.indexOf("://");
    if (end <= 0)
        return std::nullopt;
    Origin origin;
    origin.scheme = text.first(end).toByteArray().toLower();
    if (!std::all_of(origin.scheme.cbegin(), origin.scheme.cend(), isSchemeCharacter))
        return std::nullopt;
    auto authority = parseAuthority(text.sliced(end + 3));
    if (!authority)
        return std::nullopt;
    origin.authority = *std::move(authority);
    return origin;
}

/// 0 for a scheme without one.
quint16 defaultPort(const QByteArray &scheme)
{
    if (scheme == "http")
        return 80;
    return scheme == "https" ? 443 : 0;
}

} // namespace

bool OriginPolicy::allows(QByteArrayView text, QByteArrayView host, bool isSecure) const
{
    if (m_allowed.contains("*"))
        return true;
    const auto written = canonical(text);
    if (!written)
        return false;
    if (m_allowed.contains(*written))
        return true;
    const auto origin = parseOrigin(text);
    const auto own = parseAuthority(host);
    const quint16 port = origin ? defaultPort(origin->scheme) : 0;
    if (!own || port == 0 || (isSecure && origin->scheme != "https"))
        return false;
    return origin->authority.host == own->host
        && origin->authority.port.value_or(port) == own->port.value_or(port);
}

std::optional<QByteArray> OriginPolicy::canonical(QByteArrayView text)
{
    if (text == "null")
        return QByteArray("null");
    const auto origin = parseOrigin(text);
    if (!origin)
        return std::nullopt;
    const Authority &authority = origin->authority;
    const bool isIpv6 = authority.host.contains(':');
    QByteArray written = origin->scheme + "://" + (isIpv6 ? '[' + authority.host + ']' : authority.host);
    if (authority.port && *authority.port != defaultPort(origin->scheme))
        written += ':' + QByteArray::number(*authority.port);
    return written;
}

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/authority.h"

#include <QHostAddress>

#include <algorithm>

namespace confab::guard {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

/// "0" to "255", without a zero before another digit.
bool isIpv4Part(QByteArrayView digits)
{
    const bool isNumber = !digits.isEmpty() && digits.size() <= 3
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber && (digits.size() == 1 || digits.front() != '0') && digits.toInt() <= 255;
}

/// In the one way in which it may be written: QHostAddress takes "127.1" and "0x7f000001" as well.
bool isIpv4(QByteArrayView host)
{
    constexpr int dots = 3;
    for (int i = 0; i < dots; ++i) {
        const qsizetype dot = host.indexOf('.');
        if (dot < 0 || !isIpv4Part(host.first(dot)))
            return false;
        host = host.sliced(dot + 1);
    }
    return isIpv4Part(host);
}

std::optional<quint16> parsePort(QByteArrayView digits)
{
    const bool isNumber = !digits.isEmpty() && digits.size() <= 5
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int port = isNumber ? digits.toInt() : -1;
    if (port < 0 || port > 65535)
        return std::nullopt;
    return static_cast<quint16>(port);
}

} // namespace

std::optional<Authority> parseAuthority(QByteArrayView text)
{
    Authority authority;
    QByteArrayView rest;
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 0)
            return std::nullopt;
        authority.host = text.sliced(1, end - 1).toByteArray().toLower();
        const QHostAddress address(QString::fromLatin1(authority.host));
        if (address.protocol() != QAbstractSocket::IPv6Protocol)
            return std::nullopt;
        authority.isAddress = true;
        rest = text.sliced(end + 1);
    } else {
        const qsizetype end = text.indexOf(':');
        authority.host = text.first(end < 0 ? text.size() : end).toByteArray().toLower();
        rest = end < 0 ? QByteArrayView() : text.sliced(end);
        if (!std::all_of(authority.host.cbegin(), authority.host.cend(), isNameCharacter))
            return std::nullopt;
        if (authority.host.endsWith('.'))
            authority.host.chop(1);
        authority.isAddress = isIpv4(authority.host);
    }
    if (authority.host.isEmpty())
        return std::nullopt;
    if (!rest.isEmpty()) {
        authority.port = rest.startsWith(':') ? parsePort(rest.sliced(1)) : std::nullopt;
        if (!authority.port)
            return std::nullopt;
    }
    return authority;
}

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/requesttarget.h"

#include "protocol/http/syntax.h"

#include <algorithm>

namespace confab::http {

namespace {

bool isHostChar(char c)
{
    // unreserved, sub-delims and '%' of RFC 3986 3.2.2
    return isAlpha(c) || isDigit(c) || QByteArrayView("-._~%!$&'()*+,;=").contains(c);
}

bool isBracketedChar(char c) { return hexValue(c) >= 0 || c == ':' || c == '.'; }

} // namespace

bool isHostValue(QByteArrayView value)
{
    QByteArrayView port;
    if (value.startsWith('[')) { // an IPv6 address
        const qsizetype end = value.indexOf(']');
        if (end < 3)
            return false;
        const QByteArrayView address = value.sliced(1, end - 1);
        if (!std::all_of(address.cbegin(), address.cend(), isBracketedChar))
            return false;
        port = value.sliced(end + 1);
        if (!port.isEmpty() && !port.startsWith(':'))
            return false;
    } else {
        const qsizetype colon = value.indexOf(':');
        const QByteArrayView name = colon < 0 ? value : value.first(colon);
        if (!std::all_of(name.cbegin(), name.cend(), isHostChar))
            return false;
        if (name.isEmpty() && colon >= 0)
            return false;
        port = colon < 0 ? QByteArrayView() : value.sliced(colon);
    }
    if (port.isEmpty())
        return true;
    port = port.sliced(1);
    return port.size() <= 5 && std::all_of(port.cbegin(), port.cend(), isDigit);
}

bool normaliseTarget(RequestHead &head)
{
    if (head.target.startsWith('/'))
        return true;
    if (head.target == "*")
        return head.method == "OPTIONS";
    const qsizetype schemeEnd = head.target.indexOf("://");
    if (schemeEnd < 0)
        return false;
    const QByteArray scheme = head.target.left(schemeEnd).toLower();
    if (scheme != "http" && scheme != "https")
        return false;
    const qsizetype start = schemeEnd + 3;
    qsizetype end = start;
    while (end < head.target.size() && head.target[end] != '/' && head.target[end] != '?')
        ++end;
    const QByteArray authority = head.target.mid(start, end - start);
    if (authority.isEmpty() || !isHostValue(authority))
        return false;
    QByteArray rest = head.target.mid(end);
    if (rest.isEmpty() && head.method == "OPTIONS")
        rest = "*";
    else if (!rest.startsWith('/'))
        rest.prepend('/');
    head.target = rest;
    head.headers.set("Host", authority);
    return true;
}

} // namespace confab::http

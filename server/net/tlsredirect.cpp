// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/tlsredirect.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace confab::net {

namespace {

/// Host and port by https. Stricter than a Host field may be: what stands here is read by others.
QByteArray authorityOf(const QByteArray &host)
{
    static const QRegularExpression allowed(
        u"\\A([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]{0,5}))?\\z"_s);
    const auto match = allowed.match(QString::fromLatin1(host));
    if (!match.hasMatch())
        return {};
    // Without a port the client came to port 80, and there TLS is spoken too.
    const QString port = match.captured(2);
    return (match.captured(1) + u':' + (port.isEmpty() ? u"80"_s : port)).toLatin1();
}

} // namespace

http::Response redirectToTls(const http::RequestHead &head)
{
    const http::Header text{"Content-Type", "text/plain; charset=utf-8"};
    const QByteArray authority = authorityOf(head.headers.value("Host"));
    if (authority.isEmpty() || !head.target.startsWith('/'))
        return {400, {text}, "This port speaks https and wss only.\n"};
    const QByteArray location = "https://" + authority + head.target;
    return {308, {text, {"Location", location}}, "This port speaks https and wss only: " + location + '\n'};
}

} // namespace confab::net

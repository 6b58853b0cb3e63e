// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/builtinpage.h"

#include "server/http/answers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::web {

namespace {

/// Host names, IPv4, bracketed IPv6 and a port consist of these; anything else could end the directive.
bool isPlainHost(QByteArrayView host)
{
    return !host.isEmpty() && std::all_of(host.cbegin(), host.cend(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView(".-:[]_").contains(c);
    });
}

http::Response secured(http::Response response, const http::RequestHead &request)
{
    response.headers.set("Content-Security-Policy", contentSecurityPolicy(request.headers.value("Host")));
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", "no-referrer");
    return response;
}

} // namespace

QByteArray contentSecurityPolicy(QByteArrayView host)
{
    QByteArray connect = "'self'";
    if (isPlainHost(host))
        connect += " ws://" + host.toByteArray() + " wss://" + host.toByteArray();
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
        + connect + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

BuiltinPage::BuiltinPage()
    : m_files(u":/confab/page"_s)
{ }

http::Response BuiltinPage::respondWithPage(const http::RequestHead &request) const
{
    return secured(m_files.respond(request, u"index.html"_s), request);
}

http::Response BuiltinPage::respond(const http::RequestHead &request) const
{
    const QString name = QString::fromLatin1(request.path().mid(qsizetype(qstrlen(folder))));
    if (name.isEmpty())
        return respondWithPage(request);
    return secured(m_files.respond(request, name), request);
}

} // namespace confab::web

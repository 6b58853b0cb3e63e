// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/answers.h"

namespace confab::web {

http::Response textAnswer(int status, QByteArrayView text)
{
    http::Response response;
    response.status = status;
    response.headers.add("Content-Type", "text/plain; charset=utf-8");
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.body = text.toByteArray() + '\n';
    return response;
}

http::Response notFound() { return textAnswer(404, "Not found: there is nothing at this address."); }

http::Response methodNotAllowed()
{
    http::Response response = textAnswer(405, "Only GET and HEAD are answered here.");
    response.headers.add("Allow", "GET, HEAD");
    return response;
}

http::Response notModified(QByteArray etag)
{
    http::Response response;
    response.status = 304;
    response.headers.add("Cache-Control", revalidate);
    response.headers.add("ETag", std::move(etag));
    return response;
}

http::Response movedTo(const QByteArray &location)
{
    http::Response response = textAnswer(301, "Moved to " + location);
    response.headers.add("Location", location);
    return response;
}

http::Response healthy()
{
    http::Response response;
    response.headers.add("Content-Type", "application/json; charset=utf-8");
    response.headers.add("Cache-Control", "no-store");
    response.body = QByteArrayLiteral("{\"status\":\"ok\"}\n");
    return response;
}

bool isRead(const http::RequestHead &request) { return request.method == "GET" || request.method == "HEAD"; }

} // namespace confab::web

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QString>

#include <functional>

class QHttpServer;
class QTcpServer;

/// Everything in which Qt HTTP Server differs between 6.4 and 6.8: the missing handler, the headers of
/// requests and responses, bind(). The rest of Confab sees only values.
namespace confab::web::compat {

using Handler = std::function<http::Response(const http::RequestHead &)>;

/// Answers exactly `path` by `handler`, for every method.
void route(QHttpServer &server, const QString &path, Handler handler);
/// Answers every path that begins with `folder`, which ends in a slash.
void routeFolder(QHttpServer &server, const QString &folder, Handler handler);
/// Answers whatever no route takes.
void setMissingHandler(QHttpServer &server, Handler handler);

/// Takes the connections of `connections` and, with success, the object itself. On 6.8 it has to have
/// listened; on 6.4 a QTcpServer that never listened draws a warning per connection.
[[nodiscard]] bool bind(QHttpServer &server, QTcpServer *connections);

} // namespace confab::web::compat

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace confab::engineio {

/// Pages of which other origins may talk to a server over polling, in the terms of npm's `cors` (Fetch
/// Standard, "CORS protocol"). WebSockets know no CORS: use Server::setAllowRequest for those.
struct CorsConfig
{
    QList<QByteArray> origins{}; ///< "https://chat.example"; "*" for all
    bool credentials = false; ///< cookies may come along; not with "*", browsers refuse that
    QList<QByteArray> methods{"GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"};
    QList<QByteArray> allowedHeaders{}; ///< what the browser asks for, without any
    QList<QByteArray> exposedHeaders{};
    std::optional<std::chrono::seconds> maxAge{}; ///< of a preflight's answer

    friend bool operator==(const CorsConfig &, const CorsConfig &) = default;
};

/// The headers that every answer to this request gets, errors too.
[[nodiscard]] http::Headers corsHeaders(const CorsConfig &config, const http::RequestHead &head);
/// The answer to a preflight (OPTIONS), nothing for any other request.
[[nodiscard]] std::optional<http::Response> corsPreflight(const CorsConfig &config,
                                                          const http::RequestHead &head);

} // namespace confab::engineio

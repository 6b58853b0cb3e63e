// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/cors.h"

namespace confab::engineio {

http::Headers corsHeaders(const CorsConfig &config, const http::RequestHead &head)
{
    http::Headers headers;
    if (config.origins.contains("*")) {
        headers.add("Access-Control-Allow-Origin", "*");
    } else {
        // Caches must not give one origin's answer to another, so Vary stands there even when this one is
        // refused.
        const QByteArray origin = head.headers.value("Origin");
        headers.add("Vary", "Origin");
        if (!origin.isEmpty() && config.origins.contains(origin))
            headers.add("Access-Control-Allow-Origin", origin);
    }
    if (config.credentials)
        headers.add("Access-Control-Allow-Credentials", "true");
    if (!config.exposedHeaders.isEmpty())
        headers.add("Access-Control-Expose-Headers", config.exposedHeaders.join(','));
    return headers;
}

std::optional<http::Response> corsPreflight(const CorsConfig &config, const http::RequestHead &head)
{
    if (head.method != "OPTIONS")
        return std::nullopt;
    http::Response response{204, corsHeaders(config, head), {}};
    response.headers.add("Access-Control-Allow-Methods", config.methods.join(','));
    if (!config.allowedHeaders.isEmpty()) {
        response.headers.add("Access-Control-Allow-Headers", config.allowedHeaders.join(','));
    } else if (const QByteArray asked = head.headers.value("Access-Control-Request-Headers");
               !asked.isEmpty()) {
        response.headers.add("Access-Control-Allow-Headers", asked);
        response.headers.add("Vary", "Access-Control-Request-Headers");
    }
    if (config.maxAge)
        response.headers.add("Access-Control-Max-Age", QByteArray::number(qint64(config.maxAge->count())));
    return response;
}

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/httpexchange.h"

#include <memory>

namespace confab::engineio {

/// An exchange whose answer gets some headers more, whoever gives it.
class DecoratedExchange final : public net::HttpExchange
{
public:
    DecoratedExchange(std::unique_ptr<net::HttpExchange> exchange, http::Headers headers)
        : m_exchange(std::move(exchange))
        , m_headers(std::move(headers))
    { }

    [[nodiscard]] const http::Request &request() const override { return m_exchange->request(); }
    [[nodiscard]] const net::Peer &peer() const override { return m_exchange->peer(); }
    void respond(http::Response response) override { m_exchange->respond(decorated(std::move(response))); }
    void beginStream(http::Response response) override
    {
        m_exchange->beginStream(decorated(std::move(response)));
    }
    void write(const QByteArray &bytes) override { m_exchange->write(bytes); }
    [[nodiscard]] qint64 bytesQueued() const override { return m_exchange->bytesQueued(); }
    void setAbortHandler(std::function<void()> handler) override
    {
        m_exchange->setAbortHandler(std::move(handler));
    }

private:
    [[nodiscard]] http::Response decorated(http::Response response) const
    {
        for (const http::Header &header : m_headers.fields())
            response.headers.add(header.name, header.value);
        return response;
    }

    const std::unique_ptr<net::HttpExchange> m_exchange;
    const http::Headers m_headers;
};

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/httpexchange.h"

#include <memory>
#include <optional>

namespace confab::testing {

/// What the test sees of an HTTP exchange that the code under test owns.
struct HttpProbe
{
    http::Request request;
    net::Peer peer;
    std::optional<http::Response> response;
    std::optional<http::Response> streamHead; ///< of an answer without an announced end
    QByteArray streamed; ///< what was written to it
    qint64 bytesQueued = 0; ///< what the test wants it to be
    int responses = 0;
    bool destroyed = false;
    std::function<void()> abortHandler;

    /// The client goes away.
    void abort()
    {
        if (const auto handler = std::exchange(abortHandler, nullptr))
            handler();
    }
    [[nodiscard]] bool isPending() const { return !response && !streamHead && !destroyed; }
    [[nodiscard]] int status() const { return response ? response->status : 0; }
    [[nodiscard]] QByteArray body() const { return response ? response->body : QByteArray(); }
};

class FakeHttpExchange final : public net::HttpExchange
{
public:
    explicit FakeHttpExchange(std::shared_ptr<HttpProbe> probe)
        : m_probe(std::move(probe))
    { }
    ~FakeHttpExchange() override
    {
        m_probe->destroyed = true;
        m_probe->abortHandler = nullptr;
    }

    [[nodiscard]] const http::Request &request() const override { return m_probe->request; }
    [[nodiscard]] const net::Peer &peer() const override { return m_probe->peer; }
    void respond(http::Response response) override
    {
        ++m_probe->responses;
        if (!m_probe->response)
            m_probe->response = std::move(response);
        m_probe->abortHandler = nullptr;
    }
    void beginStream(http::Response response) override
    {
        m_probe->streamed += response.body;
        m_probe->streamHead = std::move(response);
    }
    void write(const QByteArray &bytes) override { m_probe->streamed += bytes; }
    [[nodiscard]] qint64 bytesQueued() const override { return m_probe->bytesQueued; }
    void setAbortHandler(std::function<void()> handler) override
    {
        m_probe->abortHandler = std::move(handler);
    }

private:
    std::shared_ptr<HttpProbe> m_probe;
};

} // namespace confab::testing

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/connection.h"
#include "server/net/httpexchange.h"

#include <functional>
#include <utility>

namespace confab::net {

/// A request of a Connection as its handler holds it; part of the Connection, which knows it until either
/// goes.
class Connection::Exchange final : public HttpExchange
{
public:
    Exchange(Connection *connection, http::Request request, Peer peer)
        : m_connection(connection)
        , m_request(std::move(request))
        , m_peer(std::move(peer))
    { }

    ~Exchange() override
    {
        if (!m_connection)
            return;
        m_connection->m_exchange = nullptr;
        m_connection->close(); // nobody will answer any more
    }

    [[nodiscard]] const http::Request &request() const override { return m_request; }
    [[nodiscard]] const Peer &peer() const override { return m_peer; }

    void respond(http::Response response) override
    {
        if (m_connection && m_connection->m_phase == Phase::Streaming)
            return;
        if (Connection *connection = std::exchange(m_connection, nullptr)) {
            m_abortHandler = nullptr;
            connection->m_exchange = nullptr;
            connection->answer(response);
        }
    }

    void beginStream(http::Response response) override
    {
        if (m_connection)
            m_connection->beginStream(response);
    }

    void write(const QByteArray &bytes) override
    {
        if (m_connection)
            m_connection->writeStream(bytes);
    }

    [[nodiscard]] qint64 bytesQueued() const override
    {
        return m_connection ? m_connection->m_stream->bytesQueued() : 0;
    }

    void setAbortHandler(std::function<void()> handler) override { m_abortHandler = std::move(handler); }

    /// Whether its holder wants to know at once that the client has gone.
    [[nodiscard]] bool isWatched() const { return m_abortHandler != nullptr; }

    /// The client has gone. May destroy this.
    void abort()
    {
        m_connection = nullptr;
        if (const auto handler = std::exchange(m_abortHandler, nullptr))
            handler();
    }

private:
    Connection *m_connection;
    http::Request m_request;
    Peer m_peer;
    std::function<void()> m_abortHandler;
};

} // namespace confab::net

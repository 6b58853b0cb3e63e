// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/transport.h"
#include "server/net/httpexchange.h"

#include <memory>

namespace confab::engineio {

/// HTTP long-polling: GETs wait for packets, POSTs bring some (Engine.IO protocol 4, "HTTP long-polling").
class PollingTransport final : public Transport
{
public:
    /// `listener` must outlive it, and may end the session in a call but not destroy this.
    PollingTransport(TransportListener &listener, qint64 maxPayload);
    ~PollingTransport() override;

    /// A GET, POST or anything else with the session's sid.
    void handle(std::unique_ptr<net::HttpExchange> exchange);
    /// Answers the pending poll, if there is one, with a packet that says nothing: the client is about to
    /// upgrade, or its session is over and it knows.
    void releasePoll();

    [[nodiscard]] TransportKind kind() const override { return TransportKind::Polling; }
    [[nodiscard]] bool isWritable() const override { return m_poll != nullptr; }
    void send(const QList<OutgoingPacketPtr> &packets) override;
    void close(CloseReason reason) override;
    [[nodiscard]] quint64 bytesIn() const override { return m_bytesIn; }
    [[nodiscard]] quint64 bytesOut() const override { return m_bytesOut; }
    [[nodiscard]] qint64 bytesQueued() const override { return 0; }

private:
    void handlePoll(std::unique_ptr<net::HttpExchange> exchange);
    void handlePost(net::HttpExchange &exchange);
    /// Hands the packets of a body over; the status to answer with.
    [[nodiscard]] int receive(const http::Request &request);

    TransportListener &m_listener;
    const qint64 m_maxPayload;
    std::unique_ptr<net::HttpExchange> m_poll; ///< waits for something to send
    quint64 m_bytesIn = 0; ///< bodies only
    quint64 m_bytesOut = 0;
};

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/doubleencoding.h"
#include "server/engineio/pollformat.h"
#include "server/engineio/transport.h"
#include "server/net/httpexchange.h"
#include "server/net/timers.h"

#include <memory>
#include <optional>

namespace confab::engineio {

/// HTTP long-polling: GETs wait for packets, POSTs bring some (Engine.IO protocol 4, "HTTP long-polling").
class PollingTransport final : public Transport
{
public:
    /// `listener` must outlive it, and may end the session in a call but not destroy this.
    PollingTransport(TransportListener &listener, Revision revision, qint64 maxPayload, net::Timers &timers);
    ~PollingTransport() override;

    /// A GET, POST or anything else with the session's sid.
    void handle(std::unique_ptr<net::HttpExchange> exchange, PollFormat format);
    /// Answers the pending poll, if there is one, with a packet that says nothing: the client is about to
    /// upgrade, or its session is over and it knows.
    void releasePoll();
    /// Whether the client waits for the answer to its last POST, before which it may not send another.
    [[nodiscard]] bool isPaused() const { return m_pause.isActive(); }

    [[nodiscard]] TransportKind kind() const override { return TransportKind::Polling; }
    [[nodiscard]] bool isWritable() const override { return m_poll.has_value(); }
    void send(const OutgoingBatch &batch) override;
    void close(CloseReason reason) override;
    /// Of a POST that is being handled: its answer is held back for so long.
    void pause(std::chrono::milliseconds duration) override;
    [[nodiscard]] quint64 bytesIn() const override { return m_bytesIn; }
    [[nodiscard]] quint64 bytesOut() const override { return m_bytesOut; }
    [[nodiscard]] qint64 bytesQueued() const override { return 0; }

private:
    struct Poll
    {
        std::unique_ptr<net::HttpExchange> exchange;
        PollFormat format;
    };

    void handlePoll(std::unique_ptr<net::HttpExchange> exchange, PollFormat format);
    void handlePost(std::unique_ptr<net::HttpExchange> exchange, const PollFormat &format);
    void answerHeldPost();
    /// Hands the packets of a body over; the status to answer with.
    [[nodiscard]] int receive(const http::Request &request, const PollFormat &format);

    TransportListener &m_listener;
    const Revision m_revision;
    const qint64 m_maxPayload;
    std::optional<Poll> m_poll; ///< waits for something to send
    std::unique_ptr<net::HttpExchange> m_heldPost; ///< accepted, and not answered yet
    net::Deadline m_pause;
    DoubleEncoding m_doubleEncoding; ///< of the texts of revision 3
    quint64 m_bytesIn = 0; ///< bodies only
    quint64 m_bytesOut = 0;
};

} // namespace confab::engineio

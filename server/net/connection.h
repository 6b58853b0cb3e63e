// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/requestparser.h"
#include "server/net/handoff.h"
#include "server/net/limits.h"
#include "server/net/outputwatch.h"
#include "server/net/requesthandler.h"
#include "server/net/streambase.h"
#include "server/net/timers.h"
#include "server/net/websocketgateway.h"

#include <QObject>

#include <memory>

namespace confab::net {

class Dealer;

/// One client's connection while it speaks HTTP: reads strictly, passes on one request at a time, writes the
/// answers in order, and gives the stream to a WebSocketConnection when the client upgrades. A request that
/// another thread has to answer takes the connection along to it. Thread: the shard's.
class Connection final : public QObject, private StreamListener
{
    Q_OBJECT

public:
    struct Services
    {
        RequestHandler &handler;
        WebSocketGateway &webSockets;
        Timers &timers;
        const Limits &limits;
        bool isTlsOnly = false; ///< requests in plain text are redirected
        Dealer *dealer = nullptr; ///< where there are several threads
    };

    /// `full`: there is no room for another client; the first request is answered 503.
    Connection(std::unique_ptr<StreamBase> stream, Services services, bool full, Tally::Share share = {});
    /// Comes from another thread; resume() goes on with its request.
    Connection(std::unique_ptr<StreamBase> stream, Services services, MovedConnection moved);
    ~Connection() override;

    /// Stops taking requests; closes at once when none is being answered.
    void shutDown();
    /// Once, for who has moved.
    void resume();

Q_SIGNALS:
    /// Over, upgraded, or with another thread: may be deleted (later, it is on the stack).
    void finished();

private:
    class Exchange;
    enum class Phase {
        Reading, ///< a request, or waiting for one
        Answering, ///< one request is with its handler
        Sending, ///< an answer: the next request waits until the peer has read it
        Streaming, ///< an answer without an end is being written
        Upgrading, ///< the handshake is with QWebSocketServer
        Leaving, ///< for the thread that has to answer, as soon as what is queued is out
        Lingering, ///< our last answer goes out; what still comes is thrown away until the peer closes
        Closing, ///< what is queued still goes out, then the connection ends
        Over
    };

    void readable() override;
    void drained() override;
    void peerFinished() override;
    void disconnected() override;

    void process();
    /// One step of reading; false when there is nothing more to do now.
    [[nodiscard]] bool readStep();
    void headArrived();
    void requestArrived();
    void leaveFor(size_t home);
    void leaveSoon();
    void leave();
    void beginUpgrade();
    void abandonUpgrade();
    void finishUpgrade(WebSocketGateway::Outcome outcome);
    void answer(const http::Response &response);
    void beginStream(const http::Response &response);
    void writeStream(const QByteArray &bytes);
    void dropSlowReader();
    void awaitRequest();
    [[nodiscard]] bool nothingFollows() const;
    void endOfRequests();
    void abortIfHeld();
    /// Whether the peer speaks TLS to a port that does not: that is the end.
    [[nodiscard]] bool refuseTls();
    /// False when the body is not wanted.
    [[nodiscard]] bool beginBody();
    void watchBody(std::chrono::milliseconds time);
    void abortBody();
    void refuse(int status, const QByteArray &detail);
    void refuse(const http::Response &response);
    void linger();
    void close();
    void finish();
    void startHeadClock();

    Services m_services;
    std::unique_ptr<StreamBase> m_stream;
    Tally::Share m_share; ///< of those that speak HTTP
    const bool m_full;
    Phase m_phase = Phase::Reading;
    bool m_shuttingDown = false;
    bool m_processing = false;
    bool m_peerFinished = false; ///< nothing more will come, answers are still read
    QByteArray m_buffer;
    http::RequestParser m_parser;
    http::RequestHead m_head; ///< of the request being answered
    Peer m_peer; ///< who sent it
    std::unique_ptr<PendingBody> m_body; ///< of the request being read
    Exchange *m_exchange = nullptr; ///< with its handler; knows us until either goes
    WebSocketGateway::Ticket m_upgrade = 0;
    size_t m_home = 0; ///< while leaving: the place to go to
    bool m_headClockRuns = false; ///< a request has begun: its deadline is not extended by a drip
    std::chrono::milliseconds m_bodyBegan{0};
    Deadline m_deadline;
    OutputWatch m_output; ///< of a stream
};

} // namespace confab::net

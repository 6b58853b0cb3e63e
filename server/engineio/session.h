// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/revision.h"
#include "protocol/http/message.h"
#include "protocol/http/urlquery.h"
#include "server/engineio/closereason.h"
#include "server/engineio/config.h"
#include "server/engineio/heartbeat.h"
#include "server/engineio/outgoingbatch.h"
#include "server/engineio/pollformat.h"
#include "server/engineio/transport.h"
#include "server/engineio/upgrade.h"
#include "server/net/admission.h"
#include "server/net/httpexchange.h"
#include "server/net/websocketchannel.h"

#include <QList>

#include <memory>
#include <optional>

namespace confab::engineio {

class LingeringChannels;
class PollingTransport;

/// What a window shows about a session.
struct SessionStats
{
    Revision revision = Revision::V4;
    TransportKind transport = TransportKind::Polling;
    bool upgraded = false; ///< began on polling
    std::optional<std::chrono::milliseconds> roundTrip; ///< of the last heartbeat
    std::chrono::milliseconds heartbeatDue{0}; ///< until the client counts as gone if nothing comes from it
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    qint64 bytesQueued = 0; ///< accepted by send() and not yet given to the system
    bool isSlowed = false; ///< it sends more than its admission allows
};

/// The request that opened the session.
struct SessionRequest
{
    http::RequestHead head;
    http::QueryParameters query;
    net::Peer peer;
    Revision revision = Revision::V4;
};

/// What is above a session. Called on the session's thread, never from inside a call into the session.
class SessionHandler
{
public:
    SessionHandler() = default;
    Q_DISABLE_COPY_MOVE(SessionHandler)
    virtual ~SessionHandler() = default;

    /// A message of the client; `binary` or valid UTF-8.
    virtual void messageReceived(const QByteArray &data, bool binary) = 0;
    /// The last call. Not made for a session that the handler closed itself.
    virtual void sessionClosed(CloseReason reason) = 0;
};

/// One client of Engine.IO: its transport of the moment, what waits to be sent, its heartbeat and
/// its change from polling to WebSocket (Engine.IO protocols 3 and 4). Owned by the Server. A closed session
/// lives until the next turn of the event loop. Thread: the shard's.
class Session final : private TransportListener, private UpgradeListener
{
public:
    /// What a session asks of its server.
    class Owner
    {
    public:
        Owner() = default;
        Q_DISABLE_COPY_MOVE(Owner)
        virtual ~Owner() = default;
        /// The session is over; it must be destroyed in a later turn. `lateGet`: none of
        /// its polls was pending, so one may be on its way, and this is what it is to be told.
        virtual void sessionEnded(Session &session, std::optional<PacketType> lateGet) = 0;
    };

    Session(QByteArray sid, SessionRequest request, const Config &config, net::Timers &timers,
            LingeringChannels &lingering, Owner &owner);
    ~Session() override;
    Q_DISABLE_COPY_MOVE(Session)

    /// The session's secret; never shown to anybody but its client.
    [[nodiscard]] const QByteArray &sid() const { return m_sid; }
    [[nodiscard]] const SessionRequest &request() const { return m_request; }
    /// Which protocol the client speaks; the same for the session's whole life.
    [[nodiscard]] Revision revision() const { return m_request.revision; }
    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    [[nodiscard]] TransportKind transportKind() const;
    [[nodiscard]] bool isUpgrading() const { return m_upgrade != nullptr; }
    [[nodiscard]] SessionStats stats() const;

    /// Not owned; null stops the calls.
    void setHandler(SessionHandler *handler) { m_handler = handler; }

    /// Whether what is sent now would go out at once: a poll waits, or the WebSocket has nothing queued.
    [[nodiscard]] bool isWritable() const;
    /// Sends the messages in order, together where the transport can. Ignored once closed. Never calls the
    /// handler.
    void send(const OutgoingBatch &messages);
    /// Before send(), see net::prefetch.
    void prefetch(std::size_t step) const;
    static constexpr std::size_t prefetchSteps = 2 + Transport::prefetchSteps;
    /// Ends the session, after what was sent before has gone out; the handler is not called any more.
    void close();

    // For the server.
    /// Null: it may send as much as it likes.
    void setAdmission(std::unique_ptr<net::Admission> admission) { m_admission = std::move(admission); }
    /// Ends the session if its heartbeat is overdue: whoever asks for it now must not find it by a timer's
    /// lateness.
    void expire();
    void openPolling(std::unique_ptr<net::HttpExchange> exchange, PollFormat format);
    void openWebSocket(std::unique_ptr<net::WebSocketChannel> channel);
    void handlePollingRequest(std::unique_ptr<net::HttpExchange> exchange, PollFormat format);
    /// A POST's body is on its way; false, and the end of the session, when another one is.
    [[nodiscard]] bool beginPost();
    void endPost() { m_isPosting = false; }
    /// The body broke off.
    void abortPost();
    void startUpgrade(std::unique_ptr<net::WebSocketChannel> channel);
    /// Ends the session without waiting for anything; the handler is told ShuttingDown.
    void shutDown() { end(CloseReason::ShuttingDown); }

private:
    enum class State : quint8 {
        Open,
        Closing, ///< from above; the client is told with its next poll
        Overrun, ///< too much waited for a client that does not poll; ends in the next turn
        Closed
    };

    Verdict packetReceived(const Packet &packet) override;
    void transportReady() override;
    void transportFailed(CloseReason reason) override;
    void releasePoll() override;
    void upgradeCompleted(std::unique_ptr<net::WebSocketChannel> channel) override;
    void upgradeFailed() override;

    [[nodiscard]] Verdict heartbeatReceived(const Packet &packet);
    /// So many packets have come: makes the client wait when they are too many.
    void slowDown(int packets);
    void begin(std::unique_ptr<Transport> transport, const QList<QByteArray> &upgrades);
    void sendNow(OutgoingPacketPtr packet);
    void flush();
    void keep(const QList<OutgoingPacketPtr> &packets);
    void end(CloseReason reason);

    const QByteArray m_sid;
    const SessionRequest m_request;
    const Config &m_config;
    net::Timers &m_timers;
    LingeringChannels &m_lingering;
    Owner &m_owner;
    SessionHandler *m_handler = nullptr;
    std::unique_ptr<net::Admission> m_admission;
    // What a broadcast looks at, side by side.
    State m_state = State::Open;
    bool m_upgraded = false;
    bool m_isPosting = false;
    std::unique_ptr<Transport> m_transport;
    QList<OutgoingPacketPtr> m_buffer;

    PollingTransport *m_polling = nullptr; ///< m_transport, while it is polling
    std::unique_ptr<Upgrade> m_upgrade;
    Heartbeat m_heartbeat;
    net::Deadline m_closeDeadline;
    qint64 m_bufferedBytes = 0;
    qint64 m_largePiece = 0; ///< the size of one larger than the bound that waits
    quint64 m_bytesIn = 0; ///< of the transport before the upgrade
    quint64 m_bytesOut = 0;
};

} // namespace confab::engineio

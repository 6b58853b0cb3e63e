// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/session.h"

#include "protocol/engineio/handshake.h"
#include "server/engineio/lingeringchannels.h"
#include "server/engineio/pollingtransport.h"
#include "server/engineio/websockettransport.h"
#include "server/net/prefetch.h"

#include <QLoggingCategory>

#include <algorithm>

namespace confab::engineio {

namespace {

Q_LOGGING_CATEGORY(logSession, "confab.engineio.session", QtInfoMsg)

} // namespace

Session::Session(QByteArray sid, SessionRequest request, const Config &config, net::Timers &timers,
                 LingeringChannels &lingering, Owner &owner)
    : m_sid(std::move(sid))
    , m_request(std::move(request))
    , m_config(config)
    , m_timers(timers)
    , m_lingering(lingering)
    , m_owner(owner)
    , m_heartbeat(timers, config.pingInterval, config.pingTimeout)
    , m_closeDeadline(timers)
{ }

Session::~Session() = default;

void Session::openPolling(std::unique_ptr<net::HttpExchange> exchange, PollFormat format)
{
    TransportListener &listener = *this;
    auto polling = std::make_unique<PollingTransport>(listener, revision(), m_config.maxPayload, m_timers);
    m_polling = polling.get();
    begin(std::move(polling),
          m_config.allowUpgrades && m_config.allowWebSocket ? QList<QByteArray>{"websocket"}
                                                            : QList<QByteArray>());
    m_polling->handle(std::move(exchange), std::move(format)); // takes the open packet
}

void Session::openWebSocket(std::unique_ptr<net::WebSocketChannel> channel)
{
    TransportListener &listener = *this;
    begin(std::make_unique<WebSocketTransport>(listener, std::move(channel), m_lingering, revision()), {});
}

void Session::begin(std::unique_ptr<Transport> transport, const QList<QByteArray> &upgrades)
{
    qCDebug(logSession) << "connection" << m_request.peer.connectionId << "opened a session";
    m_transport = std::move(transport);
    const Handshake handshake{m_sid, upgrades, m_config.pingInterval, m_config.pingTimeout,
                              m_config.maxPayload};
    sendNow(std::make_shared<const OutgoingPacket>(Packet{PacketType::Open, toJson(handshake), false}));
    const auto expired = [this] { end(CloseReason::PingTimeout); };
    if (revision() == Revision::V3)
        m_heartbeat.awaitPings(expired);
    else
        m_heartbeat.start([this] { sendNow(OutgoingPacket::control(PacketType::Ping)); }, expired);
}

void Session::handlePollingRequest(std::unique_ptr<net::HttpExchange> exchange, PollFormat format)
{
    Q_ASSERT(m_polling);
    m_polling->handle(std::move(exchange), std::move(format));
}

bool Session::beginPost()
{
    if (std::exchange(m_isPosting, true) || (m_polling && m_polling->isPaused())) {
        end(CloseReason::TransportError);
        return false;
    }
    return true;
}

void Session::abortPost()
{
    if (m_polling)
        end(CloseReason::TransportError);
}

void Session::startUpgrade(std::unique_ptr<net::WebSocketChannel> channel)
{
    Q_ASSERT(m_polling && !m_upgrade);
    UpgradeListener &listener = *this;
    m_upgrade = std::make_unique<Upgrade>(listener, std::move(channel), m_lingering, m_timers,
                                          m_config.upgradeTimeout);
}

TransportKind Session::transportKind() const
{
    return m_transport ? m_transport->kind() : TransportKind::Polling;
}

SessionStats Session::stats() const
{
    SessionStats stats;
    stats.revision = revision();
    stats.transport = transportKind();
    stats.upgraded = m_upgraded;
    stats.roundTrip = m_heartbeat.roundTrip();
    stats.heartbeatDue = m_heartbeat.due();
    stats.bytesIn = m_bytesIn + m_transport->bytesIn();
    stats.bytesOut = m_bytesOut + m_transport->bytesOut();
    stats.bytesQueued = m_bufferedBytes + m_transport->bytesQueued();
    stats.isSlowed = m_admission && m_admission->isSlowed();
    return stats;
}

bool Session::isWritable() const
{
    return m_state == State::Open && m_buffer.isEmpty() && m_transport->isWritable()
        && m_transport->bytesQueued() == 0;
}

void Session::prefetch(std::size_t step) const
{
    if (step == 0) {
        net::prefetch(m_state);
        net::prefetch(m_buffer);
    } else if (step == 1) {
        net::prefetch(*m_transport);
    } else {
        m_transport->prefetch(step - 2);
    }
}

void Session::send(const OutgoingBatch &messages)
{
    if (m_state != State::Open || messages.isEmpty())
        return;
    if (m_buffer.isEmpty() && m_transport->isWritable()) {
        m_transport->send(messages);
        return;
    }
    keep(messages.packets());
}

void Session::keep(const QList<OutgoingPacketPtr> &packets)
{
    constexpr qint64 entryBytes = 64; // what even an empty packet costs
    // As net::OutputWatch has it for a WebSocket.
    if (m_bufferedBytes + m_buffer.size() * entryBytes <= m_config.maxBuffered + m_largePiece) {
        qint64 bytes = 0;
        for (const OutgoingPacketPtr &packet : packets)
            bytes += packet->packet().data.size();
        m_bufferedBytes += bytes;
        if (bytes > m_config.maxBuffered)
            m_largePiece = std::max(m_largePiece, bytes);
        m_buffer.append(packets);
        return;
    }
    qCInfo(logSession) << "connection" << m_request.peer.connectionId
                       << "is given up: it does not poll for what waits," << m_bufferedBytes << "bytes";
    m_buffer.clear();
    m_bufferedBytes = 0;
    m_largePiece = 0;
    m_state = State::Overrun;
    m_heartbeat.stop();
    // Not at once: sending never calls the handler.
    m_closeDeadline.set(std::chrono::milliseconds(0), [this] { end(CloseReason::TransportError); });
}

void Session::sendNow(OutgoingPacketPtr packet) { send({std::move(packet)}); }

void Session::flush()
{
    if (m_buffer.isEmpty() || !m_transport->isWritable())
        return;
    m_bufferedBytes = 0;
    m_largePiece = 0;
    m_transport->send(std::exchange(m_buffer, {}));
}

void Session::close()
{
    m_handler = nullptr;
    if (m_state != State::Open)
        return;
    if (m_transport->isWritable()) {
        end(CloseReason::ForcedClose);
        return;
    }
    // No poll to tell it by: the next one is told, or the WebSocket that an upgrade brings.
    m_state = State::Closing;
    m_heartbeat.stop();
    m_closeDeadline.set(m_config.closeTimeout, [this] { end(CloseReason::ForcedClose); });
}

Verdict Session::packetReceived(const Packet &packet)
{
    if (m_state != State::Open)
        return Verdict::Ended;
    slowDown(1);
    const bool isHeartbeat = packet.type == PacketType::Ping || packet.type == PacketType::Pong;
    if (isHeartbeat)
        return heartbeatReceived(packet);
    m_heartbeat.otherPacketReceived();

    switch (packet.type) {
    case PacketType::Message:
        if (m_handler)
            m_handler->messageReceived(packet.data, packet.binary);
        return m_state == State::Open ? Verdict::Accepted : Verdict::Ended;
    case PacketType::Close:
        end(CloseReason::TransportClose);
        return Verdict::Ended;
    default:
        return Verdict::Accepted;
    }
}

void Session::slowDown(int packets)
{
    const auto wait = m_admission ? m_admission->take(packets) : std::chrono::milliseconds::zero();
    if (wait <= wait.zero())
        return;
    m_transport->pause(wait);
    m_heartbeat.hold(wait);
}

Verdict Session::heartbeatReceived(const Packet &packet)
{
    // In revision 4 the server pings, in revision 3 the client.
    const bool clientPings = revision() == Revision::V3;
    if (clientPings != (packet.type == PacketType::Ping)) {
        end(CloseReason::TransportError);
        return Verdict::Refused;
    }
    if (clientPings) {
        m_heartbeat.pingReceived();
        sendNow(OutgoingPacket::control(PacketType::Pong)); // without the ping's data, as in node's server
    } else {
        m_heartbeat.pongReceived();
    }
    return Verdict::Accepted;
}

void Session::expire()
{
    if (m_heartbeat.isOverdue())
        end(CloseReason::PingTimeout);
}

void Session::transportReady()
{
    if (m_state != State::Closing || !m_buffer.isEmpty()) {
        // What was sent before goes alone, as in node's server: clients look at the packets of a payload a
        // moment later than at a close among them.
        flush();
        return;
    }
    m_buffer.append(OutgoingPacket::control(PacketType::Close));
    flush();
    end(CloseReason::ForcedClose);
}

void Session::transportFailed(CloseReason reason) { end(reason); }

void Session::releasePoll()
{
    if (m_polling)
        m_polling->releasePoll();
}

void Session::upgradeCompleted(std::unique_ptr<net::WebSocketChannel> channel)
{
    m_polling->releasePoll();
    m_polling = nullptr;
    m_bytesIn += m_transport->bytesIn();
    m_bytesOut += m_transport->bytesOut();
    TransportListener &listener = *this;
    m_transport = std::make_unique<WebSocketTransport>(listener, std::move(channel), m_lingering, revision());
    m_upgraded = true;
    m_upgrade.reset();
    slowDown(0); // what it owes from polling
    flush();
    if (m_state == State::Closing)
        end(CloseReason::ForcedClose);
}

void Session::upgradeFailed() { m_upgrade.reset(); }

void Session::end(CloseReason reason)
{
    if (m_state == State::Closed)
        return;
    qCDebug(logSession) << "session of connection" << m_request.peer.connectionId << "ended, reason"
                        << int(reason);
    // Between two polls: the next one is told, and not refused as unknown.
    std::optional<PacketType> lateGet;
    if (m_polling && m_state == State::Open && !m_polling->isWritable()) {
        if (reason == CloseReason::TransportClose)
            lateGet = PacketType::Noop;
        else if (reason == CloseReason::ShuttingDown)
            lateGet = PacketType::Close;
    }
    m_state = State::Closed;
    m_heartbeat.stop();
    m_closeDeadline.cancel();
    m_upgrade.reset();
    m_transport->close(reason);
    m_buffer.clear();
    m_bufferedBytes = 0;
    SessionHandler *handler = std::exchange(m_handler, nullptr);
    m_owner.sessionEnded(*this, lateGet);
    if (handler)
        handler->sessionClosed(reason);
}

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/websocketclient.h"

#include "protocol/websocket/frame.h"
#include "server/chat/peertext.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logWebSocket, "confab.chat.websocket", QtInfoMsg)

constexpr quint16 unsupportedData = 1003;

} // namespace

WebSocketClient::WebSocketClient(quint64 id, Connection connection)
    : m_id(id)
    , m_connection(std::move(connection))
    , m_connectedAt(QDateTime::currentDateTimeUtc())
    , m_deadline(m_connection.timers)
{
    m_connection.channel->setReceiver(this);
    waitToPing();
}

WebSocketClient::~WebSocketClient() = default;

ClientStatus WebSocketClient::status() const
{
    ClientStatus status;
    status.id = m_id;
    status.name = person().name;
    status.address = peerText(m_connection.channel->peer());
    status.transport = takesJson() ? Transport::JsonWebSocket : Transport::PlainWebSocket;
    status.isSecure = m_connection.channel->peer().secure;
    status.engineRevision = 0;
    status.room = rooms().join(u", "_s);
    status.connectedAt = m_connectedAt;
    status.roundTripMs = m_roundTripMs;
    status.heartbeatDueMs = static_cast<int>((m_due - m_connection.timers.now()).count());
    status.bytesIn = m_connection.channel->bytesIn();
    status.bytesOut = m_connection.channel->bytesOut();
    status.bytesQueued = m_connection.channel->bytesQueued();
    status.isSlowed = m_connection.admission && m_connection.admission->isSlowed();
    return status;
}

void WebSocketClient::textReceived(const QByteArray &utf8)
{
    slowDown();
    heard(utf8);
}

void WebSocketClient::binaryReceived(const QByteArray &)
{
    close(unsupportedData, QByteArrayLiteral("This WebSocket takes text only"));
}

void WebSocketClient::pongReceived()
{
    if (m_pingSentAt) {
        m_roundTripMs = static_cast<int>((m_connection.timers.now() - *m_pingSentAt).count());
        m_pingSentAt.reset();
    }
    waitToPing();
}

void WebSocketClient::closed(quint16 code, const QByteArray &)
{
    qCInfo(logWebSocket) << "client" << m_id << "left:" << code;
    const Gone gone = m_connection.gone; // destroys this
    gone();
}

/// Its pongs wait behind its messages: what does arrive shows that it is there.
void WebSocketClient::slowDown()
{
    const auto wait =
        m_connection.admission ? m_connection.admission->take(1) : std::chrono::milliseconds::zero();
    if (wait <= wait.zero())
        return;
    m_connection.channel->pauseReading(wait);
    if (m_pingSentAt)
        waitForPong(wait + m_connection.heartbeat.pingTimeout);
}

void WebSocketClient::waitForPong(std::chrono::milliseconds wait)
{
    m_due = m_connection.timers.now() + wait;
    m_deadline.set(wait, [this] {
        qCInfo(logWebSocket) << "client" << m_id << "timed out";
        const Gone gone = m_connection.gone; // destroys this
        gone();
    });
}

void WebSocketClient::waitToPing()
{
    m_due =
        m_connection.timers.now() + m_connection.heartbeat.pingInterval + m_connection.heartbeat.pingTimeout;
    m_deadline.set(m_connection.heartbeat.pingInterval, [this] {
        m_pingSentAt = m_connection.timers.now();
        sendFrame(websocket::encodeFrame(websocket::Opcode::Ping, {}));
        waitForPong(m_connection.heartbeat.pingTimeout);
    });
}

} // namespace confab::chat

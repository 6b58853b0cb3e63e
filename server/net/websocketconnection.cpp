// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/websocketconnection.h"

#include "protocol/websocket/frame.h"
#include "server/net/prefetch.h"

#include <QLoggingCategory>

namespace confab::net {

namespace {
Q_LOGGING_CATEGORY(logWebSocket, "confab.net.websocket", QtInfoMsg)
constexpr qint64 readChunkBytes = 64 * 1024;
constexpr quint16 noCloseFrame = 1006; // RFC 6455 7.1.5
constexpr quint16 policyViolation = 1008;
} // namespace

WebSocketConnection::WebSocketConnection(std::unique_ptr<Stream> stream, Peer peer,
                                         std::unique_ptr<WebSocketIdentity> identity,
                                         http::RequestHead handshake, QByteArray unread, qint64 messageLimit,
                                         Timers &timers, const Limits &limits)
    : m_stream(std::move(stream))
    , m_peer(std::move(peer))
    , m_identity(std::move(identity))
    , m_handshake(std::move(handshake))
    , m_timers(timers)
    , m_limits(limits)
    , m_decoder(websocket::Role::Server, messageLimit)
    , m_buffer(std::move(unread))
    , m_messageDeadline(timers)
    , m_output(timers, limits, [this] { dropSlowReader(); })
    , m_closeDeadline(timers)
    , m_pause(timers)
{
    m_stream->setListener(this);
    // What came with the handshake is read in the next turn, when the receiver is set: as if it had come
    // later.
    QMetaObject::invokeMethod(
        this, [this] { process(); }, Qt::QueuedConnection);
}

WebSocketConnection::~WebSocketConnection() = default;

void WebSocketConnection::setReceiver(WebSocketReceiver *receiver) { m_receiver = receiver; }

void WebSocketConnection::sendText(const QByteArray &utf8)
{
    sendEncoded(websocket::encodeFrame(websocket::Opcode::Text, utf8));
}

void WebSocketConnection::sendBinary(const QByteArray &data)
{
    sendEncoded(websocket::encodeFrame(websocket::Opcode::Binary, data));
}

void WebSocketConnection::sendEncoded(const QByteArray &frames)
{
    if (m_phase != Phase::Open)
        return;
    m_output.write(*m_stream, frames);
}

void WebSocketConnection::prefetch(std::size_t step) const
{
    if (step == 0) {
        net::prefetch(m_phase);
        net::prefetch(m_output);
        net::prefetch(*m_stream);
    } else {
        m_stream->prefetch();
    }
}

void WebSocketConnection::dropSlowReader()
{
    qCInfo(logWebSocket) << "client" << peer().connectionId << "dropped: it reads too slowly,"
                         << m_stream->bytesQueued() << "bytes wait";
    m_closeCode = noCloseFrame;
    m_closeReason = QByteArrayLiteral("too slow");
    over();
}

void WebSocketConnection::close(quint16 code, const QByteArray &reason)
{
    if (m_phase != Phase::Open)
        return;
    m_stream->write(websocket::encodeClose(code, reason));
    m_phase = Phase::CloseSent;
    m_closeCode = noCloseFrame;
    m_messageDeadline.cancel();
    m_output.cancel();
    m_closeDeadline.set(m_limits.closeGrace, [this] { over(); });
    if (isPaused()) // the peer's Close is waited for
        m_pause.set(std::chrono::milliseconds::zero(), [this] { process(); });
}

void WebSocketConnection::pauseReading(std::chrono::milliseconds duration)
{
    if (m_phase != Phase::Open)
        return;
    m_messageDeadline.cancel(); // what we do not read cannot be late
    m_pause.set(duration, [this] { process(); });
}

void WebSocketConnection::readable() { process(); }

void WebSocketConnection::drained()
{
    if (m_phase == Phase::Finishing && m_peerFinished) {
        over();
        return;
    }
    if (m_pendingPong && m_phase == Phase::Open)
        m_stream->write(
            websocket::encodeFrame(websocket::Opcode::Pong, *std::exchange(m_pendingPong, std::nullopt)));
}

// The stream may not be destroyed here, and a receiver that is told may do that.
void WebSocketConnection::peerFinished()
{
    QMetaObject::invokeMethod(
        this, [this] { endOfInput(); }, Qt::QueuedConnection);
}

void WebSocketConnection::endOfInput()
{
    m_peerFinished = true;
    process();
}

void WebSocketConnection::disconnected()
{
    m_peerIsGone = true;
    if (m_phase == Phase::Open && isPaused() && hasUnread())
        return; // it was made to wait, so its last words count
    over();
}

void WebSocketConnection::process()
{
    const QPointer<WebSocketConnection> self(this); // a receiver may destroy us
    while (self && m_phase != Phase::Finishing && !isPaused()) {
        if (m_stream->bytesAvailable() > 0 && m_buffer.size() < readChunkBytes)
            m_buffer += m_stream->read(readChunkBytes);
        if (m_buffer.isEmpty())
            break;
        while (self && m_phase != Phase::Finishing && !isPaused()) {
            const auto event = m_decoder.feed(m_buffer);
            if (!event)
                break;
            take(*event);
        }
        if (!self || m_stream->bytesAvailable() == 0)
            break;
    }
    if (!self)
        return;
    if (m_buffer.isEmpty())
        m_buffer = QByteArray(); // an idle client holds no memory for what has been read
    if (m_phase == Phase::Finishing) {
        // The peer's bytes no longer matter, but unread they would turn our close into a reset.
        while (m_stream->bytesAvailable() > 0)
            (void)m_stream->read(readChunkBytes);
        m_buffer.clear();
        if (m_peerFinished && m_stream->bytesQueued() == 0)
            over();
        return;
    }
    if (isPaused())
        return;
    if (m_peerIsGone) {
        over();
    } else if (m_peerFinished) { // what was asked before is still answered
        m_stream->closeWhenWritten();
        endAfter(m_limits.closeGrace, noCloseFrame, {});
    } else {
        watchMessage();
    }
}

void WebSocketConnection::watchMessage()
{
    if (m_phase != Phase::Open || !m_decoder.inMessage()) {
        m_messageDeadline.cancel();
        return;
    }
    // Counted from the first byte of a message and not extended by a drip of more, only by what a further
    // fragment announces.
    const auto announced = static_cast<qint64>(m_decoder.announcedBytes()); // within the message limit
    const bool isSame = m_messageDeadline.isActive() && m_watchedMessage == m_decoder.messageOffset();
    if (isSame && announced <= m_watchedBytes)
        return;
    if (!isSame)
        m_messageBegan = m_timers.now();
    m_watchedMessage = m_decoder.messageOffset();
    m_watchedBytes = announced;
    m_messageDeadline.set(m_messageBegan + m_limits.transferDeadline(announced) - m_timers.now(),
                          [this] { fail(policyViolation, QByteArrayLiteral("a message took too long")); });
}

void WebSocketConnection::take(const websocket::Event &event)
{
    WebSocketReceiver *receiver = m_phase == Phase::Open ? m_receiver : nullptr;
    if (const auto *text = std::get_if<websocket::Text>(&event)) {
        if (receiver)
            receiver->textReceived(text->utf8);
    } else if (const auto *binary = std::get_if<websocket::Binary>(&event)) {
        if (receiver)
            receiver->binaryReceived(binary->data);
    } else if (const auto *ping = std::get_if<websocket::Ping>(&event)) {
        answerPing(ping->payload);
    } else if (std::holds_alternative<websocket::Pong>(event)) {
        if (receiver)
            receiver->pongReceived();
    } else if (const auto *close = std::get_if<websocket::Close>(&event)) {
        peerClosed(close->code, close->reason);
    } else if (const auto *failure = std::get_if<websocket::Failure>(&event)) {
        fail(failure->closeCode, failure->detail);
    }
}

void WebSocketConnection::answerPing(const QByteArray &payload)
{
    if (m_phase != Phase::Open)
        return;
    // Only the latest ping needs an answer (RFC 6455 5.5.3): a flood from a peer that does not read costs
    // nothing.
    if (m_stream->bytesQueued() > m_limits.pongBytes)
        m_pendingPong = payload;
    else
        m_stream->write(websocket::encodeFrame(websocket::Opcode::Pong, payload));
}

void WebSocketConnection::peerClosed(quint16 code, const QByteArray &reason)
{
    if (m_phase == Phase::Open) {
        m_stream->write(code == websocket::Close::noCode
                            ? websocket::encodeFrame(websocket::Opcode::Close, {})
                            : websocket::encodeClose(code));
    }
    finishLater(code, reason);
}

void WebSocketConnection::fail(quint16 code, const QByteArray &detail)
{
    qCInfo(logWebSocket) << "client" << peer().connectionId << "broke the protocol:" << code << detail;
    if (m_phase == Phase::Open)
        m_stream->write(websocket::encodeClose(code, detail));
    finishLater(code, detail);
}

void WebSocketConnection::finishLater(quint16 code, const QByteArray &reason)
{
    m_stream->finishWriting(); // the server closes first (RFC 6455 7.1.1); disconnected() follows
    endAfter(m_limits.closeGrace, code, reason);
}

void WebSocketConnection::endAfter(std::chrono::milliseconds grace, quint16 code, const QByteArray &reason)
{
    m_phase = Phase::Finishing;
    m_pause.cancel();
    m_closeCode = code;
    m_closeReason = reason;
    m_messageDeadline.cancel();
    m_output.cancel();
    m_closeDeadline.set(grace, [this] { over(); });
}

void WebSocketConnection::over()
{
    m_phase = Phase::Finishing;
    m_messageDeadline.cancel();
    m_output.cancel();
    m_closeDeadline.cancel();
    m_pause.cancel();
    m_stream->setListener(nullptr);
    if (WebSocketReceiver *receiver = std::exchange(m_receiver, nullptr))
        receiver->closed(m_closeCode, m_closeReason);
}

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/messagedecoder.h"
#include "server/net/limits.h"
#include "server/net/outputwatch.h"
#include "server/net/stream.h"
#include "server/net/timers.h"
#include "server/net/websocketchannel.h"
#include "server/net/websocketgateway.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace confab::net {

/// A client's connection after the upgrade: reads frames strictly, answers pings, closes in order (RFC 6455 5
/// to 7), and drops a peer that does not read. Thread: the shard's.
class WebSocketConnection final : public QObject, public WebSocketChannel, private StreamListener
{
    Q_OBJECT

public:
    /// `peer`: who sent the handshake; `unread`: what arrived behind it.
    WebSocketConnection(std::unique_ptr<Stream> stream, Peer peer,
                        std::unique_ptr<WebSocketIdentity> identity, http::RequestHead handshake,
                        QByteArray unread, qint64 messageLimit, Timers &timers, const Limits &limits);
    ~WebSocketConnection() override;

    void setReceiver(WebSocketReceiver *receiver) override;
    [[nodiscard]] const Peer &peer() const override { return m_peer; }
    [[nodiscard]] const http::RequestHead &handshake() const override { return m_handshake; }
    void sendText(const QByteArray &utf8) override;
    void sendBinary(const QByteArray &data) override;
    void sendEncoded(const QByteArray &frames) override;
    void prefetch(std::size_t step) const override;
    void close(quint16 code, const QByteArray &reason = {}) override;
    void pauseReading(std::chrono::milliseconds duration) override;
    [[nodiscard]] qint64 bytesQueued() const override { return m_stream->bytesQueued(); }
    [[nodiscard]] quint64 bytesIn() const override { return m_stream->bytesIn(); }
    [[nodiscard]] quint64 bytesOut() const override { return m_stream->bytesOut(); }

private:
    enum class Phase {
        Open,
        CloseSent, ///< waiting for the peer's Close frame
        Finishing ///< both Close frames are through, or the peer broke the rules: the TCP connection goes
                  ///< down
    };

    void readable() override;
    void drained() override;
    void peerFinished() override;
    void disconnected() override;

    void endOfInput();
    void process();
    void take(const websocket::Event &event);
    void watchMessage();
    void dropSlowReader();
    void answerPing(const QByteArray &payload);
    void peerClosed(quint16 code, const QByteArray &reason);
    void fail(quint16 code, const QByteArray &detail);
    void finishLater(quint16 code, const QByteArray &reason);
    void endAfter(std::chrono::milliseconds grace, quint16 code, const QByteArray &reason);
    [[nodiscard]] bool isPaused() const { return m_pause.isActive(); }
    [[nodiscard]] bool hasUnread() const { return !m_buffer.isEmpty() || m_stream->bytesAvailable() > 0; }
    void over();

    std::unique_ptr<Stream> m_stream;
    const Peer m_peer;
    std::unique_ptr<WebSocketIdentity> m_identity;
    const http::RequestHead m_handshake;
    Timers &m_timers;
    const Limits &m_limits;
    websocket::MessageDecoder m_decoder;
    QByteArray m_buffer;
    WebSocketReceiver *m_receiver = nullptr;
    Phase m_phase = Phase::Open;
    bool m_peerFinished = false; ///< nothing more will come, not even a Close frame
    quint16 m_closeCode = 1006; ///< what the receiver will be told
    QByteArray m_closeReason;
    std::optional<QByteArray> m_pendingPong; ///< the last ping while the peer reads too slowly
    quint64 m_watchedMessage = 0; ///< where the message began that the deadline is for
    qint64 m_watchedBytes = 0; ///< its size as far as it was announced
    std::chrono::milliseconds m_messageBegan{0};
    Deadline m_messageDeadline;
    OutputWatch m_output;
    Deadline m_closeDeadline;
    Deadline m_pause; ///< nothing is read while it runs
    bool m_peerIsGone = false; ///< and what it said before is still being read
};

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/engineio/transport.h"
#include "client/net/httpchannel.h"
#include "protocol/engineio/doubleencoding.h"

#include <memory>

namespace confab::client {

/// Packets by HTTP long polling: one GET that waits for the server's, one POST at a time with ours. Finds out
/// by the form of the first answer which revision the server speaks.
class PollingTransport : public Transport
{
    Q_OBJECT

public:
    explicit PollingTransport(std::unique_ptr<HttpChannel> channel, QObject *parent = nullptr);
    ~PollingTransport() override;

    /// Asks for a new session.
    void open(const QUrl &url) override;
    /// The session that the server opened: called from inside packetReceived(). `maxPayload` is the bytes of
    /// one POST, 0 when the server did not say.
    void setSession(const QUrl &url, qint64 maxPayload);

    void send(const QList<engineio::Packet> &packets) override;
    void close() override;

    /// No poll any more; paused() follows when the last one is answered and everything is posted.
    void pause();
    void resume();
    /// The session goes on by another way: without a word to the server. There are no signals afterwards.
    void retire();

Q_SIGNALS:
    void paused();

private:
    void poll();
    void postQueue();
    [[nodiscard]] QByteArray takeBatch();
    [[nodiscard]] std::optional<QList<engineio::Packet>> decode(const HttpAnswer &answer);
    void receivePoll(const HttpAnswer &answer);
    void receivePosted(const HttpAnswer &answer);
    void tellIfPaused();
    void end(Problem problem, const QString &detail);

    std::unique_ptr<HttpChannel> m_channel;
    QUrl m_url;
    qint64 m_maxPayload = 0;
    bool m_isOpen = false;
    bool m_isPolling = false;
    bool m_isPosting = false;
    bool m_isPaused = false;
    bool m_ended = false;
    quint64 m_requests = 0;
    QList<engineio::Packet> m_queue;
    engineio::DoubleEncoding m_doubleEncoding; ///< servers of Socket.IO 1.x do it as their clients do
};

} // namespace confab::client

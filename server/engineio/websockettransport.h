// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/transport.h"

#include <memory>

namespace confab::engineio {

class LingeringChannels;

/// A WebSocket: a text frame is a packet, a binary frame a message without its type (Engine.IO protocol 4,
/// "WebSocket"). Binary as base64 in a text frame is taken from everybody, and sent to who asks for it.
class WebSocketTransport final : public Transport, private net::WebSocketReceiver
{
public:
    WebSocketTransport(TransportListener &listener, std::unique_ptr<net::WebSocketChannel> channel,
                       LingeringChannels &lingering, Revision revision);
    ~WebSocketTransport() override;

    [[nodiscard]] TransportKind kind() const override { return TransportKind::WebSocket; }
    [[nodiscard]] bool isWritable() const override { return m_channel != nullptr; }
    void send(const OutgoingBatch &batch) override;
    void prefetch(std::size_t step) const override;
    void close(CloseReason reason) override;
    void pause(std::chrono::milliseconds duration) override;
    [[nodiscard]] quint64 bytesIn() const override { return m_channel ? m_channel->bytesIn() : 0; }
    [[nodiscard]] quint64 bytesOut() const override { return m_channel ? m_channel->bytesOut() : 0; }
    [[nodiscard]] qint64 bytesQueued() const override { return m_channel ? m_channel->bytesQueued() : 0; }

private:
    void textReceived(const QByteArray &utf8) override;
    void binaryReceived(const QByteArray &data) override;
    void closed(quint16 code, const QByteArray &reason) override;

    TransportListener &m_listener;
    std::unique_ptr<net::WebSocketChannel> m_channel; ///< null once closed
    LingeringChannels &m_lingering;
    const Revision m_revision;
    const bool m_base64; ///< the client takes no binary frames
};

} // namespace confab::engineio

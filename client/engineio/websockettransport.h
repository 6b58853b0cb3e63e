// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/engineio/transport.h"
#include "client/net/websocketchannel.h"

#include <memory>
#include <optional>

namespace confab::client {

/// Packets as frames of a WebSocket.
class WebSocketTransport : public Transport
{
    Q_OBJECT

public:
    explicit WebSocketTransport(std::unique_ptr<WebSocketChannel> channel, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    void open(const QUrl &url) override;
    void send(const QList<engineio::Packet> &packets) override;
    void close() override;

Q_SIGNALS:
    void opened();

private:
    void receiveText(const QByteArray &utf8);
    void receiveBinary(const QByteArray &data);
    void receive(const std::optional<engineio::Packet> &packet);
    void end(Problem problem, const QString &detail);

    std::unique_ptr<WebSocketChannel> m_channel;
    bool m_isFirst = true; ///< the next packet
};

} // namespace confab::client

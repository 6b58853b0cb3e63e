// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/certificatepins.h"
#include "client/net/websocketchannel.h"

#include <QAbstractSocket>
#include <QWebSocket>

#include <memory>

namespace confab::client {

/// The transport over a QWebSocket.
class QtWebSocketChannel : public WebSocketChannel
{
    Q_OBJECT

public:
    explicit QtWebSocketChannel(std::shared_ptr<const CertificatePins> pins, QObject *parent = nullptr);
    ~QtWebSocketChannel() override;

    void open(const QUrl &url) override;
    void sendText(const QByteArray &utf8) override;
    void sendBinary(const QByteArray &data) override;
    void close() override;

private:
    void judgeCertificate();
    void end(Problem problem, QString detail);
    /// No signal of the socket reaches us any more. False when that was so already.
    bool letGo();
    void failed(QAbstractSocket::SocketError error);
    [[nodiscard]] Problem problemOf(QAbstractSocket::SocketError error) const;

    std::shared_ptr<const CertificatePins> m_pins;
    QUrl m_url;
    QWebSocket m_socket;
    bool m_opened = false;
    bool m_ended = false;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>

#include <deque>

namespace confab::net {

class PipeSocket;

/// A QTcpServer whose connections are PipeSockets: QHttpServer binds to it as to any other.
/// It has to have listened once: Qt 6.4 warns once per connection otherwise, and 6.8's bind() refuses
/// (measured).
class PipeServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit PipeServer(QObject *parent = nullptr);

    /// Listens on a loopback port of the system's choice so that a server can bind; call closeDoor() right
    /// after.
    [[nodiscard]] bool openForBinding();
    /// No real connection can come in from now on.
    void closeDoor() { close(); }

    /// Hands a new pipe to the bound server, which owns it from now on.
    void connectPipe(PipeSocket *pipe);

    [[nodiscard]] bool hasPendingConnections() const override { return !m_pending.empty(); }
    QTcpSocket *nextPendingConnection() override;

private:
    std::deque<PipeSocket *> m_pending;
};

} // namespace confab::net

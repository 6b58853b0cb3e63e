// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/streambase.h"

#include <QTcpSocket>

#include <memory>

namespace confab::net {

/// A Stream over QTcpSocket: the plain one where there is no DescriptorStream. A peer that only shuts down
/// its sending side still gets its answer, which QTcpSocket alone would not allow.
class TcpStream : public StreamBase
{
    Q_OBJECT

public:
    /// Takes over an accepted descriptor; isOpen() tells whether that worked. `traffic` outlives the stream.
    TcpStream(qintptr descriptor, quint64 connectionId, Traffic &traffic);
    ~TcpStream() override;

    [[nodiscard]] bool isOpen() const override
    {
        return m_socket->state() == QAbstractSocket::ConnectedState;
    }

    [[nodiscard]] QByteArray read(qint64 maxBytes) override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_socket->bytesAvailable(); }
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 bytesQueued() const override { return m_socket->bytesToWrite(); }
    void closeWhenWritten() override;
    void finishWriting() override;

protected:
    /// Over a socket of another kind, whose reading and end the derived class sees to.
    TcpStream(std::unique_ptr<QTcpSocket> unowned, qintptr descriptor, quint64 connectionId,
              Traffic &traffic);

    /// A child, so that it moves along.
    [[nodiscard]] QTcpSocket &socket() { return *m_socket; }
    /// From now on the peer's FIN is not the end. For sockets that pass on what the system has as it is.
    void watchForTheEnd();
    /// To be called in a turn of its own, when something has gone out.
    void bytesWereWritten();
    /// Everything is out after finishWriting().
    virtual void sendEnd();
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void sendEndIfDrained();

    QTcpSocket *m_socket; ///< our child
    bool m_finishing = false;
};

} // namespace confab::net

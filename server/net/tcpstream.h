// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/stream.h"

#include <QObject>
#include <QTcpSocket>

#include <memory>

namespace confab::net {

/// A Stream over QTcpSocket: on every system, the plain one. A peer that only shuts down its sending side
/// still gets its answer, which QTcpSocket alone would not allow.
class TcpStream : public QObject, public Stream
{
    Q_OBJECT

public:
    /// Takes over an accepted descriptor; isOpen() tells whether that worked. `traffic` outlives the stream.
    TcpStream(qintptr descriptor, quint64 connectionId, Traffic &traffic);
    ~TcpStream() override;

    [[nodiscard]] bool isOpen() const { return m_socket->state() == QAbstractSocket::ConnectedState; }

    void setListener(StreamListener *listener) override;
    [[nodiscard]] const Peer &peer() const override { return m_peer; }
    [[nodiscard]] QByteArray read(qint64 maxBytes) override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_socket->bytesAvailable(); }
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 bytesQueued() const override { return m_socket->bytesToWrite(); }
    void closeWhenWritten() override;
    void finishWriting() override;
    [[nodiscard]] quint64 bytesIn() const override { return m_bytesIn; }
    [[nodiscard]] quint64 bytesOut() const override { return m_bytesOut; }

protected:
    /// Over a socket of another kind, whose reading and end the derived class sees to.
    TcpStream(std::unique_ptr<QTcpSocket> socket, qintptr descriptor, quint64 connectionId, Traffic &traffic);

    [[nodiscard]] QTcpSocket &socket() { return *m_socket; }
    void setSecure() { m_peer.secure = true; }
    /// From now on the peer's FIN is not the end. For sockets that pass on what the system has as it is.
    void watchForTheEnd();
    void tellReadable();
    /// To be called in a turn of its own, when something has gone out.
    void bytesWereWritten();
    void tellDisconnected();
    /// Everything is out after finishWriting().
    virtual void sendEnd();
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tellThatPeerFinished();
    void sendEndIfDrained();

    Traffic &m_traffic;
    std::unique_ptr<QTcpSocket> m_socket;
    Peer m_peer;
    StreamListener *m_listener = nullptr;
    bool m_finishing = false;
    bool m_peerFinished = false;
    quint64 m_bytesIn = 0;
    quint64 m_bytesOut = 0;
};

} // namespace confab::net

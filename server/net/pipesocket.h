// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpSocket>

namespace confab::net {

/// A QTcpSocket without a descriptor: what Qt's HTTP and WebSocket servers get instead of the client's
/// socket. Our side feeds it bytes that were already checked and takes what the server wrote, so the server
/// never touches the wire. Stays valid for its server whatever the client does (QHttpServer 6.4 writes
/// through a dangling pointer otherwise). Thread: the shard's.
class PipeSocket : public QTcpSocket
{
    Q_OBJECT

public:
    PipeSocket(const QHostAddress &peerAddress, quint16 peerPort, QObject *parent = nullptr);
    ~PipeSocket() override;

    /// Our side: bytes for the server to read.
    void feed(const QByteArray &bytes);
    /// Our side: everything that the server wrote since the last call.
    [[nodiscard]] QByteArray takeWritten();
    /// Our side: the server has read what it will read, and the memory that this took is no longer needed.
    void releaseBuffers();
    /// Our side: the client has gone; the server sees a disconnect.
    void hangUp();

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override { return 0; }
    void close() override;
    void disconnectFromHost() override;

Q_SIGNALS:
    /// The server wrote something.
    void written();
    /// The server closed its end.
    void closedByServer();

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 readLineData(char *data, qint64 maxSize) override;
    qint64 skipData(qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    void becomeUnconnected();

    QByteArray m_toServer;
    QByteArray m_fromServer;
};

} // namespace confab::net

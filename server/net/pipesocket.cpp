// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/pipesocket.h"

#include <algorithm>
#include <cstring>

namespace confab::net {

PipeSocket::PipeSocket(const QHostAddress &peerAddress, quint16 peerPort, QObject *parent)
    : QTcpSocket(parent)
{
    setPeerAddress(peerAddress);
    setPeerPort(peerPort);
    setSocketState(ConnectedState);
    setOpenMode(ReadWrite);
}

PipeSocket::~PipeSocket()
{
    // ~QAbstractSocket would "disconnect" a socket that it believes connected.
    setSocketState(UnconnectedState);
    setOpenMode(NotOpen);
}

void PipeSocket::feed(const QByteArray &bytes)
{
    if (bytes.isEmpty() || state() != ConnectedState)
        return;
    m_toServer.append(bytes);
    Q_EMIT readyRead();
}

QByteArray PipeSocket::takeWritten() { return std::exchange(m_fromServer, {}); }

void PipeSocket::releaseBuffers()
{
    m_toServer.squeeze();
    QIODevice::open(openMode()); // a QIODevice keeps a read buffer of 16 KiB for ever, unless it begins anew
}

void PipeSocket::hangUp() { becomeUnconnected(); }

qint64 PipeSocket::bytesAvailable() const { return QIODevice::bytesAvailable() + m_toServer.size(); }

void PipeSocket::close()
{
    const bool wasConnected = state() == ConnectedState;
    QIODevice::close();
    becomeUnconnected();
    if (wasConnected)
        Q_EMIT closedByServer();
}

void PipeSocket::disconnectFromHost()
{
    const bool wasConnected = state() == ConnectedState;
    becomeUnconnected();
    if (wasConnected)
        Q_EMIT closedByServer();
}

qint64 PipeSocket::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_toServer.size());
    if (size > 0)
        std::memcpy(data, m_toServer.constData(), static_cast<size_t>(size));
    m_toServer.remove(0, size);
    return size;
}

qint64 PipeSocket::readLineData(char *data, qint64 maxSize) { return QIODevice::readLineData(data, maxSize); }

qint64 PipeSocket::skipData(qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_toServer.size());
    m_toServer.remove(0, size);
    return size;
}

qint64 PipeSocket::writeData(const char *data, qint64 size)
{
    if (state() != ConnectedState)
        return -1;
    m_fromServer.append(data, size);
    Q_EMIT written();
    return size;
}

void PipeSocket::becomeUnconnected()
{
    if (state() != ConnectedState)
        return;
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT disconnected();
}

} // namespace confab::net

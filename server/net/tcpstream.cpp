// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/tcpstream.h"

#include <QEvent>
#include <QSocketNotifier>

#include <sys/socket.h>

namespace confab::net {

namespace {
/// What QTcpSocket may hold unread; beyond it the system's own window slows the peer down.
constexpr qint64 readBufferBytes = 64 * 1024;
} // namespace

TcpStream::TcpStream(qintptr descriptor, quint64 connectionId, Traffic &traffic)
    : TcpStream(std::make_unique<QTcpSocket>(), descriptor, connectionId, traffic)
{
    watchForTheEnd();
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { tellReadable(); });
    connect(
        m_socket, &QTcpSocket::disconnected, this, [this] { tellDisconnected(); }, Qt::QueuedConnection);
}

TcpStream::TcpStream(std::unique_ptr<QTcpSocket> unowned, qintptr descriptor, quint64 connectionId,
                     Traffic &traffic)
    : StreamBase(traffic)
    , m_socket(unowned.release())
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBufferBytes);
    if (!m_socket->setSocketDescriptor(descriptor))
        return;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    setPeer(connectionId, m_socket->peerAddress(), m_socket->peerPort());
    // Queued where Qt may call from inside write() or close(): a listener is never entered from its own call.
    connect(m_socket, &QTcpSocket::bytesWritten, this, &TcpStream::bytesWereWritten, Qt::QueuedConnection);
}

TcpStream::~TcpStream()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

// QNativeSocketEngine closes the descriptor when it reads a FIN, and what is still to be sent with it (Qt 6.4
// to 6.8). So it does not get to read that: its notifier's event is looked at before. Were the notifier not
// to be found in some Qt to come, a FIN would be a disconnect again.
void TcpStream::watchForTheEnd()
{
    const auto notifiers = m_socket->findChildren<QSocketNotifier *>();
    for (QSocketNotifier *notifier : notifiers) {
        if (notifier->type() == QSocketNotifier::Read)
            notifier->installEventFilter(this);
    }
}

bool TcpStream::eventFilter(QObject *watched, QEvent *event)
{
    auto *notifier = qobject_cast<QSocketNotifier *>(watched);
    if (!notifier || event->type() != QEvent::SockAct)
        return QObject::eventFilter(watched, event);
    char next = 0;
    if (::recv(static_cast<int>(notifier->socket()), &next, sizeof next, MSG_PEEK | MSG_DONTWAIT) != 0)
        return false; // bytes, or an error, which is Qt's to find
    notifier->setEnabled(false); // a FIN stays readable for ever; read() may enable it again
    noteThatPeerFinished();
    return true;
}

QByteArray TcpStream::read(qint64 maxBytes)
{
    QByteArray bytes = m_socket->read(maxBytes);
    countIn(bytes.size());
    return bytes;
}

void TcpStream::write(const QByteArray &bytes)
{
    if (m_finishing || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    countOut(bytes.size());
    m_socket->write(bytes);
}

void TcpStream::closeWhenWritten()
{
    m_finishing = true;
    m_socket->disconnectFromHost();
}

void TcpStream::finishWriting()
{
    m_finishing = true;
    sendEndIfDrained();
}

void TcpStream::bytesWereWritten()
{
    if (bytesQueued() > 0)
        return;
    sendEndIfDrained();
    tellDrained();
}

void TcpStream::sendEndIfDrained()
{
    if (m_finishing && bytesQueued() == 0 && m_socket->state() == QAbstractSocket::ConnectedState)
        sendEnd();
}

void TcpStream::sendEnd() { ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR); }

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/tlsstream.h"

#include <QLoggingCategory>
#include <QSslConfiguration>
#include <QSslSocket>

#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace confab::net {

namespace {
Q_LOGGING_CATEGORY(logTls, "confab.net.tls", QtInfoMsg)
} // namespace

TlsStream::TlsStream(qintptr descriptor, quint64 connectionId, Traffic &traffic,
                     const QSslConfiguration &configuration)
    : TlsStream(std::make_unique<QSslSocket>(), descriptor, connectionId, traffic, configuration)
{ }

TlsStream::TlsStream(std::unique_ptr<QSslSocket> socket, qintptr descriptor, quint64 connectionId,
                     Traffic &traffic, const QSslConfiguration &configuration)
    : TcpStream(std::move(socket), descriptor, connectionId, traffic)
    , m_socket(static_cast<QSslSocket *>(&this->socket()))
{
    m_socket->setSslConfiguration(configuration);
    connect(m_socket, &QSslSocket::readyRead, this, &TlsStream::arrived);
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, &TlsStream::bytesWereWritten,
            Qt::QueuedConnection);
    connect(m_socket, &QSslSocket::disconnected, this, &TlsStream::socketEnded, Qt::QueuedConnection);
    connect(m_socket, &QSslSocket::errorOccurred, this, [this] {
        if (m_state == State::Tls && !m_socket->isEncrypted())
            qCInfo(logTls) << "client" << peer().connectionId
                           << "ended without a TLS handshake:" << m_socket->errorString();
    });
}

TlsStream::~TlsStream()
{
    if (m_restDescriptor >= 0)
        ::close(m_restDescriptor);
    m_rest.disconnect(this);
    m_rest.abort();
}

qint64 TlsStream::bytesAvailable() const
{
    return m_state == State::Plain || m_state == State::Tls ? m_socket->bytesAvailable() : 0;
}

qint64 TlsStream::bytesQueued() const { return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite(); }

void TlsStream::closeWhenWritten()
{
    if (const int descriptor = std::exchange(m_restDescriptor, -1); descriptor >= 0)
        ::close(descriptor); // nothing more is to be read
    if (m_state == State::Rest)
        m_rest.disconnectFromHost();
    else
        TcpStream::closeWhenWritten();
}

void TlsStream::arrived()
{
    if (m_state == State::Undecided) {
        const QByteArray first = m_socket->peek(1);
        if (first.isEmpty())
            return;
        m_state = beginsTls(first.front()) ? State::Tls : State::Plain;
        if (m_state == State::Tls) {
            setSecure();
            m_socket->startServerEncryption();
            return;
        }
        watchForTheEnd();
    }
    tellReadable();
}

/// QSslSocket knows no half-closed connection: it sends close_notify and closes at once, and what the client
/// is still sending would turn that into a reset that swallows our answer. A second descriptor of the same
/// connection outlives it, to send FIN and to read on.
void TlsStream::sendEnd()
{
    if (m_state != State::Tls) {
        TcpStream::sendEnd();
        return;
    }
    if (m_restDescriptor < 0)
        m_restDescriptor = ::dup(static_cast<int>(m_socket->socketDescriptor()));
    m_socket->disconnectFromHost();
}

void TlsStream::socketEnded()
{
    const int descriptor = std::exchange(m_restDescriptor, -1);
    if (descriptor < 0) {
        tellDisconnected();
        return;
    }
    m_state = State::Rest;
    ::shutdown(descriptor, SHUT_WR);
    if (!m_rest.setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        tellDisconnected();
        return;
    }
    connect(&m_rest, &QTcpSocket::readyRead, this, [this] { m_rest.skip(m_rest.bytesAvailable()); });
    connect(
        &m_rest, &QTcpSocket::disconnected, this, [this] { tellDisconnected(); }, Qt::QueuedConnection);
}

} // namespace confab::net

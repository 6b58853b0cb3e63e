// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/qtwebsocketchannel.h"

#include <QHostAddress>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslSocket>

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 largestMessage = 16U * 1024 * 1024; // Qt's own limit is 2 GB

/// Whether the handshake was answered with a status that a full or stopping Socket.IO server gives.
/// QWebSocket has the status in its words only, and has no word for 400.
bool saysNotNow(const QString &error)
{
    static const QRegularExpression status(uR"(status code: (403|429|503)\b|Unknown error condition)"_s);
    return status.match(error).hasMatch();
}

} // namespace

QtWebSocketChannel::QtWebSocketChannel(std::shared_ptr<const CertificatePins> pins, QObject *parent)
    : WebSocketChannel(parent)
    , m_pins(std::move(pins))
{
    m_socket.setMaxAllowedIncomingMessageSize(largestMessage);
    m_socket.setMaxAllowedIncomingFrameSize(largestMessage);
    // One frame for each message: Qt 6.4 would refuse, as any server with it, text that is cut inside a
    // character.
    m_socket.setOutgoingFrameSize(largestMessage);

    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_opened = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::sslErrors, this, &QtWebSocketChannel::judgeCertificate);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT textReceived(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &WebSocketChannel::binaryReceived);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        // Comes before the error that explains it, or without one.
        const QString reason = m_socket.closeReason();
        end(m_opened ? Problem::Dropped : problemOf(m_socket.error()),
            reason.isEmpty() ? m_socket.errorString() : reason);
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, &QtWebSocketChannel::failed);
#else
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            &QtWebSocketChannel::failed);
#endif
}

QtWebSocketChannel::~QtWebSocketChannel()
{
    close(); // ~QWebSocket emits disconnected, and our owner may be half gone
}

void QtWebSocketChannel::open(const QUrl &url)
{
    m_url = url;
    m_socket.open(QNetworkRequest(url));
}

/// Called when no authority vouches for the certificate, before a byte of the request is out. Unless the
/// errors are ignored the socket gives up when we return.
void QtWebSocketChannel::judgeCertificate()
{
    // QWebSocket does not tell what the server showed.
    const auto *tls = m_socket.findChild<QSslSocket *>();
    const CertificateVerdict verdict =
        judge(tls ? tls->peerCertificateChain() : QList<QSslCertificate>(), m_url, *m_pins);
    if (verdict.problem == Problem::None)
        m_socket.ignoreSslErrors();
    else
        end(verdict.problem, verdict.fingerprint);
}

void QtWebSocketChannel::sendText(const QByteArray &utf8)
{
    m_socket.sendTextMessage(QString::fromUtf8(utf8));
}

void QtWebSocketChannel::sendBinary(const QByteArray &data) { m_socket.sendBinaryMessage(data); }

void QtWebSocketChannel::close()
{
    if (!letGo())
        return;
    if (m_opened)
        m_socket.close();
    else
        m_socket.abort();
}

bool QtWebSocketChannel::letGo()
{
    disconnect(&m_socket, nullptr, this, nullptr);
    return !std::exchange(m_ended, true);
}

void QtWebSocketChannel::failed(QAbstractSocket::SocketError error)
{
    end(problemOf(error), m_socket.errorString());
}

void QtWebSocketChannel::end(Problem problem, QString detail)
{
    // The socket is closed by its destructor: now it is in the middle of telling us.
    if (letGo())
        Q_EMIT ended(problem, detail.remove("QWebSocketPrivate::processHandshake: "_L1));
}

Problem QtWebSocketChannel::problemOf(QAbstractSocket::SocketError error) const
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        // QWebSocket also says this when the answer to its handshake is none: then the TCP connection exists.
        if (m_socket.peerAddress().isNull())
            return Problem::Refused;
        return saysNotNow(m_socket.errorString()) ? Problem::TurnedAway : Problem::NotASocketIoServer;
    case QAbstractSocket::HostNotFoundError:
        return Problem::HostNotFound;
    case QAbstractSocket::SocketTimeoutError:
        return Problem::TimedOut;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Problem::TlsFailed;
    case QAbstractSocket::NetworkError: // no route, no network
        return m_opened ? Problem::Dropped : Problem::TimedOut;
    default:
        return m_opened ? Problem::Dropped : Problem::HungUp;
    }
}

} // namespace confab::client

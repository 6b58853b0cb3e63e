// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/tcpstream.h"

class QSslConfiguration;
class QSslSocket;

namespace confab::net {

/// Whether a client that begins with this byte wants TLS: a handshake record (RFC 8446 5.1).
[[nodiscard]] constexpr bool beginsTls(char firstByte) { return firstByte == 0x16; }

/// A Stream of a port on which both TLS and plain text are spoken: the client's first byte decides, and
/// peer().secure tells once something can be read. The handshake (TLS 1.2 or 1.3) runs by itself; until it is
/// through there is nothing to read, and a failed one ends the stream.
class TlsStream final : public TcpStream
{
    Q_OBJECT

public:
    /// As TcpStream; `configuration` has the certificate and its key.
    TlsStream(qintptr descriptor, quint64 connectionId, Traffic &traffic,
              const QSslConfiguration &configuration);
    ~TlsStream() override;

    [[nodiscard]] qint64 bytesAvailable() const override;
    /// Encrypted or still to be.
    [[nodiscard]] qint64 bytesQueued() const override;
    void closeWhenWritten() override;

private:
    enum class State {
        Undecided, ///< the client has said nothing
        Plain,
        Tls,
        Rest ///< close_notify is out, what the client still sends is thrown away
    };

    TlsStream(std::unique_ptr<QSslSocket> socket, qintptr descriptor, quint64 connectionId, Traffic &traffic,
              const QSslConfiguration &configuration);

    void arrived();
    void socketEnded();
    void sendEnd() override;

    QSslSocket *m_socket; ///< the base's
    State m_state = State::Undecided;
    int m_restDescriptor = -1; ///< keeps the connection while the socket that encrypts ends
    QTcpSocket m_rest{this}; ///< a child, so that it moves along
};

} // namespace confab::net

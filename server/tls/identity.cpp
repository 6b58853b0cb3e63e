// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/identity.h"

#include <QCryptographicHash>
#include <QSslSocket>

#include <openssl/crypto.h>

namespace confab::tls {

QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

QSslConfiguration serverConfiguration(const Identity &identity)
{
    QSslConfiguration configuration;
    configuration.setLocalCertificateChain(identity.chain);
    configuration.setPrivateKey(identity.key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    // Else every handshake loads the system's authorities, which judge nobody here.
    configuration.setCaCertificates({});
    return configuration;
}

void releaseThreadState() { OPENSSL_thread_stop(); }

} // namespace confab::tls

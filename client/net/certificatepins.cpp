// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/certificatepins.h"

#include <QCryptographicHash>
#include <QSslError>

namespace confab::client {

namespace {
constexpr int httpsPort = 443;
} // namespace

QString pinnedServer(const QUrl &url) { return url.host() + u':' + QString::number(url.port(httpsPort)); }

QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

CertificateVerdict judge(const QList<QSslCertificate> &chain, const QUrl &url, const CertificatePins &pins)
{
    if (chain.isEmpty() || chain.constFirst().isNull())
        return {Problem::TlsFailed, {}};
    const QString shown = fingerprint(chain.constFirst());
    const QString pinned = pins.trustedAt(pinnedServer(url));
    if (shown == pinned || QSslCertificate::verify(chain, url.host()).isEmpty())
        return {Problem::None, shown};
    return {pinned.isEmpty() ? Problem::CertificateUnknown : Problem::CertificateChanged, shown};
}

} // namespace confab::client

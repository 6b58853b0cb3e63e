// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/pemfiles.h"

#include "server/tls/openssl.h"

#include <QFile>

#include <optional>

namespace confab::tls {

namespace {

constexpr qint64 largestFile = 1024 * 1024; // a chain has some kilobytes
constexpr int leastSecurityBits = 112; // what OpenSSL's security level 2 asks for

std::optional<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QByteArray content = file.read(largestFile);
    return file.error() == QFileDevice::NoError ? std::optional(std::move(content)) : std::nullopt;
}

/// Instead of a question on the terminal.
int noPassword(char *, int, int, void *) { return -1; }

QSslKey keyForQt(const QByteArray &pem)
{
    const QSslKey rsa(pem, QSsl::Rsa);
    return rsa.isNull() ? QSslKey(pem, QSsl::Ec) : rsa;
}

Result<QSslKey, PemProblem> readKey(const QByteArray &pem, const X509 *own)
{
    if (!pem.contains("PRIVATE KEY-----"))
        return Failure{PemProblem::NoKey};
    if (pem.contains("BEGIN ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED"))
        return Failure{PemProblem::KeyEncrypted};
    const Key key(PEM_read_bio_PrivateKey(readFrom(pem).get(), nullptr, noPassword, nullptr));
    if (!key)
        return Failure{PemProblem::NoKey};
    if (EVP_PKEY_get_security_bits(key.get()) < leastSecurityBits)
        return Failure{PemProblem::KeyTooWeak};
    if (X509_check_private_key(own, key.get()) != 1)
        return Failure{PemProblem::KeyMismatch};
    QSslKey forQt = keyForQt(pem);
    if (forQt.isNull())
        return Failure{PemProblem::KeyUnsupported};
    return forQt;
}

} // namespace

Result<Identity, PemProblem> readPem(const QByteArray &certificates, const QByteArray &key,
                                     const QDateTime &now)
{
    Identity identity;
    identity.chain = QSslCertificate::fromData(certificates, QSsl::Pem);
    const Certificate own(PEM_read_bio_X509(readFrom(certificates).get(), nullptr, noPassword, nullptr));
    if (!own || identity.chain.isEmpty())
        return Failure{PemProblem::NoCertificate};
    auto read = readKey(key, own.get());
    if (!read)
        return Failure{read.error()};
    identity.key = *read;
    if (identity.chain.constFirst().expiryDate() <= now)
        return Failure{PemProblem::Expired};
    if (identity.chain.constFirst().effectiveDate() > now)
        return Failure{PemProblem::NotYetValid};
    // QSslCertificate::isSelfSigned() wants it to be allowed to sign others as well.
    identity.isSelfSigned =
        X509_NAME_cmp(X509_get_subject_name(own.get()), X509_get_issuer_name(own.get())) == 0;
    return identity;
}

Result<Identity, PemProblem> readPemFiles(const QString &certificateFile, const QString &keyFile,
                                          const QDateTime &now)
{
    const auto certificates = contentOf(certificateFile);
    if (!certificates)
        return Failure{PemProblem::CertificateUnreadable};
    const auto key = contentOf(keyFile);
    if (!key)
        return Failure{PemProblem::KeyUnreadable};
    return readPem(*certificates, *key, now);
}

} // namespace confab::tls

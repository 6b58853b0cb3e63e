// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/tlssetup.h"

#include "app/common/optionrow.h"
#include "server/tls/pemfiles.h"
#include "server/tls/selfsignedstore.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

using tls::PemProblem;
using tls::SelfSignedStore;

QString sentence(PemProblem problem, const runtime::TlsFiles &files)
{
    const QString certificate = QDir::toNativeSeparators(files.certificate);
    const QString key = QDir::toNativeSeparators(files.key);
    switch (problem) {
    case PemProblem::CertificateUnreadable:
        return OptionWords::tr("The file of --tls-cert cannot be read: %1").arg(certificate);
    case PemProblem::NoCertificate:
        return OptionWords::tr("The file of --tls-cert has no certificate in PEM format: %1")
            .arg(certificate);
    case PemProblem::KeyUnreadable:
        return OptionWords::tr("The file of --tls-key cannot be read: %1").arg(key);
    case PemProblem::NoKey:
        return OptionWords::tr("The file of --tls-key has no private key in PEM format: %1").arg(key);
    case PemProblem::KeyEncrypted:
        return OptionWords::tr("The key of --tls-key has a password. Take it off, for example with "
                               "\"openssl pkey\", and let nobody else read the file: %1")
            .arg(key);
    case PemProblem::KeyUnsupported:
        return OptionWords::tr("The key of --tls-key is neither RSA nor EC: %1").arg(key);
    case PemProblem::KeyTooWeak:
        return OptionWords::tr("The key of --tls-key is too short to be safe; RSA needs 2048 bits: %1")
            .arg(key);
    case PemProblem::KeyMismatch:
        return OptionWords::tr("The key of --tls-key is not the one of the certificate of --tls-cert: %1, %2")
            .arg(key, certificate);
    case PemProblem::Expired:
        return OptionWords::tr("The certificate of --tls-cert has expired: %1").arg(certificate);
    case PemProblem::NotYetValid:
        return OptionWords::tr("The certificate of --tls-cert is not valid yet. Is the clock right? %1")
            .arg(certificate);
    }
    return {};
}

QString notice(SelfSignedStore::Origin origin, const QString &file)
{
    const QString where = QDir::toNativeSeparators(file);
    switch (origin) {
    case SelfSignedStore::Origin::Kept:
        break;
    case SelfSignedStore::Origin::Made:
        return OptionWords::tr("A certificate was made and is kept in %1").arg(where);
    case SelfSignedStore::Origin::RenewedExpired:
        return OptionWords::tr(
                   "The certificate in %1 had expired and was made anew: its fingerprint is another "
                   "one, and the clients will ask.")
            .arg(where);
    case SelfSignedStore::Origin::RenewedUnusable:
        return OptionWords::tr(
                   "The certificate in %1 could not be read and was made anew: its fingerprint is "
                   "another one, and the clients will ask.")
            .arg(where);
    }
    return {};
}

/// In the data folder; without one where it would be.
QString selfSignedFolder(const runtime::Options &options)
{
    return (options.dataFolder.isEmpty() ? defaultDataFolder() : options.dataFolder) + u"/tls"_s;
}

Result<QString, QString> prepareSelfSigned(runtime::Options &options)
{
    const SelfSignedStore store(selfSignedFolder(options));
    auto opened = store.open(tls::namesOfThisComputer(), QDateTime::currentDateTimeUtc());
    if (!opened)
        return Failure{OptionWords::tr("The certificate of --tls-self-signed cannot be kept in %1: %2")
                           .arg(QDir::toNativeSeparators(store.file()), opened.error())};
    options.tls = std::move(opened->identity);
    return notice(opened->origin, store.file());
}

} // namespace

Result<QString, QString> prepareTls(runtime::Options &options)
{
    const runtime::TlsFiles &files = options.tlsFiles;
    if (files.selfSigned && !(files.certificate.isEmpty() && files.key.isEmpty()))
        return Failure{OptionWords::tr("Either --tls-self-signed, or --tls-cert with --tls-key.")};
    if (files.certificate.isEmpty() != files.key.isEmpty())
        return Failure{OptionWords::tr("--tls-cert and --tls-key go together: one of them is missing.")};
    if (files.selfSigned)
        return prepareSelfSigned(options);
    if (files.certificate.isEmpty())
        return QString();
    auto identity = tls::readPemFiles(files.certificate, files.key, QDateTime::currentDateTimeUtc());
    if (!identity)
        return Failure{sentence(identity.error(), files)};
    options.tls = std::move(*identity);
    return QString();
}

} // namespace confab::app

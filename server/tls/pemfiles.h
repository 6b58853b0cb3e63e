// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/tls/identity.h"

#include <QDateTime>

namespace confab::tls {

/// Why a pair of PEM files is of no use to a server.
enum class PemProblem {
    CertificateUnreadable,
    NoCertificate, ///< the file has none
    KeyUnreadable,
    NoKey, ///< the file has none
    KeyEncrypted, ///< with a password
    KeyUnsupported, ///< neither RSA nor EC
    KeyTooWeak, ///< below 112 bits of security (RSA 2048), clients would refuse it
    KeyMismatch, ///< it is not the certificate's
    Expired,
    NotYetValid
};

/// What PEM text holds: a certificate, those that vouch for it behind it, and the key.
[[nodiscard]] Result<Identity, PemProblem> readPem(const QByteArray &certificates, const QByteArray &key,
                                                   const QDateTime &now);
[[nodiscard]] Result<Identity, PemProblem> readPemFiles(const QString &certificateFile,
                                                        const QString &keyFile, const QDateTime &now);

} // namespace confab::tls

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace confab::tls {

/// With what a server shows who it is.
struct Identity
{
    QList<QSslCertificate> chain; ///< the server's own certificate first
    QSslKey key; ///< of the first
    bool isSelfSigned = false; ///< nobody vouches for it: people compare fingerprints
};

/// The SHA-256 of a certificate as people compare it: "AB:CD:...", 32 pairs.
[[nodiscard]] QString fingerprint(const QSslCertificate &certificate);

/// For a server's sockets: TLS 1.2 or 1.3, no certificate is asked of clients.
[[nodiscard]] QSslConfiguration serverConfiguration(const Identity &identity);

/// Gives back what OpenSSL keeps for the calling thread, at its end. OpenSSL does so by itself, but behind
/// QThread::wait(), and a process that ends meanwhile leaves it.
void releaseThreadState();

} // namespace confab::tls

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/problem.h"

#include <QHash>
#include <QSslCertificate>
#include <QString>
#include <QUrl>

namespace confab::client {

/// Which certificate a person trusts for a server (a host and a port) though no authority vouches for it.
/// Thread: the client's.
class CertificatePins
{
public:
    CertificatePins() = default;
    Q_DISABLE_COPY_MOVE(CertificatePins)
    virtual ~CertificatePins() = default;

    /// The fingerprint trusted for that server; empty without one.
    [[nodiscard]] virtual QString trustedAt(const QString &server) const = 0;
    virtual void trust(const QString &server, const QString &fingerprint) = 0;
};

/// Pins for as long as the program runs.
class MemoryPins final : public CertificatePins
{
public:
    [[nodiscard]] QString trustedAt(const QString &server) const override { return m_pins.value(server); }
    void trust(const QString &server, const QString &fingerprint) override
    {
        m_pins.insert(server, fingerprint);
    }

private:
    QHash<QString, QString> m_pins;
};

/// What pins are kept by: host and port of an https or wss address, as "host:port".
[[nodiscard]] QString pinnedServer(const QUrl &url);

/// The SHA-256 of a certificate as people compare it: "AB:CD:...", 32 pairs.
[[nodiscard]] QString fingerprint(const QSslCertificate &certificate);

/// What to think of the certificates that a server showed, its own first.
struct CertificateVerdict
{
    Problem problem = Problem::None; ///< None, CertificateUnknown, CertificateChanged or TlsFailed
    QString fingerprint; ///< of the server's own
};

/// None when an authority vouches for the certificate, or when it is the one that was pinned; what was pinned
/// may have any name and age. TlsFailed when there is none.
[[nodiscard]] CertificateVerdict judge(const QList<QSslCertificate> &chain, const QUrl &url,
                                       const CertificatePins &pins);

} // namespace confab::client

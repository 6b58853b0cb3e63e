// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QHostAddress>
#include <QStringList>

namespace confab::tls {

/// What a server can be called.
struct ServerNames
{
    QStringList hosts; ///< the first is the certificate's subject
    QList<QHostAddress> addresses;
};

/// localhost, the computer's name with and without ".local", and all of its addresses.
[[nodiscard]] ServerNames namesOfThisComputer();

/// How long a self-signed certificate is good for: as long as phones and browsers take one.
inline constexpr int selfSignedDays = 825;

/// A new EC key (P-256) and a certificate for it that it signs itself, as PEM, the key first. Empty when the
/// system has no randomness.
[[nodiscard]] QByteArray makeSelfSigned(const ServerNames &names, const QDateTime &now,
                                        int days = selfSignedDays);

} // namespace confab::tls

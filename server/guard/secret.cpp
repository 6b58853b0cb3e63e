// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/secret.h"

#include <QCryptographicHash>

namespace confab::guard {

bool isSameSecret(QByteArrayView a, QByteArrayView b)
{
    // Digests have one length, so that of the secret does not show either.
    const QByteArray first = QCryptographicHash::hash(a.toByteArray(), QCryptographicHash::Sha256);
    const QByteArray second = QCryptographicHash::hash(b.toByteArray(), QCryptographicHash::Sha256);
    unsigned difference = 0;
    for (qsizetype i = 0; i < first.size(); ++i)
        difference |= static_cast<unsigned char>(first.at(i)) ^ static_cast<unsigned char>(second.at(i));
    return difference == 0;
}

} // namespace confab::guard

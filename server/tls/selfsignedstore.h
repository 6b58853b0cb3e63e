// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/tls/identity.h"
#include "server/tls/selfsigned.h"

namespace confab::tls {

/// The certificate that a server makes for itself, kept in a folder so that its fingerprint stays the same.
/// The file has the key too: nobody but the user may read it.
class SelfSignedStore
{
public:
    enum class Origin {
        Kept, ///< from an earlier start
        Made, ///< the first one
        RenewedExpired,
        RenewedUnusable ///< what was there could not be read
    };
    struct Opened
    {
        Identity identity;
        Origin origin = Origin::Kept;
    };

    /// `folder` is made when it is not there.
    explicit SelfSignedStore(const QString &folder);

    [[nodiscard]] QString file() const { return m_file; }
    /// The error is the system's reason why there is no place to keep it.
    [[nodiscard]] Result<Opened, QString> open(const ServerNames &names, const QDateTime &now) const;

private:
    [[nodiscard]] Result<Opened, QString> make(const ServerNames &names, const QDateTime &now,
                                               Origin origin) const;

    QString m_folder;
    QString m_file;
};

} // namespace confab::tls

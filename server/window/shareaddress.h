// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QString>
#include <QUrl>

namespace confab::server {

/// What people need in order to join.
struct ShareAddress
{
    Q_DECLARE_TR_FUNCTIONS(ShareAddress)

public:
    QString url; ///< "http://192.168.1.20:3000", empty while there is none
    QString pin; ///< empty where none is asked for

    /// The address that joins without a question: the PIN is in its fragment, which a browser keeps to
    /// itself.
    [[nodiscard]] QString link() const
    {
        if (url.isEmpty() || pin.isEmpty())
            return url;
        return url + QStringLiteral("/#pin=") + QString::fromLatin1(QUrl::toPercentEncoding(pin));
    }
    /// To be read and typed: "http://192.168.1.20:3000, PIN 4711".
    [[nodiscard]] QString words() const
    {
        return url.isEmpty() || pin.isEmpty() ? url : tr("%1, PIN %2").arg(url, pin);
    }
};

} // namespace confab::server

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/cookie.h"

namespace confab::engineio {

QByteArray toSetCookie(const CookieConfig &config, const QByteArray &sid)
{
    QByteArray cookie = config.name + '=' + sid;
    if (config.maxAge)
        cookie += "; Max-Age=" + QByteArray::number(qint64(config.maxAge->count()));
    if (!config.path.isEmpty())
        cookie += "; Path=" + config.path;
    if (config.httpOnly)
        cookie += "; HttpOnly";
    if (config.secure)
        cookie += "; Secure";
    if (!config.sameSite.isEmpty())
        cookie += "; SameSite=" + config.sameSite;
    return cookie;
}

} // namespace confab::engineio

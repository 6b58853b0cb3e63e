// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace confab::engineio {

/// A cookie with the session's id in the answer to a polling handshake, for balancers that send a client to
/// the same server again. Nothing here reads it (RFC 6265).
struct CookieConfig
{
    QByteArray name = "io"; ///< a token (RFC 9110 5.6.2)
    QByteArray path = "/";
    bool httpOnly = true;
    QByteArray sameSite = "Lax"; ///< empty: not said
    bool secure = false; ///< over https only; always so when the session came by it
    std::optional<std::chrono::seconds> maxAge{};
};

/// The value of Set-Cookie.
[[nodiscard]] QByteArray toSetCookie(const CookieConfig &config, const QByteArray &sid);

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QByteArray>

#include <optional>

namespace confab::guard {

/// The cookie of a browser that has given the PIN: not the PIN, and worth nothing without the random key that
/// made it.
class PinCookie
{
public:
    PinCookie(const QByteArray &pin, const QByteArray &key);

    /// A key of 256 random bits.
    [[nodiscard]] static QByteArray newKey();

    /// The value of Set-Cookie (RFC 6265 4.1).
    [[nodiscard]] QByteArray toSetCookie(bool isSecure) const;
    /// Whether the request brings it.
    [[nodiscard]] bool isIn(const http::Headers &headers) const;

private:
    const QByteArray m_value;
};

/// The PIN of `Authorization: Bearer PIN` or of Basic with any name; nothing without one (RFC 6750, RFC
/// 7617).
[[nodiscard]] std::optional<QByteArray> pinOfAuthorization(const http::Headers &headers);

} // namespace confab::guard

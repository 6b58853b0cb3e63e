// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace confab::guard {

/// Pages of which origins may talk to this server (RFC 6454; the Fetch Standard calls the same "origin"). A
/// request without an Origin does not come from a page and is nobody's here to refuse.
class OriginPolicy
{
public:
    /// `allowed`: beside the server's own, in canonical form; "*" for any.
    explicit OriginPolicy(QList<QByteArray> allowed)
        : m_allowed(std::move(allowed))
    { }

    /// `host`: the Host of the request. Where TLS ends before us, an https page on a connection without it is
    /// the same origin; the other way round it is not.
    [[nodiscard]] bool allows(QByteArrayView origin, QByteArrayView host, bool isSecure) const;

    /// As browsers write it: "https://chat.example" without the scheme's own port and without a path, or
    /// "null". Nothing for what is no origin.
    [[nodiscard]] static std::optional<QByteArray> canonical(QByteArrayView origin);

private:
    const QList<QByteArray> m_allowed;
};

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace confab::guard {

/// A host with or without a port, as in Host and Origin (RFC 3986 3.2).
struct Authority
{
    QByteArray host; ///< in lower case, without the brackets of IPv6 and without a dot at the end
    std::optional<quint16> port;
    bool isAddress = false; ///< an IPv4 or IPv6 literal, no name
};

/// Nothing for what is none, user information included.
[[nodiscard]] std::optional<Authority> parseAuthority(QByteArrayView text);

} // namespace confab::guard

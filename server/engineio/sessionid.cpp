// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/sessionid.h"

#include "server/engineio/randomid.h"

namespace confab::engineio {

namespace {

/// RFC 4648 5.
constexpr QByteArrayView alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static_assert(alphabet.size() == mostHomes);

constexpr qsizetype length = 20;

} // namespace

QByteArray newSessionId(size_t home)
{
    Q_ASSERT(home < mostHomes);
    QByteArray sid = randomId();
    sid.back() = alphabet[static_cast<qsizetype>(home % mostHomes)];
    return sid;
}

std::optional<size_t> homeOfSession(QByteArrayView sid)
{
    if (sid.size() != length)
        return std::nullopt;
    const qsizetype home = alphabet.indexOf(sid.back());
    return home < 0 ? std::nullopt : std::optional(static_cast<size_t>(home));
}

} // namespace confab::engineio

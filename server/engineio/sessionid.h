// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace confab::engineio {

/// How many servers can have the sessions of one address between them.
inline constexpr size_t mostHomes = 64;

/// The secret of a new session: 20 characters of base64url, as node's servers make them. The last one names
/// the server that has the session, `home` (below mostHomes); the others are random, 114 bits.
[[nodiscard]] QByteArray newSessionId(size_t home);

/// The server that an id of newSessionId() names, nothing when it cannot be one.
[[nodiscard]] std::optional<size_t> homeOfSession(QByteArrayView sid);

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/guard/guard.h"
#include "server/socketio/namespace.h"

#include <optional>

namespace confab::runtime {

/// Socket.IO's own question for the PIN: `auth.pin` of CONNECT, `pin=` in the query of clients of Engine.IO
/// 3, or what the request that opened the session brought (its cookie or Authorization). The refusal's data
/// is
/// `{code:"pin"}`, or `{code:"pin_locked", retryAfter}` with seconds.
[[nodiscard]] std::optional<socketio::Refusal> askForPin(guard::Guard &guard, const socketio::Socket &socket);

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"
#include "server/log/storeerror.h"

#include <functional>
#include <optional>

namespace confab::log {

// What is done with a log's file beside the server that writes it, or without one. Blocks; for command lines.

/// Writes the log as it is at this moment into a new file that becomes a log again when it is put into a data
/// folder, with a new epoch. Never overwrites.
[[nodiscard]] std::optional<StoreError> backUp(const QString &database, const QString &target);

/// Calls `take` with every message, room by room, as of one moment; only those of `room` unless that is
/// empty. Ends early when `take` says false.
[[nodiscard]] std::optional<StoreError> forEachMessage(const QString &database, const QString &room,
                                                       const std::function<bool(const Message &)> &take);

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"
#include "server/runtime/hubstatus.h"

namespace confab::runtime {

/// A message of the log as windows and files show it; `clientId` as in MessageRecord.
[[nodiscard]] MessageRecord recordOf(const log::Message &message, quint64 clientId = 0);

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"
#include "server/runtime/options.h"

#include <QByteArray>

namespace confab::runtime {

/// One line for standard output, without the line end: `HH:MM:SS.mmm room name: text` in local time, or one
/// JSON object
/// `{at,room,seq,id,from,text}`. Control characters, line ends and bidirectional overrides are escaped, so a
/// message can neither fake another line nor steer the terminal.
[[nodiscard]] QByteArray consoleLine(const MessageRecord &message, LogFormat format);

} // namespace confab::runtime

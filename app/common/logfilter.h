// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace confab::app {

/// Switches off what must never be logged, whatever QT_LOGGING_RULES asks for: Qt's HTTP server would write
/// whole requests, the PIN and cookies in their heads included. Our own categories log ids only. Once, before
/// the first server.
void installLogFilter();

} // namespace confab::app

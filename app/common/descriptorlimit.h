// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace confab::app {

/// Lets this process open as many files and connections as the system allows it (the soft limit is often
/// 1024, fewer than --max-clients). Where that fails, the old limit stays.
void raiseDescriptorLimit();

} // namespace confab::app

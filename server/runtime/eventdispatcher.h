// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/options.h"

class QThread;

namespace confab::runtime {

/// Lets `thread`, which has not been started, wait as `wanted`. Where that cannot be had it waits with Qt's own
/// event loop, and a warning says so.
void installEventDispatcher(QThread &thread, EventLoop wanted);

} // namespace confab::runtime

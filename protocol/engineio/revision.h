// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace confab::engineio {

/// Revisions of the Engine.IO protocol; the value is the one of the query's `EIO`.
enum class Revision : quint8 {
    V3 = 3, ///< Socket.IO clients 1.x and 2.x: the client pings
    V4 = 4 ///< Socket.IO clients 3.x and 4.x: the server pings
};

} // namespace confab::engineio

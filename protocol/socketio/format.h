// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace confab::socketio {

/// How packets stand in Engine.IO messages.
enum class Format : quint8 {
    Json, ///< Socket.IO protocol 5, over Engine.IO 4
    JsonRevision4, ///< protocols 3 and 4, over Engine.IO 3: ASCII only, CONNECT_ERROR (then ERROR) with any
                   ///< value
    MessagePack ///< npm's socket.io-msgpack-parser: one binary message for each packet
};

} // namespace confab::socketio

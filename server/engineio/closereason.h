// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace confab::engineio {

/// Why a session ended.
enum class CloseReason : quint8 {
    TransportClose, ///< the client closed, or its connection ended
    TransportError, ///< the client broke a rule of its transport (two polls at once, an aborted poll)
    ParseError, ///< the client sent what is no packet
    PingTimeout, ///< the heartbeat was not answered
    ForcedClose, ///< the layer above closed it
    ShuttingDown ///< the server is going away
};

} // namespace confab::engineio

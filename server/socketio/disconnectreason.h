// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace confab::socketio {

/// Why a socket is no longer connected.
enum class DisconnectReason : quint8 {
    ClientNamespaceDisconnect, ///< the client left the namespace
    ServerNamespaceDisconnect, ///< Socket::disconnect()
    ForcedServerClose, ///< the server ended the connection: Socket::disconnect(true), or the client broke the
                       ///< protocol
    ParseError, ///< the client sent what is no packet
    PingTimeout,
    TransportClose,
    TransportError,
    ServerShuttingDown
};

/// The words that node's server uses ("ping timeout").
[[nodiscard]] QString reasonText(DisconnectReason reason);

} // namespace confab::socketio

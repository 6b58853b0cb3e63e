// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/disconnectreason.h"

namespace confab::socketio {

using namespace Qt::StringLiterals;

QString reasonText(DisconnectReason reason)
{
    switch (reason) {
    case DisconnectReason::ClientNamespaceDisconnect:
        return u"client namespace disconnect"_s;
    case DisconnectReason::ServerNamespaceDisconnect:
        return u"server namespace disconnect"_s;
    case DisconnectReason::ForcedServerClose:
        return u"forced server close"_s;
    case DisconnectReason::ParseError:
        return u"parse error"_s;
    case DisconnectReason::PingTimeout:
        return u"ping timeout"_s;
    case DisconnectReason::TransportClose:
        return u"transport close"_s;
    case DisconnectReason::TransportError:
        return u"transport error"_s;
    case DisconnectReason::ServerShuttingDown:
        return u"server shutting down"_s;
    }
    Q_UNREACHABLE();
}

} // namespace confab::socketio

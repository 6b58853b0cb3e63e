// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/cookie.h"
#include "server/engineio/cors.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace confab::engineio {

struct Config
{
    QByteArray path = "/socket.io/"; ///< ends in '/'
    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
    std::chrono::milliseconds upgradeTimeout{10000};
    /// How long a session that the server closed waits for a poll that takes the news.
    std::chrono::milliseconds closeTimeout{30000};
    /// Whether clients of Socket.IO 1.x and 2.x are served (Engine.IO revision 3).
    bool allowRevision3 = true;
    qint64 maxPayload = 1000000; ///< bytes of an HTTP body or a WebSocket message
    /// Bytes that wait for a client's next poll; a client that lets more gather is given up. What is sent
    /// at once may be larger, something that the client asked for: this is for what waits beside it.
    qint64 maxBuffered = 16 * 1024 * 1024;
    qsizetype maxSessions = 0; ///< 0: no limit; a client too many is refused as Forbidden, with the reason
    bool allowPolling = true;
    bool allowWebSocket = true; ///< from the start, and as an upgrade
    bool allowUpgrades = true;
    size_t home = 0; ///< which of several servers this is (see newSessionId); every sid names it
    std::optional<CorsConfig> cors; ///< none: no header at all, so pages of other origins cannot poll
    std::optional<CookieConfig> cookie; ///< none by default
};

} // namespace confab::engineio

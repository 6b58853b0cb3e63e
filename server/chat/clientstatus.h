// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace confab::chat {

enum class Transport { Polling, WebSocket, PlainWebSocket, JsonWebSocket, EventStream };

/// One connected client as the clients table shows it.
struct ClientStatus
{
    quint64 id = 0; ///< unique in this process, never reused
    QString name;
    QString address; ///< "192.168.1.23:50122"
    Transport transport = Transport::Polling;
    bool isSecure = false; ///< over TLS
    int engineRevision = 4; ///< Engine.IO revision, 0 where there is no Engine.IO
    QString room;
    QDateTime connectedAt; ///< UTC
    int roundTripMs = -1; ///< of the last heartbeat, -1 before the first
    int heartbeatDueMs = -1; ///< until the client counts as gone, -1 where there is no heartbeat
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    qint64 bytesQueued = 0;
    bool isSlowed = false; ///< it sends more than its share and is read more slowly
};

} // namespace confab::chat

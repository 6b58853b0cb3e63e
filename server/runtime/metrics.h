// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/clientstatus.h"

#include <QByteArray>
#include <QList>

namespace confab::runtime {

/// What GET /metrics tells.
struct Metrics
{
    QList<chat::ClientStatus> clients;
    qsizetype connections = 0; ///< that have not become a WebSocket
    quint64 messages = 0; ///< since the start, and so are the bytes
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    double uptimeSeconds = 0;
};

/// In the text format of Prometheus, version 0.0.4. No label has anything that a client chose.
[[nodiscard]] QByteArray prometheusText(const Metrics &metrics);
inline constexpr char prometheusType[] = "text/plain; version=0.0.4; charset=utf-8";

} // namespace confab::runtime

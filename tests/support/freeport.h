// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRandomGenerator>
#include <QTcpServer>

namespace confab::testing {

/// A port of the loopback address on which nobody listens, for who has to know it before, or again. It is
/// none of those that the system gives to whoever connects or wants any: another test would have it in
/// between. 0 when there is none.
inline quint16 freePort()
{
    QTcpServer server;
    for (int i = 0; i < 100; ++i) {
        if (server.listen(QHostAddress::LocalHost,
                          static_cast<quint16>(QRandomGenerator::global()->bounded(10000, 30000))))
            return server.serverPort();
    }
    return 0;
}

} // namespace confab::testing

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>

namespace confab::net {

/// Who is at the other end of a connection.
struct Peer
{
    quint64 connectionId =
        0; ///< unique in this process, never reused; what the windows call the client's number
    QHostAddress address;
    quint16 port = 0; ///< 0 when only the address is known
    bool secure = false;
    bool isForwarded = false; ///< a proxy that we trust told us so
};

} // namespace confab::net

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/timers.h"
#include "protocol/engineio/handshake.h"
#include "protocol/engineio/revision.h"

namespace confab::client {

/// Watches that the server lives. With revision 4 the server pings; with revision 3 we do, and it has
/// `pingTimeout` for its answer.
class Heartbeat
{
public:
    explicit Heartbeat(Timers &timers)
        : m_silence(timers)
        , m_nextPing(timers)
    { }

    /// `sendPing` is called with revision 3 only; `dead` once.
    void start(engineio::Revision revision, const engineio::Handshake &handshake,
               std::function<void()> sendPing, std::function<void()> dead);
    /// Anything that comes shows that the server lives.
    void packetReceived();
    void stop();

private:
    void schedulePing();

    Deadline m_silence;
    Deadline m_nextPing;
    std::chrono::milliseconds m_pingInterval{0};
    std::chrono::milliseconds m_pingTimeout{0};
    std::function<void()> m_sendPing;
    std::function<void()> m_dead;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/heartbeat.h"

namespace confab::client {

void Heartbeat::start(engineio::Revision revision, const engineio::Handshake &handshake,
                      std::function<void()> sendPing, std::function<void()> dead)
{
    m_pingInterval = handshake.pingInterval;
    m_pingTimeout = handshake.pingTimeout;
    m_sendPing = std::move(sendPing);
    m_dead = std::move(dead);
    packetReceived();
    if (revision == engineio::Revision::V3)
        schedulePing();
}

void Heartbeat::packetReceived() { m_silence.set(m_pingInterval + m_pingTimeout, m_dead); }

void Heartbeat::stop()
{
    m_silence.cancel();
    m_nextPing.cancel();
}

void Heartbeat::schedulePing()
{
    m_nextPing.set(m_pingInterval, [this] {
        schedulePing();
        if (m_silence.remaining() > m_pingTimeout)
            m_silence.set(m_pingTimeout, m_dead);
        m_sendPing(); // the last: it may end us
    });
}

} // namespace confab::client

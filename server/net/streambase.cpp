// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/streambase.h"

#include <QThread>

#include <utility>

namespace confab::net {

namespace {
/// On a dual-stack listener IPv4 peers come as ::ffff:a.b.c.d.
QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}
} // namespace

void StreamBase::setPeer(quint64 connectionId, const QHostAddress &address, quint16 port)
{
    m_peer = Peer{connectionId, plainAddress(address), port, false};
}

void StreamBase::leaveThread()
{
    Q_ASSERT(bytesQueued() == 0);
    m_listener = nullptr;
    moveToThread(nullptr);
}

void StreamBase::enterThread(const StreamHome &home)
{
    m_traffic = &home.traffic;
    moveToThread(QThread::currentThread());
}

void StreamBase::countIn(qint64 bytes)
{
    m_bytesIn += static_cast<quint64>(bytes);
    m_traffic->in += static_cast<quint64>(bytes);
}

void StreamBase::countOut(qint64 bytes)
{
    m_bytesOut += static_cast<quint64>(bytes);
    m_traffic->out += static_cast<quint64>(bytes);
}

void StreamBase::setListener(StreamListener *listener)
{
    m_listener = listener;
    if (!m_listener || !m_peerFinished)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_listener)
                m_listener->peerFinished();
        },
        Qt::QueuedConnection);
}

void StreamBase::tellReadable()
{
    if (m_listener)
        m_listener->readable();
}

void StreamBase::tellDrained()
{
    if (m_listener)
        m_listener->drained();
}

void StreamBase::tellDisconnected()
{
    if (m_listener)
        std::exchange(m_listener, nullptr)->disconnected();
}

void StreamBase::noteThatPeerFinished()
{
    // At once: what other connections bring in this turn is to find the poll of a client that left ended.
    if (!std::exchange(m_peerFinished, true) && m_listener)
        m_listener->peerFinished();
}

} // namespace confab::net

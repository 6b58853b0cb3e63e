// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/upgrade.h"

#include "protocol/engineio/packet.h"
#include "server/engineio/lingeringchannels.h"

#include <QByteArray>

namespace confab::engineio {

namespace {

constexpr std::chrono::milliseconds releaseInterval{100};

}

Upgrade::Upgrade(UpgradeListener &listener, std::unique_ptr<net::WebSocketChannel> channel,
                 LingeringChannels &lingering, net::Timers &timers, std::chrono::milliseconds timeout)
    : m_listener(listener)
    , m_channel(std::move(channel))
    , m_lingering(lingering)
    , m_deadline(timers)
    , m_release(timers)
{
    m_channel->setReceiver(this);
    m_deadline.set(timeout, [this] { m_listener.upgradeFailed(); });
}

Upgrade::~Upgrade()
{
    if (m_channel)
        m_lingering.close(std::move(m_channel), 1000);
}

void Upgrade::textReceived(const QByteArray &utf8)
{
    const auto packet = decodeText(utf8);
    if (packet && packet->type == PacketType::Ping && packet->data == "probe") {
        m_channel->sendText(encodeText(PacketType::Pong, "probe"));
        keepReleasingPolls();
    } else if (packet && packet->type == PacketType::Upgrade) {
        m_listener.upgradeCompleted(std::move(m_channel)); // destroys this
    } else {
        m_listener.upgradeFailed(); // destroys this
    }
}

void Upgrade::binaryReceived(const QByteArray &) { m_listener.upgradeFailed(); }

void Upgrade::closed(quint16, const QByteArray &)
{
    m_channel.reset();
    m_listener.upgradeFailed();
}

// As node does it: not at once, so that data on its way out is not preceded by an empty answer.
void Upgrade::keepReleasingPolls()
{
    m_release.set(releaseInterval, [this] {
        keepReleasingPolls();
        m_listener.releasePoll();
    });
}

} // namespace confab::engineio

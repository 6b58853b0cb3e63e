// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"
#include "server/net/websocketchannel.h"

#include <chrono>
#include <memory>

namespace confab::engineio {

class LingeringChannels;

/// What an upgrade asks of its session. Every call may destroy the upgrade.
class UpgradeListener
{
public:
    UpgradeListener() = default;
    Q_DISABLE_COPY_MOVE(UpgradeListener)
    virtual ~UpgradeListener() = default;

    /// The client waits for its poll to end before it goes on.
    virtual void releasePoll() = 0;
    virtual void upgradeCompleted(std::unique_ptr<net::WebSocketChannel> channel) = 0;
    /// The candidate was closed; the session stays where it is.
    virtual void upgradeFailed() = 0;
};

/// A WebSocket that wants to become the transport of a polling session (Engine.IO protocol 4, "Upgrade"): it
/// says "2probe", hears "3probe", says "5". Destroying it closes the WebSocket.
class Upgrade final : private net::WebSocketReceiver
{
public:
    Upgrade(UpgradeListener &listener, std::unique_ptr<net::WebSocketChannel> channel,
            LingeringChannels &lingering, net::Timers &timers, std::chrono::milliseconds timeout);
    ~Upgrade() override;

private:
    void textReceived(const QByteArray &utf8) override;
    void binaryReceived(const QByteArray &data) override;
    void closed(quint16 code, const QByteArray &reason) override;

    void keepReleasingPolls();

    UpgradeListener &m_listener;
    std::unique_ptr<net::WebSocketChannel> m_channel;
    LingeringChannels &m_lingering;
    net::Deadline m_deadline;
    net::Deadline m_release;
};

} // namespace confab::engineio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/lingeringchannels.h"

namespace confab::engineio {

class LingeringChannels::Lingering final : public net::WebSocketReceiver
{
public:
    Lingering(LingeringChannels &owner, std::unique_ptr<net::WebSocketChannel> channel)
        : m_owner(owner)
        , m_channel(std::move(channel))
    {
        m_channel->setReceiver(this);
    }

    void close(quint16 code, const QByteArray &reason) { m_channel->close(code, reason); }

    // What still comes was sent before the client knew.
    void textReceived(const QByteArray &) override { }
    void binaryReceived(const QByteArray &) override { }
    void closed(quint16, const QByteArray &) override { m_owner.m_channels.erase(this); }

private:
    LingeringChannels &m_owner;
    std::unique_ptr<net::WebSocketChannel> m_channel;
};

LingeringChannels::LingeringChannels() = default;
LingeringChannels::~LingeringChannels() = default;

void LingeringChannels::close(std::unique_ptr<net::WebSocketChannel> channel, quint16 code,
                              const QByteArray &reason)
{
    auto lingering = std::make_unique<Lingering>(*this, std::move(channel));
    Lingering &kept = *lingering;
    m_channels.emplace(&kept, std::move(lingering));
    kept.close(code, reason);
}

} // namespace confab::engineio

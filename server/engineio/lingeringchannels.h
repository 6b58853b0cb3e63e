// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/websocketchannel.h"

#include <memory>
#include <unordered_map>

namespace confab::engineio {

/// Keeps WebSockets that we closed until their closing handshake is over: destroyed at once, they would drop
/// the connection together with what was sent last.
class LingeringChannels
{
public:
    LingeringChannels();
    ~LingeringChannels();
    Q_DISABLE_COPY_MOVE(LingeringChannels)

    void close(std::unique_ptr<net::WebSocketChannel> channel, quint16 code, const QByteArray &reason = {});
    [[nodiscard]] bool isEmpty() const { return m_channels.empty(); }

private:
    class Lingering;

    std::unordered_map<const Lingering *, std::unique_ptr<Lingering>> m_channels;
};

} // namespace confab::engineio

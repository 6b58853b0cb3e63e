// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/messagedecoder.h"

namespace confab::testing {

/// An event of the frame decoder in words, for comparing.
inline QByteArray described(const websocket::Event &event)
{
    struct
    {
        QByteArray operator()(const websocket::Text &text) const { return "text " + text.utf8; }
        QByteArray operator()(const websocket::Binary &binary) const { return "binary " + binary.data; }
        QByteArray operator()(const websocket::Ping &ping) const { return "ping " + ping.payload; }
        QByteArray operator()(const websocket::Pong &pong) const { return "pong " + pong.payload; }
        QByteArray operator()(const websocket::Close &close) const
        {
            return "close " + QByteArray::number(close.code) + ' ' + close.reason;
        }
        QByteArray operator()(const websocket::Failure &failure) const
        {
            return "failure " + QByteArray::number(failure.closeCode);
        }
    } const visitor;
    return std::visit(visitor, event);
}

} // namespace confab::testing

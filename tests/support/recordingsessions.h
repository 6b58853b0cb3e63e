// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/engineio/server.h"

#include <QList>

#include <functional>
#include <memory>
#include <vector>

namespace confab::testing {

/// The layer above Engine.IO: keeps what it is told.
class RecordingSessions
{
public:
    class Handler final : public engineio::SessionHandler
    {
    public:
        explicit Handler(engineio::Session &opened)
            : session(&opened)
        {
            opened.setHandler(this);
        }

        void messageReceived(const QByteArray &data, bool binary) override
        {
            (binary ? binaries : texts).append(data);
            if (onMessage)
                onMessage(data);
        }
        void sessionClosed(engineio::CloseReason closeReason) override
        {
            reasons.append(closeReason);
            session = nullptr;
        }
        void send(const QByteArray &text) const { session->send({engineio::OutgoingPacket::message(text)}); }

        engineio::Session *session; ///< null once closed
        QList<QByteArray> texts;
        QList<QByteArray> binaries;
        QList<engineio::CloseReason> reasons;
        std::function<void(const QByteArray &)> onMessage;
    };

    explicit RecordingSessions(engineio::Server &server)
    {
        server.setSessionOpened(
            [this](engineio::Session &session) { handlers.push_back(std::make_unique<Handler>(session)); });
    }

    [[nodiscard]] Handler &last() const { return *handlers.back(); }

    std::vector<std::unique_ptr<Handler>> handlers;
};

} // namespace confab::testing

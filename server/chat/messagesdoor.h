// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/postrates.h"
#include "server/net/httpexchange.h"

#include <memory>

namespace confab::chat {

/// The chat for scripts, at /messages: POST says something (a webhook), GET reads the history. Every request
/// stands for itself. Thread: the shard's.
class MessagesDoor
{
public:
    /// A message with every character escaped, and something around it.
    static constexpr qint64 bodyLimit = 128 * 1024;

    MessagesDoor(ChatService &chat, net::Timers &timers)
        : m_chat(chat)
        , m_rates(timers)
    { }

    [[nodiscard]] PostRates &rates() { return m_rates; }

    void handle(std::unique_ptr<net::HttpExchange> exchange);

private:
    void post(std::unique_ptr<net::HttpExchange> exchange);
    void read(std::unique_ptr<net::HttpExchange> exchange);

    ChatService &m_chat;
    PostRates m_rates;
};

} // namespace confab::chat

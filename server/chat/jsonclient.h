// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "protocol/result.h"
#include "server/chat/conversations.h"
#include "server/chat/websocketclient.h"

#include <optional>

namespace confab::chat {

/// The subprotocol of /ws that carries the events of a Conversation as JSON texts.
inline constexpr char jsonSubprotocol[] = "confab.v1.json";

/// Whether a client that sends this request will speak it: it offers it among others.
[[nodiscard]] bool offersJson(const http::RequestHead &head);

/// What a client says: `{"event", "data", "ack"}`, the last two optional.
struct JsonEvent
{
    QString event;
    QCborArray args; ///< the data, if there is any
    std::optional<quint64> ack; ///< the number by which the answer is recognised
};
[[nodiscard]] Result<JsonEvent, Refusal> parseJsonEvent(const QByteArray &utf8);
/// `{"event", "data"}`
[[nodiscard]] QByteArray jsonEvent(const QString &event, const QCborMap &data);
/// `{"ack", "data"}`
[[nodiscard]] QByteArray jsonAck(quint64 ack, const QCborMap &data);

/// A client at /ws that speaks `confab.v1.json`. A refusal that has no acknowledgement to travel in is an
/// event `error`. Thread: the shard's.
class JsonClient final : public WebSocketClient
{
public:
    JsonClient(std::shared_ptr<Conversation> conversation, Connection connection);
    ~JsonClient() override;

    [[nodiscard]] const Person &person() const override { return m_conversation->person(); }
    [[nodiscard]] QStringList rooms() const override { return m_conversation->standing().rooms; }
    [[nodiscard]] bool isIn(Audience audience, const QString &room) const override;
    [[nodiscard]] bool takesJson() const override { return true; }

private:
    void heard(const QByteArray &utf8) override;
    void sendText(const QByteArray &utf8);
    void answer(std::optional<quint64> ack, const QCborMap &data);

    const std::shared_ptr<Conversation> m_conversation;
    const std::shared_ptr<JsonClient *>
        m_self; ///< what answers that come later ask whether this still exists
};

} // namespace confab::chat

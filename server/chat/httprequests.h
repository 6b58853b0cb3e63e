// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "protocol/result.h"
#include "server/chat/person.h"
#include "server/chat/wire.h"

#include <optional>

// What the chat's HTTP addresses are asked for, and the forms of their answers. Bytes in, values out.

namespace confab::chat {

/// What a `POST /messages` asks for.
struct PostedMessage
{
    MessageRequest message;
    Person sender;
};
/// `?room=&name=&id=` and the text as the body, or `application/json` with `{text, id, room, name, token}`,
/// which wins over the query. Who shows a token is its person; otherwise scripts that give the same name are
/// the same person, so that an id sent again is found again.
[[nodiscard]] Result<PostedMessage, Refusal> parsePost(const http::Request &request);

/// What a `GET /messages?room=&after=&before=&limit=` asks for: at most `maximumHistory` messages.
inline constexpr int maximumHistory = 1000;
[[nodiscard]] Result<log::Query, Refusal> parseHistoryQuery(const http::RequestHead &head);

/// What a `GET /events?room=` asks for. The cursor is Last-Event-ID, `EPOCH-SEQ`, or the query's
/// `lastEventId`.
struct EventsRequest
{
    QString room;
    bool hasCursor = false; ///< one that cannot be read is of an unknown epoch
    QByteArray epoch;
    quint64 seq = 0;
};
[[nodiscard]] Result<EventsRequest, Refusal> parseEventsRequest(const http::RequestHead &head);

/// JSON with the status, never kept by anybody.
[[nodiscard]] http::Response jsonAnswer(int status, const QCborMap &value);
/// 400, 413, 429 or 503 by the refusal's error, with `{ok:false, error, detail}`.
[[nodiscard]] http::Response refusalAnswer(const Refusal &refusal);

/// An event of a text/event-stream (HTML standard, 9.2): `id:` unless empty, `event:` and one `data:`, which
/// has no line breaks.
[[nodiscard]] QByteArray eventText(const QByteArray &id, const QByteArray &event, const QByteArray &data);
/// `EPOCH-SEQ`; empty for a message without a number.
[[nodiscard]] QByteArray eventId(const QByteArray &epoch, quint64 seq);

} // namespace confab::chat

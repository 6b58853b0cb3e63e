// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/chat/person.h"
#include "server/chat/presence.h"
#include "server/chat/rules.h"
#include "server/log/message.h"

#include <QCborArray>
#include <QCborMap>
#include <QHash>
#include <QStringList>

#include <optional>

namespace confab::chat {

/// What a client's `message` event asks for: a bare text, or `{text, id, room}`.
struct MessageRequest
{
    QString text;
    QString id; ///< the sender's own; made up when it gave none
    QString room; ///< the lobby unless given
};
[[nodiscard]] Result<MessageRequest, Refusal> parseMessage(const QCborArray &args);

/// What a client's `hello` says: `{name, rooms, since:{room:{epoch,seq}}, token}`, everything optional.
struct Hello
{
    std::optional<QString> name;
    std::optional<QString> token;
    QStringList rooms; ///< the lobby when it named none; each once
    QHash<QString, log::Query> since; ///< by room; only `epoch` and `after` are set
};
[[nodiscard]] Result<Hello, Refusal> parseHello(const QCborArray &args);

/// The name of a `rename`: `{name}`.
[[nodiscard]] Result<QString, Refusal> parseRename(const QCborArray &args);

/// The room and the cursor of a `history`: `{room, before|after, limit}`; without a cursor the newest page.
[[nodiscard]] Result<log::Query, Refusal> parseHistory(const QCborArray &args);

/// The room of a `typing`: `{room}`.
[[nodiscard]] Result<QString, Refusal> parseTyping(const QCborArray &args);

/// What a `presence` asks for: `{room, on}`.
struct PresenceRequest
{
    QString room;
    bool isOn = false;
};
[[nodiscard]] Result<PresenceRequest, Refusal> parsePresence(const QCborArray &args);

/// `{message, id, seq, at, room, from:{id,name}}`; no `seq` when it could only be kept in memory
[[nodiscard]] QCborMap toWire(const log::Message &message);
/// `{id, name}`
[[nodiscard]] QCborMap toWire(const Person &person);
/// `{ok:false, error, detail}`
[[nodiscard]] QCborMap toWire(const Refusal &refusal);
/// `{room, head, roster, count, messages, gap}`
[[nodiscard]] QCborMap toWire(const log::Page &page, const QList<Person> &members);
/// `{room, roster, count}`
[[nodiscard]] QCborMap rosterToWire(const QString &room, const QList<Person> &members);
/// At most 200 of them, each `{id, name}`.
[[nodiscard]] QCborArray toWire(const QList<Person> &people);
/// The acknowledgement of a `history`: `{ok:true, room, epoch, head, oldest, messages, more}`.
[[nodiscard]] QCborMap historyToWire(const log::Page &page);
/// `{room, joined, left, renamed, count}`
[[nodiscard]] QCborMap toWire(const PresenceChanges &changes);
/// `{room, from:{id,name}}`
[[nodiscard]] QCborMap toWire(const log::Ephemeral &typing);
/// The acknowledgement of a `message`: `{ok:true, id, seq, at}`, without a number
/// `{ok:true, stored:false, id, at}` when it was delivered but not stored, or why it was neither.
[[nodiscard]] QCborMap toWire(const log::Outcome &outcome);

/// Milliseconds since the epoch as ISO 8601 in UTC, with milliseconds.
[[nodiscard]] QString isoTime(qint64 at);

} // namespace confab::chat

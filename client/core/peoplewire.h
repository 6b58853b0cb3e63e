// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/person.h"

#include <QCborArray>
#include <QCborMap>
#include <QList>

#include <optional>

namespace confab::client {

/// Who is in a room, as `hello` and `presence` answer.
struct RosterNews
{
    QList<Person> people; ///< not all of them, where there are very many
    int count = 0;
};

/// What a `presence` event tells.
struct PresenceNews
{
    QList<Person> joined;
    QList<Person> left;
    QList<Person> renamed;
    int count = 0; ///< who is there now; 0 when it was not said
};

/// `{id, name}`; empty for anything else.
[[nodiscard]] Person readPerson(const QCborValue &value);

/// Nothing when nobody was said to be there.
[[nodiscard]] std::optional<RosterNews> readRoster(const QCborMap &object);
/// The answer to `presence`; nothing when it was refused, or about another room.
[[nodiscard]] std::optional<RosterNews> readPresenceAnswer(const QCborArray &args, const QString &room);
/// A `presence` event; nothing when it is about another room.
[[nodiscard]] std::optional<PresenceNews> readPresence(const QCborArray &args, const QString &room);
/// Who types, of a `typing` event; nothing when it is about another room, or nobody.
[[nodiscard]] std::optional<Person> readTyping(const QCborArray &args, const QString &room);

[[nodiscard]] QCborMap typingRequest(const QString &room);
[[nodiscard]] QCborMap presenceRequest(const QString &room);

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "client/core/peoplewire.h"

#include <QCborArray>
#include <QCborMap>
#include <QList>

#include <chrono>
#include <optional>

namespace confab::client {

/// A message as a server sends it; what it did not say is empty.
struct ServerMessage
{
    QString text;
    QString id; ///< the sender's
    quint64 seq = 0;
    QDateTime at; ///< UTC
    QString senderId;
    QString senderName;
    QString room;
};

/// What a Confab server answers to `hello`, for the one room that was asked for.
struct Welcome
{
    Person you; ///< who the server says we are
    QString token; ///< shows next time that we are the same person
    QString epoch; ///< of the log: sequence numbers of different epochs have nothing to do with each other
    QList<ServerMessage> messages; ///< what we missed, or the newest page
    quint64 head = 0; ///< the room's last number; 0 when it was not said
    bool gap = false; ///< between what we had and these, something is missing
    std::optional<RosterNews> roster; ///< who is there, when it was said
};

/// What a person has of a room already.
struct Cursor
{
    QString epoch;
    quint64 seq = 0;
};

/// What a Confab server answers to `history`: messages before a number, oldest first.
struct PastPage
{
    QString epoch;
    quint64 oldest = 0; ///< the first number that the server still has; 0 when it was not said
    QList<ServerMessage> messages;
    bool more = false; ///< before these there are others
};

/// How a server answered `message`.
struct SendAnswer
{
    SendFailure failure = SendFailure::None; ///< None: it has it
    quint64 seq = 0; ///< 0 when it was not numbered
    QDateTime at;
    bool saved = true; ///< false: delivered, but the server said that it could not keep it
};

/// The arguments of a `message` event: an object with a string `message`, as Confab and the tutorial send it,
/// or a string. Nothing for anything else.
[[nodiscard]] std::optional<ServerMessage> readMessage(const QCborArray &args);

/// Where an event of any kind stands in a room's log; seq is 0 for one that is not from there.
struct EventPlace
{
    QString room; ///< empty when it was not said
    quint64 seq = 0;
};
[[nodiscard]] EventPlace readEventPlace(const QCborArray &args);

[[nodiscard]] QCborMap helloRequest(const QString &name, const QString &room, const QString &token,
                                    const std::optional<Cursor> &cursor);
/// How an answer to `hello` is to be understood.
struct HelloAnswer
{
    enum class Kind { Welcome, Refused, NotUnderstood };
    Kind kind = Kind::NotUnderstood; ///< NotUnderstood: the server is not Confab
    Welcome welcome;
    QString reason; ///< of Refused, in the server's words
};
[[nodiscard]] HelloAnswer readHelloAnswer(const QCborArray &args, const QString &room);

[[nodiscard]] QCborMap historyRequest(const QString &room, quint64 before, int limit);
/// Nothing when it was refused, or about another room.
[[nodiscard]] std::optional<PastPage> readHistoryAnswer(const QCborArray &args, const QString &room);

/// What the data of a connect_error says about a PIN.
struct PinRefusal
{
    enum class Kind { None, Refused, Locked };
    Kind kind = Kind::None; ///< Refused: there was none, or a wrong one
    std::chrono::seconds retryAfter{0}; ///< of Locked: that long no PIN is taken, 1 s to a day
};
[[nodiscard]] PinRefusal readPinRefusal(const QCborValue &data);

/// The answer of a Confab that does not know an event.
[[nodiscard]] bool isUnknownEvent(const QCborArray &args);

/// Any answer that does not say no counts as a yes: other servers answer as they like.
[[nodiscard]] SendAnswer readSendAnswer(const QCborArray &args);

/// Who we are by the answer to `rename`; nothing when it was refused.
[[nodiscard]] std::optional<Person> readRenameAnswer(const QCborArray &args);

} // namespace confab::client

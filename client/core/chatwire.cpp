// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatwire.h"

#include "protocol/socketio/wholenumber.h"

#include <cmath>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const QCborMap &object, QLatin1StringView key) { return object.value(key).toString(); }

quint64 numberOf(const QCborMap &object, QLatin1StringView key)
{
    return socketio::wholeNumber(object.value(key)).value_or(0);
}

QDateTime timeOf(const QCborMap &object, QLatin1StringView key)
{
    const QDateTime time = QDateTime::fromString(textOf(object, key), Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC() : QDateTime();
}

std::optional<ServerMessage> messageOf(const QCborValue &value)
{
    ServerMessage message;
    if (value.isString()) {
        message.text = value.toString();
        return message;
    }
    const QCborMap object = value.toMap();
    if (!object.value("message"_L1).isString())
        return std::nullopt;
    const Person from = readPerson(object.value("from"_L1));
    message.text = textOf(object, "message"_L1);
    message.id = textOf(object, "id"_L1);
    message.seq = numberOf(object, "seq"_L1);
    message.at = timeOf(object, "at"_L1);
    message.room = textOf(object, "room"_L1);
    message.senderId = from.id;
    message.senderName = from.name;
    return message;
}

QList<ServerMessage> messagesAt(const QCborMap &object, QLatin1StringView key)
{
    QList<ServerMessage> messages;
    const QCborArray values = object.value(key).toArray();
    for (const QCborValue &value : values) {
        if (const auto message = messageOf(value))
            messages.append(*message);
    }
    return messages;
}

bool isRefusal(const QCborMap &answer) { return answer.value("ok"_L1).isFalse(); }

SendFailure failureOf(const QString &error)
{
    if (error == "too_long"_L1)
        return SendFailure::TooLong;
    if (error == "rate"_L1 || error == "slow_mode"_L1)
        return SendFailure::RateLimited;
    if (error == "storage"_L1)
        return SendFailure::Storage;
    return SendFailure::Refused;
}

} // namespace

std::optional<ServerMessage> readMessage(const QCborArray &args) { return messageOf(args.at(0)); }

EventPlace readEventPlace(const QCborArray &args)
{
    const QCborMap object = args.at(0).toMap();
    return {textOf(object, "room"_L1), numberOf(object, "seq"_L1)};
}

QCborMap helloRequest(const QString &name, const QString &room, const QString &token,
                      const std::optional<Cursor> &cursor)
{
    QCborMap request;
    request[u"name"_s] = name;
    request[u"rooms"_s] = QCborArray{room};
    if (!token.isEmpty())
        request[u"token"_s] = token;
    if (cursor) {
        const QCborMap since{{u"epoch"_s, cursor->epoch}, {u"seq"_s, qint64(cursor->seq)}};
        request[u"since"_s] = QCborMap{{room, since}};
    }
    return request;
}

HelloAnswer readHelloAnswer(const QCborArray &args, const QString &room)
{
    const QCborMap object = args.at(0).toMap();
    HelloAnswer answer;
    if (isRefusal(object)) {
        // A Socket.IO server of ours without a chat, or an older one, is as good as a stranger.
        answer.kind = isUnknownEvent(args) ? HelloAnswer::Kind::NotUnderstood : HelloAnswer::Kind::Refused;
        answer.reason = textOf(object, "detail"_L1);
        if (answer.reason.isEmpty())
            answer.reason = textOf(object, "error"_L1);
        return answer;
    }
    if (!object.value("you"_L1).isMap())
        return answer;
    answer.kind = HelloAnswer::Kind::Welcome;
    answer.welcome.you = readPerson(object.value("you"_L1));
    answer.welcome.token = textOf(object, "token"_L1);
    answer.welcome.epoch = textOf(object, "epoch"_L1);
    const QCborArray rooms = object.value("rooms"_L1).toArray();
    for (const QCborValue &value : rooms) {
        const QCborMap entry = value.toMap();
        if (textOf(entry, "room"_L1) != room)
            continue;
        answer.welcome.head = numberOf(entry, "head"_L1);
        answer.welcome.roster = readRoster(entry);
        answer.welcome.gap = entry.value("gap"_L1).isTrue();
        answer.welcome.messages += messagesAt(entry, "messages"_L1);
    }
    return answer;
}

QCborMap historyRequest(const QString &room, quint64 before, int limit)
{
    return {{u"room"_s, room}, {u"before"_s, qint64(before)}, {u"limit"_s, limit}};
}

std::optional<PastPage> readHistoryAnswer(const QCborArray &args, const QString &room)
{
    const QCborMap object = args.at(0).toMap();
    if (isRefusal(object) || textOf(object, "room"_L1) != room)
        return std::nullopt;
    return PastPage{textOf(object, "epoch"_L1), numberOf(object, "oldest"_L1),
                    messagesAt(object, "messages"_L1), object.value("more"_L1).isTrue()};
}

PinRefusal readPinRefusal(const QCborValue &data)
{
    const QCborMap object = data.toMap();
    const QString code = textOf(object, "code"_L1);
    if (code == "pin"_L1)
        return {PinRefusal::Kind::Refused, {}};
    if (code != "pin_locked"_L1)
        return {};
    constexpr std::chrono::seconds longest = std::chrono::hours(24);
    const double seconds = object.value("retryAfter"_L1).toDouble(1);
    if (!(seconds > 1)) // not a number either
        return {PinRefusal::Kind::Locked, std::chrono::seconds(1)};
    if (seconds >= double(longest.count()))
        return {PinRefusal::Kind::Locked, longest};
    return {PinRefusal::Kind::Locked, std::chrono::seconds(qint64(std::ceil(seconds)))};
}

bool isUnknownEvent(const QCborArray &args)
{
    const QCborMap object = args.at(0).toMap();
    return isRefusal(object) && textOf(object, "error"_L1) == "unknown_event"_L1;
}

SendAnswer readSendAnswer(const QCborArray &args)
{
    const QCborMap object = args.at(0).toMap();
    if (isRefusal(object))
        return {failureOf(textOf(object, "error"_L1)), 0, {}, true};
    return {SendFailure::None, numberOf(object, "seq"_L1), timeOf(object, "at"_L1),
            !object.value("stored"_L1).isFalse()};
}

std::optional<Person> readRenameAnswer(const QCborArray &args)
{
    const QCborMap object = args.at(0).toMap();
    if (isRefusal(object) || !object.value("you"_L1).isMap())
        return std::nullopt;
    return readPerson(object.value("you"_L1));
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/httprequests.h"

#include "protocol/http/urlquery.h"
#include "protocol/socketio/json.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

/// Nobody's message has a need for more.
constexpr int jsonDepth = 8;
constexpr auto defaultSender = "Webhook";

Refusal badRequest(const QString &detail) { return Refusal{u"bad_request"_s, detail}; }

Result<QString, Refusal> decoded(const QByteArray &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(utf8);
    if (decoder.hasError())
        return Failure{badRequest(u"The text is not UTF-8."_s)};
    return text;
}

/// The parameters of the query that are there, as a client's object has them.
Result<QCborMap, Refusal> objectOf(const http::QueryParameters &query)
{
    QCborMap object;
    for (const char *name : {"room", "name", "id"}) {
        if (!query.contains(name))
            continue;
        const auto value = decoded(query.value(name));
        if (!value)
            return Failure{value.error()};
        object.insert(QString::fromLatin1(name), *value);
    }
    return object;
}

bool isJson(const http::RequestHead &head)
{
    const QByteArray type = head.headers.value("Content-Type");
    return type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed().toLower()
        == "application/json";
}

Result<QCborMap, Refusal> withBody(QCborMap object, const http::Request &request)
{
    if (!isJson(request.head)) {
        const auto text = decoded(request.body);
        if (!text)
            return Failure{text.error()};
        object.insert(u"text"_s, *text);
        return object;
    }
    const auto value = socketio::parseJson(request.body, jsonDepth);
    if (!value || !value->isMap())
        return Failure{badRequest(u"The body is not a JSON object {text, id, room, name}."_s)};
    const QCborMap body = value->toMap();
    for (auto entry = body.cbegin(); entry != body.cend(); ++entry)
        object.insert(entry.key(), entry.value());
    return object;
}

Result<Person, Refusal> senderOf(const QCborMap &object)
{
    Person sender;
    const QCborValue name = object.value(u"name"_s);
    if (!name.isUndefined()) {
        const auto checked = checkedName(name.toString());
        if (!checked)
            return Failure{checked.error()};
        sender.name = *checked;
    }
    const QCborValue token = object.value(u"token"_s);
    if (!token.isUndefined()) {
        if (!isUsableToken(token.toString()))
            return Failure{badRequest(u"A token has 16 to 128 printable ASCII characters."_s)};
        sender.id = personIdOf(token.toString());
    } else {
        // A blank is in no token, so nobody's token makes a script's person.
        sender.id = personIdOf(u"script "_s + sender.name);
    }
    if (sender.name.isEmpty())
        sender.name = QString::fromLatin1(defaultSender);
    return sender;
}

Result<QString, Refusal> roomOf(const http::QueryParameters &query)
{
    return query.contains("room") ? checkedRoom(QString::fromUtf8(query.value("room"))) : lobby();
}

Result<quint64, Refusal> numberOf(const http::QueryParameters &query, const char *name, quint64 fallback)
{
    if (!query.contains(name))
        return fallback;
    bool isNumber = false;
    const quint64 number = query.value(name).toULongLong(&isNumber);
    if (!isNumber)
        return Failure{badRequest(u"%1 is a whole number."_s.arg(QLatin1StringView(name)))};
    return number;
}

} // namespace

Result<PostedMessage, Refusal> parsePost(const http::Request &request)
{
    const auto fromQuery = objectOf(http::parseQuery(request.head.query()));
    if (!fromQuery)
        return Failure{fromQuery.error()};
    const auto object = withBody(*fromQuery, request);
    if (!object)
        return Failure{object.error()};
    auto message = parseMessage(QCborArray{*object});
    if (!message)
        return Failure{message.error()};
    auto sender = senderOf(*object);
    if (!sender)
        return Failure{sender.error()};
    return PostedMessage{*std::move(message), *std::move(sender)};
}

Result<log::Query, Refusal> parseHistoryQuery(const http::RequestHead &head)
{
    const http::QueryParameters parameters = http::parseQuery(head.query());
    if (parameters.contains("after") && parameters.contains("before"))
        return Failure{badRequest(u"Either after or before, not both."_s)};
    const auto room = roomOf(parameters);
    if (!room)
        return Failure{room.error()};
    const auto after = numberOf(parameters, "after", 0);
    const auto before = numberOf(parameters, "before", 0);
    const auto limit = numberOf(parameters, "limit", maximumHistory);
    for (const auto *number : {&after, &before, &limit}) {
        if (!*number)
            return Failure{number->error()};
    }
    if (*limit < 1 || *limit > maximumHistory)
        return Failure{badRequest(u"limit is a number from 1 to %1."_s.arg(maximumHistory))};
    log::Query query;
    query.kind = parameters.contains("before") ? log::Query::Kind::Before : log::Query::Kind::After;
    query.room = *room;
    query.after = *after;
    query.before = *before;
    query.limit = static_cast<int>(*limit);
    return query;
}

Result<EventsRequest, Refusal> parseEventsRequest(const http::RequestHead &head)
{
    const http::QueryParameters parameters = http::parseQuery(head.query());
    const auto room = roomOf(parameters);
    if (!room)
        return Failure{room.error()};
    EventsRequest request;
    request.room = *room;
    QByteArray cursor = head.headers.value("Last-Event-ID");
    if (cursor.isEmpty())
        cursor = parameters.value("lastEventId");
    if (cursor.isEmpty())
        return request;
    request.hasCursor = true;
    const qsizetype dash = cursor.lastIndexOf('-'); // an epoch may have one too
    bool isNumber = false;
    const quint64 seq = cursor.mid(dash + 1).toULongLong(&isNumber);
    const bool isReadable = dash > 0 && isNumber;
    request.epoch = isReadable ? cursor.left(dash) : cursor; // which is no epoch that there is
    request.seq = isReadable ? seq : 0;
    return request;
}

http::Response jsonAnswer(int status, const QCborMap &value)
{
    return http::Response{status,
                          {{"Content-Type", "application/json; charset=utf-8"},
                           {"Cache-Control", "no-store"},
                           {"X-Content-Type-Options", "nosniff"}},
                          socketio::toJson(value) + '\n'};
}

http::Response refusalAnswer(const Refusal &refusal)
{
    int status = 400;
    if (refusal.error == "too_long"_L1)
        status = 413;
    else if (refusal.error == "rate"_L1)
        status = 429;
    else if (refusal.error == "storage"_L1)
        status = 503;
    http::Response response = jsonAnswer(status, toWire(refusal));
    if (status == 429 || status == 503)
        response.headers.add("Retry-After", "1");
    return response;
}

QByteArray eventText(const QByteArray &id, const QByteArray &event, const QByteArray &data)
{
    QByteArray text;
    text.reserve(id.size() + event.size() + data.size() + 24);
    if (!id.isEmpty())
        text += "id: " + id + '\n';
    text += "event: " + event + "\ndata: " + data + "\n\n";
    return text;
}

QByteArray eventId(const QByteArray &epoch, quint64 seq)
{
    return seq == 0 ? QByteArray() : epoch + '-' + QByteArray::number(seq);
}

} // namespace confab::chat

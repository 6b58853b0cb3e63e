// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/jsonclient.h"

#include "protocol/socketio/json.h"
#include "protocol/socketio/wholenumber.h"
#include "protocol/websocket/frame.h"
#include "server/chat/wire.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

constexpr int maximumDepth = 64;

Failure<Refusal> badRequest(const QString &detail) { return Failure{Refusal{u"bad_request"_s, detail}}; }

bool namesJson(const QByteArray &list)
{
    const QList<QByteArray> names = list.split(',');
    return std::any_of(names.begin(), names.end(),
                       [](const QByteArray &name) { return name.trimmed() == jsonSubprotocol; });
}

} // namespace

bool offersJson(const http::RequestHead &head)
{
    // As QWebSocketServer reads it, which answers: several fields are one list, names are told apart by case.
    const QList<http::Header> &fields = head.headers.fields();
    return std::any_of(fields.begin(), fields.end(), [](const http::Header &field) {
        return field.name.compare("Sec-WebSocket-Protocol", Qt::CaseInsensitive) == 0
            && namesJson(field.value);
    });
}

Result<JsonEvent, Refusal> parseJsonEvent(const QByteArray &utf8)
{
    const auto value = socketio::parseJson(utf8, maximumDepth);
    if (!value || !value->isMap())
        return badRequest(u"A text is a JSON object {event, data, ack}."_s);
    const QCborMap map = value->toMap();
    JsonEvent event;
    event.event = map.value(u"event"_s).toString();
    if (event.event.isEmpty())
        return badRequest(u"event is the name of an event."_s);
    if (const QCborValue data = map.value(u"data"_s); !data.isUndefined())
        event.args.append(data);
    if (const QCborValue ack = map.value(u"ack"_s); !ack.isUndefined()) {
        event.ack = socketio::wholeNumber(ack);
        if (!event.ack)
            return badRequest(u"ack is a whole number."_s);
    }
    return event;
}

QByteArray jsonEvent(const QString &event, const QCborMap &data)
{
    return socketio::toJson(QCborMap{{u"event"_s, event}, {u"data"_s, data}});
}

QByteArray jsonAck(quint64 ack, const QCborMap &data)
{
    return socketio::toJson(QCborMap{{u"ack"_s, static_cast<qint64>(ack)}, {u"data"_s, data}});
}

JsonClient::JsonClient(std::shared_ptr<Conversation> conversation, Connection connection)
    : WebSocketClient(conversation->id(), std::move(connection))
    , m_conversation(std::move(conversation))
    , m_self(std::make_shared<JsonClient *>(this))
{ }

JsonClient::~JsonClient() = default;

bool JsonClient::isIn(Audience audience, const QString &room) const
{
    return m_conversation->isIn(audience, room);
}

void JsonClient::heard(const QByteArray &utf8)
{
    const auto event = parseJsonEvent(utf8);
    if (!event) {
        answer(std::nullopt, toWire(event.error()));
        return;
    }
    m_conversation->receive(event->event, event->args,
                            [self = std::weak_ptr(m_self), ack = event->ack](const QCborMap &data) {
                                if (const auto client = self.lock())
                                    (*client)->answer(ack, data);
                            });
}

void JsonClient::answer(std::optional<quint64> ack, const QCborMap &data)
{
    if (ack)
        sendText(jsonAck(*ack, data));
    else if (!data.value(u"ok"_s).toBool())
        sendText(jsonEvent(u"error"_s, data));
}

void JsonClient::sendText(const QByteArray &utf8)
{
    sendFrame(websocket::encodeFrame(websocket::Opcode::Text, utf8));
}

} // namespace confab::chat

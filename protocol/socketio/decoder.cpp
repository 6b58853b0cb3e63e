// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/decoder.h"

#include "protocol/socketio/json.h"
#include "protocol/socketio/messagepack.h"
#include "protocol/socketio/placeholders.h"

#include <QCborMap>

#include <algorithm>

namespace confab::socketio {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maximumId = (qint64(1) << 53) - 1; // what a JavaScript peer can count to
constexpr qsizetype maximumIdDigits = 16;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of `text`; nothing when there are none or more than `maximumDigits`.
std::optional<qint64> takeNumber(QByteArrayView &text, qsizetype maximumDigits)
{
    qsizetype digits = 0;
    qint64 number = 0;
    while (digits < text.size() && isDigit(text[digits])) {
        if (digits == maximumDigits)
            return std::nullopt;
        number = number * 10 + (text[digits] - '0');
        ++digits;
    }
    if (digits == 0)
        return std::nullopt;
    text = text.sliced(digits);
    return number;
}

bool isEventName(const QCborValue &name)
{
    return name.isInteger() || name.isDouble() || (name.isString() && !isReservedEvent(name.toString()));
}

bool isValidPayload(PacketType type, const QCborValue &data, Format format)
{
    switch (type) {
    case PacketType::Connect:
        return data.isUndefined() || data.isMap();
    case PacketType::Disconnect:
        return data.isUndefined();
    case PacketType::ConnectError:
        // ERROR in the protocols before: whatever was given.
        return data.isMap() || (format == Format::JsonRevision4 && !data.isUndefined())
            || (format == Format::MessagePack && data.isString());
    case PacketType::Event:
    case PacketType::BinaryEvent:
        return data.isArray() && isEventName(data.toArray().at(0));
    case PacketType::Ack:
    case PacketType::BinaryAck:
        return data.isArray();
    }
    return false;
}

/// What stands in front of the JSON, and the JSON.
struct Parts
{
    PacketType type = PacketType::Connect;
    qsizetype attachments = 0;
    QByteArrayView nsp = "/";
    std::optional<qint64> id;
    QByteArrayView json;

    [[nodiscard]] bool isBinary() const
    {
        return type == PacketType::BinaryEvent || type == PacketType::BinaryAck;
    }
};

Result<Parts, DecodeError> splitParts(QByteArrayView text, const DecoderLimits &limits)
{
    Parts parts;
    if (text.isEmpty() || text.front() < '0' || text.front() > '6')
        return Failure{DecodeError::UnknownType};
    parts.type = static_cast<PacketType>(text.front() - '0');
    text = text.sliced(1);

    if (parts.isBinary()) {
        const auto count = takeNumber(text, 3);
        if (!count || *count < 1 || *count > limits.attachments || text.isEmpty() || text.front() != '-')
            return Failure{DecodeError::BadAttachmentCount};
        parts.attachments = static_cast<qsizetype>(*count);
        text = text.sliced(1);
    }
    if (!text.isEmpty() && text.front() == '/') {
        // The last namespace of a packet without data may stand without its comma, as old clients send it.
        const qsizetype comma = text.indexOf(',');
        parts.nsp = comma < 0 ? text : text.first(comma);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
        if (parts.nsp.size() > limits.namespaceBytes)
            return Failure{DecodeError::BadNamespace};
    }
    if (!text.isEmpty() && isDigit(text.front())) {
        parts.id = takeNumber(text, maximumIdDigits);
        if (!parts.id || *parts.id > maximumId)
            return Failure{DecodeError::BadId};
    }
    parts.json = text;
    return parts;
}

bool isValidId(const QCborValue &id)
{
    return id.isUndefined() || (id.isInteger() && id.toInteger() >= 0 && id.toInteger() <= maximumId);
}

PacketType plainKind(PacketType type)
{
    if (type == PacketType::BinaryEvent)
        return PacketType::Event;
    return type == PacketType::BinaryAck ? PacketType::Ack : type;
}

} // namespace

Decoder::Decoder(DecoderLimits limits, Format format)
    : m_limits(limits)
    , m_format(format)
{ }

Decoder::Outcome Decoder::addText(QByteArrayView utf8)
{
    if (isIncomplete() || m_format == Format::MessagePack)
        return Failure{DecodeError::UnexpectedText};
    const auto parts = splitParts(utf8, m_limits);
    if (!parts)
        return Failure{parts.error()};

    QCborValue data(QCborValue::Undefined);
    if (!parts->json.isEmpty()) {
        auto parsed = parseJson(parts->json, m_limits.nesting);
        if (!parsed)
            return Failure{DecodeError::BadPayload};
        data = *std::move(parsed);
    }
    if (!isValidPayload(parts->type, data, m_format))
        return Failure{DecodeError::BadPayload};

    Packet packet{plainKind(parts->type), QString::fromUtf8(parts->nsp), parts->id, data};
    if (!parts->isBinary())
        return std::optional(std::move(packet));
    if (!arePlaceholdersValid(data, parts->attachments))
        return Failure{DecodeError::BadPlaceholder};
    m_packet = std::move(packet);
    m_attachmentsDue = parts->attachments;
    return std::optional<Packet>();
}

Decoder::Outcome Decoder::decodeMessagePack(const QByteArray &data) const
{
    const auto value = messagepack::parse(data, m_limits.nesting + 1); // the packet itself is a map
    if (!value || !value->isMap())
        return Failure{DecodeError::BadPayload};
    const QCborMap map = value->toMap();
    const QCborValue type = map.value("type"_L1);
    if (!type.isInteger() || type.toInteger() < 0 || type.toInteger() > int(PacketType::ConnectError))
        return Failure{DecodeError::UnknownType};
    const QCborValue nsp = map.value("nsp"_L1);
    if (!nsp.isString() || nsp.toString().size() > m_limits.namespaceBytes)
        return Failure{DecodeError::BadNamespace};
    const QCborValue id = map.value("id"_L1);
    if (!isValidId(id))
        return Failure{DecodeError::BadId};
    Packet packet{static_cast<PacketType>(type.toInteger()), nsp.toString(), {}, map.value("data"_L1)};
    if (id.isInteger())
        packet.id = id.toInteger();
    if (!isValidPayload(packet.type, packet.data, m_format))
        return Failure{DecodeError::BadPayload};
    return std::optional(std::move(packet));
}

Decoder::Outcome Decoder::addBinary(const QByteArray &data)
{
    if (m_format == Format::MessagePack)
        return decodeMessagePack(data);
    if (!isIncomplete())
        return Failure{DecodeError::UnexpectedBinary};
    m_attachmentBytes += data.size();
    if (m_attachmentBytes > m_limits.attachmentBytes)
        return Failure{DecodeError::AttachmentsTooLarge};
    m_attachments.append(data);
    if (--m_attachmentsDue > 0)
        return std::optional<Packet>();

    m_packet.data = fillPlaceholders(m_packet.data, m_attachments);
    m_attachments.clear();
    m_attachmentBytes = 0;
    return std::optional(std::exchange(m_packet, {}));
}

} // namespace confab::socketio

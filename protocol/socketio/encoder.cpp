// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/encoder.h"

#include "protocol/socketio/json.h"
#include "protocol/socketio/messagepack.h"
#include "protocol/socketio/placeholders.h"

#include <QCborMap>

namespace confab::socketio {

using namespace Qt::StringLiterals;

namespace {

PacketType binaryKind(PacketType type)
{
    if (type == PacketType::Event)
        return PacketType::BinaryEvent;
    return type == PacketType::Ack ? PacketType::BinaryAck : type;
}

EncodedPacket encodeMessagePack(const Packet &packet)
{
    QCborMap map{{u"type"_s, static_cast<int>(packet.type)}, {u"nsp"_s, packet.nsp}};
    if (!packet.data.isUndefined())
        map.insert(u"data"_s, packet.data);
    if (packet.id)
        map.insert(u"id"_s, *packet.id);
    return EncodedPacket{{}, {messagepack::serialize(map)}};
}

} // namespace

EncodedPacket encode(const Packet &packet, Format format)
{
    if (format == Format::MessagePack)
        return encodeMessagePack(packet);
    const bool isRevision4 = format == Format::JsonRevision4;
    EncodedPacket encoded;
    PacketType type = packet.type;
    QCborValue data = packet.data;
    if (holdsByteArray(data)) {
        type = binaryKind(type);
        data = takeAttachments(data, encoded.attachments);
    }

    encoded.text.append(static_cast<char>('0' + static_cast<int>(type)));
    if (!encoded.attachments.isEmpty())
        encoded.text.append(QByteArray::number(encoded.attachments.size()) + '-');
    if (packet.nsp != "/"_L1)
        encoded.text.append(packet.nsp.toUtf8() + ',');
    if (packet.id)
        encoded.text.append(QByteArray::number(*packet.id));
    if (!isRevision4 || type != PacketType::Connect)
        encoded.text.append(toJson(data, isRevision4 ? JsonCharacters::Ascii : JsonCharacters::Utf8));
    return encoded;
}

} // namespace confab::socketio

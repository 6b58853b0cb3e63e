// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/encoder.h"

#include "protocol/socketio/json.h"
#include "protocol/socketio/placeholders.h"

namespace confab::socketio {

using namespace Qt::StringLiterals;

namespace {

PacketType binaryKind(PacketType type)
{
    if (type == PacketType::Event)
        return PacketType::BinaryEvent;
    return type == PacketType::Ack ? PacketType::BinaryAck : type;
}

} // namespace

EncodedPacket encode(const Packet &packet)
{
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
    encoded.text.append(toJson(data));
    return encoded;
}

} // namespace confab::socketio

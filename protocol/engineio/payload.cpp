// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payload.h"

#include <QUtf8StringView>

#include <algorithm>

namespace confab::engineio {

namespace {

constexpr char separator = '\x1e';

} // namespace

QByteArray encodePayloadPacket(const Packet &packet)
{
    return packet.binary ? QByteArray("b" + packet.data.toBase64()) : encodeText(packet.type, packet.data);
}

Result<Packet, PayloadError> decodePayloadPacket(QByteArrayView text)
{
    if (!text.isEmpty() && text.front() == 'b') {
        const QByteArray encoded = text.sliced(1).toByteArray();
        if (encoded.size() % 4 != 0) // Qt's decoder drops what is over
            return Failure{PayloadError::BadBase64};
        auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return Failure{PayloadError::BadBase64};
        return Packet{PacketType::Message, std::move(decoded.decoded), true};
    }
    auto packet = decodeText(text);
    if (!packet)
        return Failure{PayloadError::UnknownPacketType};
    return *std::move(packet);
}

QByteArray encodePayload(const QList<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets) {
        if (!body.isEmpty())
            body.append(separator);
        body.append(encodePayloadPacket(packet));
    }
    return body;
}

Result<QList<Packet>, PayloadError> decodePayload(QByteArrayView body, PayloadLimits limits)
{
    if (body.isEmpty())
        return Failure{PayloadError::Empty};
    const qsizetype count = 1 + std::count(body.begin(), body.end(), separator);
    if (count > limits.packets)
        return Failure{PayloadError::TooManyPackets};
    if (!QUtf8StringView(body.data(), body.size()).isValidUtf8())
        return Failure{PayloadError::NotUtf8};

    QList<Packet> packets;
    packets.reserve(count);
    while (true) {
        const qsizetype end = body.indexOf(separator);
        auto packet = decodePayloadPacket(end < 0 ? body : body.first(end));
        if (!packet)
            return Failure{packet.error()};
        packets.append(*std::move(packet));
        if (end < 0)
            return packets;
        body = body.sliced(end + 1);
    }
}

} // namespace confab::engineio

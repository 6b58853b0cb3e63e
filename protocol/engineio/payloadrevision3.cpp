// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payloadrevision3.h"

#include <QUtf8StringView>

#include <algorithm>

namespace confab::engineio::revision3 {

namespace {

constexpr qsizetype maximumDigits = 10; // of a length, far above every limit of a body
constexpr char endOfLength = '\xff';
constexpr char binaryMessage = static_cast<char>(PacketType::Message);

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }
bool startsSurrogatePair(char byte) { return static_cast<unsigned char>(byte) >= 0xf0; }

/// UTF-16 code units of valid UTF-8.
qsizetype utf16Length(QByteArrayView utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char byte) { return !isContinuation(byte); })
        + std::count_if(utf8.begin(), utf8.end(), startsSurrogatePair);
}

/// How many bytes of valid UTF-8 have so many UTF-16 units; nothing when they end too early or inside of a
/// character.
std::optional<qsizetype> bytesOfUnits(QByteArrayView utf8, qsizetype units)
{
    qsizetype bytes = 0;
    while (units > 0) {
        if (bytes == utf8.size())
            return std::nullopt;
        units -= startsSurrogatePair(utf8[bytes]) ? 2 : 1;
        do
            ++bytes;
        while (bytes < utf8.size() && isContinuation(utf8[bytes]));
    }
    return units == 0 ? std::optional(bytes) : std::nullopt;
}

/// Takes decimal digits and the byte that ends them; nothing when there are none or too many. `zero` is what
/// stands for 0.
std::optional<qsizetype> takeLength(QByteArrayView &body, char zero, char end)
{
    qsizetype length = 0;
    qsizetype digits = 0;
    while (digits < body.size() && body[digits] != end) {
        const int digit = body[digits] - zero;
        if (digit < 0 || digit > 9 || digits == maximumDigits)
            return std::nullopt;
        length = length * 10 + digit;
        ++digits;
    }
    if (digits == 0 || digits == body.size())
        return std::nullopt;
    body = body.sliced(digits + 1);
    return length;
}

Result<Packet, PayloadError> decodeBase64Packet(QByteArrayView text)
{
    if (text.isEmpty() || text.front() != '4')
        return Failure{PayloadError::UnknownPacketType};
    auto decoded =
        QByteArray::fromBase64Encoding(text.sliced(1).toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return Failure{PayloadError::BadBase64};
    return Packet{PacketType::Message, std::move(decoded.decoded), true};
}

Result<Packet, PayloadError> decodeBinaryPayloadPacket(QByteArrayView content, bool isBinary)
{
    if (!isBinary) {
        if (!QUtf8StringView(content.data(), content.size()).isValidUtf8())
            return Failure{PayloadError::NotUtf8};
        return decodeTextFrame(content);
    }
    auto packet = decodeBinaryFrame(content);
    if (!packet)
        return Failure{PayloadError::UnknownPacketType};
    return *std::move(packet);
}

} // namespace

QByteArray encodeTextPacket(const Packet &packet)
{
    const QByteArray text = encodeTextFrame(packet);
    return QByteArray::number(utf16Length(text)) + ':' + text;
}

QByteArray encodeBinaryPacket(const Packet &packet)
{
    const QByteArray content =
        packet.binary ? encodeBinaryFrame(packet.data) : encodeText(packet.type, packet.data);
    QByteArray encoded(1, packet.binary ? '\1' : '\0');
    const QByteArray digits = QByteArray::number(content.size());
    for (const char digit : digits)
        encoded.append(static_cast<char>(digit - '0'));
    encoded.append(endOfLength);
    encoded.append(content);
    return encoded;
}

QByteArray encodeTextPayload(const QList<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets)
        body.append(encodeTextPacket(packet));
    return body;
}

QByteArray encodeBinaryPayload(const QList<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets)
        body.append(encodeBinaryPacket(packet));
    return body;
}

Result<QList<Packet>, PayloadError> decodeTextPayload(QByteArrayView body, PayloadLimits limits)
{
    if (body.isEmpty())
        return Failure{PayloadError::Empty};
    if (!QUtf8StringView(body.data(), body.size()).isValidUtf8())
        return Failure{PayloadError::NotUtf8};
    QList<Packet> packets;
    for (qsizetype count = 1; !body.isEmpty(); ++count) {
        if (count > limits.packets)
            return Failure{PayloadError::TooManyPackets};
        const auto units = takeLength(body, '0', ':');
        const auto bytes = units ? bytesOfUnits(body, *units) : std::nullopt;
        if (!bytes)
            return Failure{PayloadError::BadLength};
        if (*bytes == 0)
            continue;
        auto packet = decodeTextFrame(body.first(*bytes));
        if (!packet)
            return Failure{packet.error()};
        packets.append(*std::move(packet));
        body = body.sliced(*bytes);
    }
    return packets;
}

Result<QList<Packet>, PayloadError> decodeBinaryPayload(QByteArrayView body, PayloadLimits limits)
{
    if (body.isEmpty())
        return Failure{PayloadError::Empty};
    QList<Packet> packets;
    for (qsizetype count = 1; !body.isEmpty(); ++count) {
        if (count > limits.packets)
            return Failure{PayloadError::TooManyPackets};
        const char kind = body.front();
        if (kind != '\0' && kind != '\1')
            return Failure{PayloadError::UnknownPacketType};
        body = body.sliced(1);
        const auto length = takeLength(body, '\0', endOfLength);
        if (!length || *length > body.size())
            return Failure{PayloadError::BadLength};
        if (*length == 0)
            continue;
        auto packet = decodeBinaryPayloadPacket(body.first(*length), kind == '\1');
        if (!packet)
            return Failure{packet.error()};
        packets.append(*std::move(packet));
        body = body.sliced(*length);
    }
    return packets;
}

QByteArray encodeBinaryFrame(QByteArrayView data)
{
    QByteArray frame;
    frame.reserve(1 + data.size());
    frame.append(binaryMessage);
    frame.append(data);
    return frame;
}

std::optional<Packet> decodeBinaryFrame(QByteArrayView frame)
{
    if (frame.isEmpty() || frame.front() != binaryMessage)
        return std::nullopt;
    return Packet{PacketType::Message, frame.sliced(1).toByteArray(), true};
}

QByteArray encodeTextFrame(const Packet &packet)
{
    return packet.binary ? QByteArray("b4" + packet.data.toBase64()) : encodeText(packet.type, packet.data);
}

Result<Packet, PayloadError> decodeTextFrame(QByteArrayView text)
{
    if (text.startsWith('b'))
        return decodeBase64Packet(text.sliced(1));
    auto packet = decodeText(text);
    if (!packet)
        return Failure{PayloadError::UnknownPacketType};
    return *std::move(packet);
}

} // namespace confab::engineio::revision3

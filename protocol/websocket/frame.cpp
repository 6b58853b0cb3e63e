// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frame.h"

#include <QtEndian>

#include <array>
#include <cstring>

namespace confab::websocket {

namespace {

constexpr uchar finBit = 0x80;
constexpr uchar maskBit = 0x80;
constexpr qsizetype maximumHeaderBytes = 14;

template <typename Integer> void appendBigEndian(QByteArray &out, Integer value)
{
    const Integer wire = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&wire), sizeof wire);
}

void appendHeader(QByteArray &out, Opcode opcode, bool fin, uchar mask, qsizetype size)
{
    out.append(char((fin ? finBit : 0) | uchar(opcode)));
    if (size <= 125) {
        out.append(char(mask | uchar(size)));
    } else if (size <= 0xffff) {
        out.append(char(mask | 126));
        appendBigEndian(out, quint16(size));
    } else {
        out.append(char(mask | 127));
        appendBigEndian(out, quint64(size));
    }
}

/// `text` cut to at most `limit` bytes, not inside a UTF-8 sequence.
QByteArrayView cutText(QByteArrayView text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (uchar(text[limit]) & 0xc0) == 0x80)
        --limit;
    return text.first(limit);
}

} // namespace

QByteArray encodeFrame(Opcode opcode, QByteArrayView payload, bool fin)
{
    Q_ASSERT(!isControl(opcode) || (fin && payload.size() <= maximumControlBytes));
    QByteArray out;
    out.reserve(maximumHeaderBytes + payload.size());
    appendHeader(out, opcode, fin, 0, payload.size());
    return out.append(payload);
}

QByteArray encodeMaskedFrame(Opcode opcode, QByteArrayView payload, quint32 key, bool fin)
{
    Q_ASSERT(!isControl(opcode) || (fin && payload.size() <= maximumControlBytes));
    QByteArray out;
    out.reserve(maximumHeaderBytes + payload.size());
    appendHeader(out, opcode, fin, maskBit, payload.size());
    appendBigEndian(out, key);
    const qsizetype start = out.size();
    out.append(payload);
    applyMask(out.data() + start, payload.size(), key);
    return out;
}

QByteArray closePayload(quint16 code, QByteArrayView reason)
{
    QByteArray payload;
    appendBigEndian(payload, code);
    return payload.append(cutText(reason, maximumControlBytes - payload.size()));
}

QByteArray encodeClose(quint16 code, QByteArrayView reason)
{
    return encodeFrame(Opcode::Close, closePayload(code, reason));
}

void applyMask(char *data, qsizetype size, quint32 key, quint64 phase)
{
    // Twice the key in the order of the wire, turned so that it starts with the byte for data[0].
    std::array<char, 8> pattern;
    for (size_t i = 0; i < pattern.size(); ++i)
        pattern[i] = char(key >> (24 - 8 * ((phase + i) % 4)));
    quint64 wide;
    std::memcpy(&wide, pattern.data(), sizeof wide);

    qsizetype at = 0;
    for (; size - at >= qsizetype(sizeof wide); at += sizeof wide) {
        quint64 block;
        std::memcpy(&block, data + at, sizeof block);
        block ^= wide;
        std::memcpy(data + at, &block, sizeof block);
    }
    for (; at < size; ++at)
        data[at] = char(data[at] ^ pattern[size_t(at) % 8]);
}

} // namespace confab::websocket

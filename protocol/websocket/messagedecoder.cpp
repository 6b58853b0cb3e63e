// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/messagedecoder.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace confab::websocket {

namespace {

// A flood of tiny fragments costs more than their bytes (CVE-2026-48779). Who accepts large messages has to
// accept more of them: 4 MiB in steps of 64 bytes are a case of the Autobahn suite.
constexpr qsizetype minimumFragments = 16384;
constexpr qsizetype bytesPerFragment = 64;

std::optional<Failure> protocolError(const char *detail) { return Failure{1002, detail}; }

bool isKnown(uchar opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

} // namespace

MessageDecoder::MessageDecoder(Role role, qsizetype maximumMessageBytes)
    : m_role(role)
    , m_maximumMessageBytes(quint64(std::max<qsizetype>(maximumMessageBytes, 0)))
    , m_maximumFragments(std::max(minimumFragments, maximumMessageBytes / bytesPerFragment))
{ }

bool MessageDecoder::inMessage() const
{
    return (m_stage > Stage::FirstByte && m_stage < Stage::Closed) || m_fragments > 0;
}

std::optional<Event> MessageDecoder::feed(QByteArray &buffer)
{
    if (m_stage == Stage::Failed)
        return m_failure;
    if (m_stage == Stage::Closed) {
        buffer.clear();
        return std::nullopt;
    }
    qsizetype used = 0;
    std::optional<Event> event;
    while (!event && used < buffer.size()) {
        if (m_stage == Stage::FirstByte && m_fragments == 0)
            m_messageOffset = m_consumed + quint64(used);
        const Check failed =
            m_stage == Stage::Payload ? takePayload(buffer, used) : acceptHeader(uchar(buffer.at(used++)));
        if (failed)
            event = fail(*failed);
        else if (m_stage == Stage::Payload && m_payloadTaken == m_frameBytes)
            event = isControl(m_opcode) ? endControlFrame() : endDataFrame();
    }
    buffer.remove(0, used);
    m_consumed += quint64(used);
    return event;
}

quint64 MessageDecoder::announcedBytes() const
{
    const bool isPart = m_stage == Stage::Payload && !isControl(m_opcode);
    return quint64(m_message.size()) + (isPart ? m_frameBytes - m_payloadTaken : 0);
}

MessageDecoder::Check MessageDecoder::acceptHeader(uchar byte)
{
    switch (m_stage) {
    case Stage::FirstByte:
        return acceptFirstByte(byte);
    case Stage::SecondByte:
        return acceptSecondByte(byte);
    case Stage::Length:
        return acceptLengthByte(byte);
    case Stage::MaskingKey:
        m_key = m_key << 8 | byte;
        if (--m_fieldBytes == 0)
            endHeader();
        return std::nullopt;
    default:
        Q_UNREACHABLE();
    }
}

MessageDecoder::Check MessageDecoder::acceptFirstByte(uchar byte)
{
    if (byte & 0x70)
        return protocolError("reserved bit without an extension");
    if (!isKnown(byte & 0x0f))
        return protocolError("unknown opcode");
    m_fin = (byte & 0x80) != 0;
    m_opcode = Opcode(byte & 0x0f);
    if (isControl(m_opcode)) {
        if (!m_fin)
            return protocolError("fragmented control frame");
    } else if (m_opcode == Opcode::Continuation) {
        if (m_fragments == 0)
            return protocolError("continuation of no message");
    } else if (m_fragments > 0) {
        return protocolError("new message inside a fragmented one");
    }
    m_stage = Stage::SecondByte;
    return std::nullopt;
}

MessageDecoder::Check MessageDecoder::acceptSecondByte(uchar byte)
{
    const bool masked = (byte & 0x80) != 0;
    if (masked != (m_role == Role::Server))
        return protocolError(masked ? "masked frame from a server" : "unmasked frame from a client");
    m_frameBytes = byte & 0x7f;
    if (m_frameBytes <= quint64(maximumControlBytes))
        return endLength();
    if (isControl(m_opcode))
        return protocolError("control frame over 125 bytes");
    m_lengthBytes = m_fieldBytes = m_frameBytes == 126 ? 2 : 8;
    m_frameBytes = 0;
    m_stage = Stage::Length;
    return std::nullopt;
}

MessageDecoder::Check MessageDecoder::acceptLengthByte(uchar byte)
{
    if (m_lengthBytes == 8 && m_fieldBytes == 8 && (byte & 0x80))
        return protocolError("length above 2^63");
    m_frameBytes = m_frameBytes << 8 | byte;
    if (--m_fieldBytes > 0)
        return std::nullopt;
    if (m_frameBytes < (m_lengthBytes == 2 ? 126U : 65536U))
        return protocolError("length is not in its shortest form");
    return endLength();
}

MessageDecoder::Check MessageDecoder::endLength()
{
    if (m_opcode == Opcode::Close && m_frameBytes == 1)
        return protocolError("Close frame with half a code");
    if (!isControl(m_opcode)) {
        // m_message is never over the maximum, so this cannot wrap around
        if (m_frameBytes > m_maximumMessageBytes - quint64(m_message.size()))
            return Failure{1009, "message is too large"};
        if (m_fragments >= m_maximumFragments)
            return Failure{1008, "too many fragments"};
    }
    if (m_role == Role::Server) {
        m_fieldBytes = 4;
        m_key = 0;
        m_stage = Stage::MaskingKey;
    } else {
        endHeader();
    }
    return std::nullopt;
}

void MessageDecoder::endHeader()
{
    m_stage = Stage::Payload;
    m_payloadTaken = 0;
    if (isControl(m_opcode))
        return;
    if (m_opcode != Opcode::Continuation)
        m_messageOpcode = m_opcode;
    ++m_fragments;
}

MessageDecoder::Check MessageDecoder::takePayload(QByteArray &buffer, qsizetype &used)
{
    const qsizetype size =
        qsizetype(std::min<quint64>(m_frameBytes - m_payloadTaken, quint64(buffer.size() - used)));
    QByteArray &target = isControl(m_opcode) ? m_control : m_message;
    const qsizetype start = target.size();
    target.append(QByteArrayView(buffer).sliced(used, size));
    if (m_role == Role::Server)
        applyMask(target.data() + start, size, m_key, m_payloadTaken);
    used += size;
    m_payloadTaken += quint64(size);
    if (!isControl(m_opcode) && m_messageOpcode == Opcode::Text
        && !m_utf8.feed(QByteArrayView(target).sliced(start)))
        return Failure{1007, "text is not UTF-8"};
    return std::nullopt;
}

Event MessageDecoder::endControlFrame()
{
    m_stage = Stage::FirstByte;
    QByteArray payload = std::exchange(m_control, {});
    if (m_opcode == Opcode::Ping)
        return Ping{std::move(payload)};
    if (m_opcode == Opcode::Pong)
        return Pong{std::move(payload)};
    return endClose(payload);
}

Event MessageDecoder::endClose(const QByteArray &payload)
{
    Close close;
    if (!payload.isEmpty()) {
        close.code = qFromBigEndian<quint16>(payload.constData());
        close.reason = payload.mid(2);
        if (!isValidCloseCode(close.code))
            return fail({1002, "invalid close code"});
        if (!isValidUtf8(close.reason))
            return fail({1007, "close reason is not UTF-8"});
    }
    dropMessage();
    m_stage = Stage::Closed;
    return close;
}

std::optional<Event> MessageDecoder::endDataFrame()
{
    m_stage = Stage::FirstByte;
    if (!m_fin)
        return std::nullopt;
    if (m_messageOpcode == Opcode::Text && !m_utf8.isComplete())
        return fail({1007, "text ends inside a character"});
    m_fragments = 0;
    m_utf8.reset();
    QByteArray message = std::exchange(m_message, {});
    if (m_messageOpcode == Opcode::Text)
        return Text{std::move(message)};
    return Binary{std::move(message)};
}

Event MessageDecoder::fail(Failure failure)
{
    m_stage = Stage::Failed;
    m_failure = std::move(failure);
    dropMessage();
    return m_failure;
}

void MessageDecoder::dropMessage()
{
    m_fragments = 0;
    m_message = {};
    m_control = {};
}

} // namespace confab::websocket

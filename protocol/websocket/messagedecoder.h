// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/frame.h"
#include "protocol/websocket/utf8validator.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace confab::websocket {

/// Whose bytes are read: a server demands masked frames, a client unmasked ones (RFC 6455 5.1).
enum class Role { Server, Client };

struct Text
{
    QByteArray utf8; ///< valid UTF-8, a leading U+FEFF included
};
struct Binary
{
    QByteArray data;
};
struct Ping
{
    QByteArray payload; ///< to be sent back in a pong
};
struct Pong
{
    QByteArray payload;
};
struct Close
{
    static constexpr quint16 noCode = 1005; ///< the frame was empty

    quint16 code = noCode;
    QByteArray reason; ///< valid UTF-8
};
/// The peer broke the protocol or passed a limit: the connection is to be closed with this code.
struct Failure
{
    quint16 closeCode = 0; ///< 1002, 1007, 1008 or 1009
    QByteArray detail; ///< for the log and the Close frame, in English
};

using Event = std::variant<Text, Binary, Ping, Pong, Close, Failure>;

/// Reads frames strictly (RFC 6455 5) and joins fragments to messages. Every check is made at the first byte
/// that allows it: a frame that is too large fails by its header, invalid text inside a frame that is still
/// arriving. Extensions are not supported. Holds at most one message; memory grows with what came, not with
/// what was announced.
class MessageDecoder
{
public:
    /// A message may come in as many fragments as it has 64 bytes at most, and in 16384 in any case.
    MessageDecoder(Role role, qsizetype maximumMessageBytes);

    /// Consumes from the front of `buffer` (removes what it used) up to the next event; nothing when it needs
    /// more. A Failure is final and repeated; behind a Close everything is discarded.
    [[nodiscard]] std::optional<Event> feed(QByteArray &buffer);

    /// Whether a frame, or a message of several, has begun and not ended: the time to have a deadline.
    [[nodiscard]] bool inMessage() const;
    /// Where in the stream of bytes fed so far it began: tells one that goes on from the next one.
    [[nodiscard]] quint64 messageOffset() const { return m_messageOffset; }
    /// How large it is to be as far as is known: the fragments so far and the length of the present frame.
    [[nodiscard]] quint64 announcedBytes() const;

private:
    enum class Stage {
        FirstByte,
        SecondByte,
        Length,
        MaskingKey,
        Payload,
        Closed,
        Failed
    }; // the order matters

    /// Each returns the failure, if there is one.
    using Check = std::optional<Failure>;
    Check acceptHeader(uchar byte);
    Check acceptFirstByte(uchar byte);
    Check acceptSecondByte(uchar byte);
    Check acceptLengthByte(uchar byte);
    Check endLength();
    void endHeader();
    Check takePayload(QByteArray &buffer, qsizetype &used);

    [[nodiscard]] Event endControlFrame();
    [[nodiscard]] Event endClose(const QByteArray &payload);
    [[nodiscard]] std::optional<Event> endDataFrame();
    Event fail(Failure failure);
    void dropMessage();

    Role m_role;
    quint64 m_maximumMessageBytes;
    qsizetype m_maximumFragments;

    Stage m_stage = Stage::FirstByte;
    Opcode m_opcode = Opcode::Continuation; ///< of the present frame
    bool m_fin = false;
    int m_fieldBytes = 0; ///< of the length or the key, still to come
    int m_lengthBytes = 0; ///< 2 or 8
    quint64 m_frameBytes = 0;
    quint64 m_payloadTaken = 0;
    quint32 m_key = 0;

    Opcode m_messageOpcode = Opcode::Text; ///< of the message that fragments belong to
    qsizetype m_fragments = 0; ///< frames of the message so far, 0 between messages
    QByteArray m_message;
    QByteArray m_control;
    Utf8Validator m_utf8;

    quint64 m_consumed = 0;
    quint64 m_messageOffset = 0;
    Failure m_failure;
};

} // namespace confab::websocket

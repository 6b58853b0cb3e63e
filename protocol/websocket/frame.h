// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace confab::websocket {

/// RFC 6455 5.2
enum class Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// Control frames may stand between the fragments of a message.
[[nodiscard]] constexpr bool isControl(Opcode opcode) { return (quint8(opcode) & 8) != 0; }

/// The most that a control frame may carry (RFC 6455 5.5).
constexpr qsizetype maximumControlBytes = 125;

/// A frame as a server sends it, with the shortest form of its length.
[[nodiscard]] QByteArray encodeFrame(Opcode opcode, QByteArrayView payload, bool fin = true);

/// A frame as a client sends it. `key` goes over the wire with its high byte first.
[[nodiscard]] QByteArray encodeMaskedFrame(Opcode opcode, QByteArrayView payload, quint32 key,
                                           bool fin = true);

/// The payload of a Close frame; a reason that does not fit is cut between two characters.
[[nodiscard]] QByteArray closePayload(quint16 code, QByteArrayView reason = {});

/// A Close frame as a server sends it.
[[nodiscard]] QByteArray encodeClose(quint16 code, QByteArrayView reason = {});

/// Whether a Close frame may carry this code (RFC 6455 7.4 and the codes registered since, up to 1014).
[[nodiscard]] constexpr bool isValidCloseCode(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

/// Masks or unmasks `size` bytes that begin at offset `phase` of the payload (RFC 6455 5.3); `key` as above.
void applyMask(char *data, qsizetype size, quint32 key, quint64 phase = 0);

} // namespace confab::websocket

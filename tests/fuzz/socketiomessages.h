// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/encoder.h"
#include "protocol/socketio/packet.h"
#include "protocol/websocket/utf8validator.h"

#include <QCborValue>

/// What the targets that read Socket.IO share.
namespace confab::fuzz {

/// Messages of one connection: the input cut at U+001E, of which those that begin with 'b', or are no UTF-8,
/// are binary.
struct EngineMessage
{
    bool binary = false;
    QByteArray data;
};

inline QList<EngineMessage> messagesOf(const QByteArray &bytes)
{
    QList<EngineMessage> messages;
    for (const QByteArray &part : bytes.split('\x1e')) {
        const bool isMarked = part.startsWith('b');
        messages.append({isMarked || !websocket::isValidUtf8(part), isMarked ? part.sliced(1) : part});
    }
    return messages;
}

/// A packet in words.
inline QByteArray described(const socketio::Packet &packet)
{
    return QByteArray::number(int(packet.type)) + ' ' + packet.nsp.toUtf8() + ' '
        + (packet.id ? QByteArray::number(*packet.id) : QByteArray("-")) + ' '
        + packet.data.toDiagnosticNotation().toUtf8();
}

} // namespace confab::fuzz

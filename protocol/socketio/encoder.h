// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/packet.h"

#include <QList>

namespace confab::socketio {

/// A packet in the form of Engine.IO messages: one text message, then each attachment as one binary message.
struct EncodedPacket
{
    QByteArray text;
    QList<QByteArray> attachments;

    friend bool operator==(const EncodedPacket &, const EncodedPacket &) = default;
};

/// Socket.IO protocol 5, "Packet encoding". Event and Ack become their binary kinds when the data holds a
/// byte array.
[[nodiscard]] EncodedPacket encode(const Packet &packet);

} // namespace confab::socketio

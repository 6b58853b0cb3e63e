// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/format.h"
#include "protocol/socketio/packet.h"

#include <QList>

namespace confab::socketio {

/// A packet in the form of Engine.IO messages: one text message (none with MessagePack, where the packet is a
/// binary message), then each attachment as one binary message.
struct EncodedPacket
{
    QByteArray text; ///< empty without one
    QList<QByteArray> attachments;

    friend bool operator==(const EncodedPacket &, const EncodedPacket &) = default;
};

/// Socket.IO protocol 5, "Packet encoding". Event and Ack become their binary kinds when the data holds a
/// byte array. In protocols 3 and 4 CONNECT has no data.
[[nodiscard]] EncodedPacket encode(const Packet &packet, Format format = Format::Json);

} // namespace confab::socketio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QCborArray>
#include <QCborValue>
#include <QString>

#include <optional>

namespace confab::socketio {

/// Packet types; the value is the digit on the wire (Socket.IO protocol 5, "Packet types").
enum class PacketType : quint8 {
    Connect = 0,
    Disconnect,
    Event,
    Ack,
    ConnectError,
    BinaryEvent, ///< on the wire only: a decoded packet is an Event
    BinaryAck ///< on the wire only: a decoded packet is an Ack
};

/// One Socket.IO packet. Values are QCborValue because it is JSON plus byte arrays, which is what Socket.IO
/// carries: binary data is a QCborValue of type ByteArray wherever it stands, and nothing else is special.
struct Packet
{
    PacketType type = PacketType::Event;
    QString nsp = QStringLiteral("/");
    std::optional<qint64> id; ///< of the acknowledgement wanted or given, 0 to 2^53 - 1
    QCborValue data; ///< undefined when absent; an array for Event and Ack

    /// An event; args[0] of the data is the name.
    [[nodiscard]] static Packet event(const QString &nsp, const QString &name, const QCborArray &args,
                                      std::optional<qint64> id = {});
    [[nodiscard]] static Packet ack(const QString &nsp, qint64 id, const QCborArray &args);
};

/// Names that the libraries use themselves; nobody may emit them.
[[nodiscard]] bool isReservedEvent(QStringView name);

} // namespace confab::socketio

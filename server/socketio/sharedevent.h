// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCborArray>
#include <QString>

#include <memory>

namespace confab::socketio {

class Namespace;
class SharedPacket;

/// An event that is encoded once, however many sockets of its namespace it is sent to and in whatever company
/// (Broadcast::emitEvents, Socket::emitEvents). A value; use it in its thread and while its namespace is
/// there.
class SharedEvent
{
public:
    /// `offset`: by which a client says later that it has seen the event, where that is recovered from
    /// somewhere else: the namespace's RecoveryStore is not asked for one. Of no concern where connections
    /// are not recovered. A reserved name (see isReservedEvent) is a bug of the caller and sends nothing.
    SharedEvent(const Namespace &nsp, const QString &event, const QCborArray &args = {},
                const QString &offset = {});

    /// For those who send it; null when it has a reserved name.
    [[nodiscard]] const std::shared_ptr<const SharedPacket> &packet() const { return m_packet; }

private:
    std::shared_ptr<const SharedPacket> m_packet;
};

} // namespace confab::socketio

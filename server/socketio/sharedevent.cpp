// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/sharedevent.h"

#include "server/socketio/namespace.h"
#include "server/socketio/sharedpacket.h"

namespace confab::socketio {

SharedEvent::SharedEvent(const Namespace &nsp, const QString &event, const QCborArray &args,
                         const QString &offset)
{
    Q_ASSERT(!isReservedEvent(event));
    if (!isReservedEvent(event))
        m_packet = std::make_shared<const SharedPacket>(Packet::event(nsp.name(), event, args),
                                                        nsp.isRecovered() ? offset : QString());
}

} // namespace confab::socketio

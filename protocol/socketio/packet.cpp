// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packet.h"

#include <algorithm>
#include <array>

namespace confab::socketio {

using namespace Qt::StringLiterals;

Packet Packet::event(const QString &nsp, const QString &name, const QCborArray &args,
                     std::optional<qint64> id)
{
    QCborArray data = args;
    data.prepend(name);
    return Packet{PacketType::Event, nsp, id, data};
}

Packet Packet::ack(const QString &nsp, qint64 id, const QCborArray &args)
{
    return Packet{PacketType::Ack, nsp, id, args};
}

bool isReservedEvent(QStringView name)
{
    static constexpr std::array reserved{"connect"_L1,       "connect_error"_L1, "disconnect"_L1,
                                         "disconnecting"_L1, "newListener"_L1,   "removeListener"_L1};
    return std::any_of(reserved.begin(), reserved.end(),
                       [name](QLatin1StringView word) { return name == word; });
}

} // namespace confab::socketio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/packet.h"

namespace confab::engineio {

QByteArray encodeText(PacketType type, QByteArrayView data)
{
    QByteArray text;
    text.reserve(1 + data.size());
    text.append(static_cast<char>('0' + static_cast<int>(type)));
    text.append(data);
    return text;
}

std::optional<Packet> decodeText(QByteArrayView text)
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '6')
        return std::nullopt;
    return Packet{static_cast<PacketType>(text.front() - '0'), text.sliced(1).toByteArray(), false};
}

} // namespace confab::engineio

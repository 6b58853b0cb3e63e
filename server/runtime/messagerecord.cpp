// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/messagerecord.h"

namespace confab::runtime {

MessageRecord recordOf(const log::Message &message, quint64 clientId)
{
    return MessageRecord{message.seq,      QDateTime::fromMSecsSinceEpoch(message.at, Qt::UTC),
                         message.room,     clientId,
                         message.personId, message.personName,
                         message.text,     message.id};
}

} // namespace confab::runtime

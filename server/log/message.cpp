// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/message.h"

namespace confab::log {

Message messageOf(const Draft &draft, quint64 seq, qint64 at)
{
    Message message;
    message.seq = seq;
    message.at = at;
    message.room = draft.room;
    message.personId = draft.personId;
    message.personName = draft.personName;
    message.id = draft.id;
    message.text = draft.text;
    message.replyTo = draft.replyTo;
    message.files = draft.files;
    return message;
}

Outcome outcomeOf(Outcome::Kind kind, const Draft &draft, Message message)
{
    return Outcome{kind, draft.ticket, draft.clientId, std::move(message), false};
}

} // namespace confab::log

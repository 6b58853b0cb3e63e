// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/message.h"

namespace confab::log {

namespace {

/// What there is beside the text: the other fields, and what the allocator and the queue keep.
constexpr qint64 emptyWeight = 512;

} // namespace

qint64 weightOf(const Draft &draft)
{
    return emptyWeight + draft.text.size() * qint64(sizeof(QChar)) + draft.files.size();
}

qint64 weightOf(const Message &message)
{
    return emptyWeight + message.text.size() * qint64(sizeof(QChar)) + message.files.size();
}

qint64 weightOf(const Page &page)
{
    qint64 weight = emptyWeight;
    for (const Message &message : page.messages)
        weight += weightOf(message);
    return weight;
}

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
    message.session = draft.session;
    return message;
}

Outcome outcomeOf(Outcome::Kind kind, const Draft &draft, Message message)
{
    return Outcome{kind, draft.ticket, draft.clientId, std::move(message), {}, false};
}

} // namespace confab::log

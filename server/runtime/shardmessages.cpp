// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/shardmessages.h"

namespace confab::runtime {

namespace {

/// A report, a message or a client without its texts: fields, and what the allocator keeps.
constexpr qint64 emptyWeight = 512;

} // namespace

qint64 weightOf(const ShardReport &report)
{
    qint64 weight = emptyWeight;
    if (const auto *sample = std::get_if<StatusReport>(&report)) {
        weight += sample->status.clients.size() * emptyWeight;
    } else if (const auto *received = std::get_if<MessagesReport>(&report)) {
        for (const MessageRecord &message : received->messages)
            weight += emptyWeight + message.text.size() * qint64(sizeof(QChar));
    }
    return weight;
}

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <vector>

namespace confab::log {

/// A message on its way into the log.
struct Draft
{
    quint64 ticket = 0; ///< the shard's own, comes back with the outcome; 0 when nobody waits
    QString room;
    QString personId;
    QString personName; ///< as it was when the message was sent
    QString id; ///< the sender's own; (personId, id) is unique while the message is kept
    QString text;
    quint64 clientId = 0; ///< the connection it came from, for the windows; not stored
};

/// A message as the log keeps it.
struct Message
{
    quint64 seq = 0; ///< per room, dense, from 1
    qint64 at = 0; ///< milliseconds since the epoch, UTC
    QString room;
    QString personId;
    QString personName;
    QString id;
    QString text;
};

/// What became of a Draft.
struct Outcome
{
    enum class Kind {
        Stored,
        Duplicate, ///< the same (personId, id) is there already: `message` is the one that was stored first
        Failed ///< not stored, and delivered to nobody
    };
    Kind kind = Kind::Stored;
    quint64 ticket = 0;
    quint64 clientId = 0;
    Message message;
};

/// A question to the log.
struct Query
{
    quint64 ticket = 0;
    QString room;
    QByteArray epoch; ///< of the asker's cursor, empty without one
    quint64 after = 0; ///< the asker has everything up to this number of that epoch
    int limit = 50; ///< at most this many messages, the newest
};

/// The answer: consistent with the stream of outcomes, it tells of exactly what was before it.
struct Page
{
    quint64 ticket = 0;
    QString room;
    QByteArray epoch; ///< of the log now
    quint64 head = 0; ///< the room's highest number, 0 when empty
    std::vector<Message> messages; ///< ascending
    bool gap = false; ///< the cursor was of another epoch, or more was missed than `messages` holds
};

} // namespace confab::log

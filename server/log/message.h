// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace confab::log {

/// What a stored event is. Every one takes a number of its room; the values are those in the database. So far
/// only messages are written, the others are reserved.
enum class EventKind : quint8 { Message = 1, Edit = 2, Delete = 3, Reaction = 4, Topic = 5 };

/// A message on its way into the log.
struct Draft
{
    quint64 ticket = 0; ///< the shard's own, comes back with the outcome; 0 when nobody waits
    QString room;
    QString personId;
    QString personName; ///< as it was when the message was sent
    QString id; ///< the sender's own; (personId, id) is unique in the whole log while the message is kept
    QString text;
    quint64 clientId = 0; ///< the connection it came from, for the windows; not stored
    quint64 replyTo = 0; ///< the number of the message that this one answers, 0 for none
    QByteArray files; ///< a JSON array that describes the attachments, empty for none
    quint64 session = 0; ///< by which a client that comes back knows its own messages, 0 for none
};

/// An event as the log keeps it: a message in its present state, or what was done to one.
struct Message
{
    quint64 seq = 0; ///< per room, dense, from 1
    qint64 at = 0; ///< milliseconds since the epoch, UTC
    QString room;
    QString personId;
    QString personName;
    QString id;
    QString text;
    quint64 replyTo = 0;
    QByteArray files;
    qint64 editedAt = 0; ///< of the last edit, 0 when it was never edited
    qint64 deletedAt = 0; ///< 0 unless deleted
    EventKind kind = EventKind::Message;
    quint64 target = 0; ///< of the other kinds: the number of the message that it is about
    quint64 position =
        0; ///< among the messages of all rooms, ascending and never given twice; 0 unless asked
    quint64 session = 0; ///< see Draft
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
    QByteArray epoch; ///< of the log that stored it, empty for one that is not stored
    /// The store has failed and the log goes on in memory: the message will not outlive the process. It
    /// is delivered and acknowledged without a number (`message.seq` is 0).
    bool isInMemoryOnly = false;
};

/// What goes to every shard in order with the messages and is not stored.
struct Ephemeral
{
    enum class Kind : quint8 { Typing };
    Kind kind = Kind::Typing;
    QString room;
    QString personId;
    QString personName;
    quint64 clientId = 0; ///< the connection it came from
};

/// What it takes in memory on its way, about.
[[nodiscard]] qint64 weightOf(const Draft &draft);
[[nodiscard]] qint64 weightOf(const Message &message);

/// The message that a draft becomes; `seq` is 0 for one that got no number.
[[nodiscard]] Message messageOf(const Draft &draft, quint64 seq, qint64 at);
[[nodiscard]] Outcome outcomeOf(Outcome::Kind kind, const Draft &draft, Message message);

/// A question to the log. A cursor is (epoch, after): the asker has everything up to that number of that
/// epoch. Where the cursor is of another epoch, beyond the head or before the oldest event that is kept, the
/// answer is the newest page with Page::gap set.
struct Query
{
    enum class Kind {
        Newest, ///< the newest messages; with a cursor only those after it, a gap when more than `limit` were
                ///< missed
        Since, ///< every kind of event after the cursor, the oldest first
        After, ///< messages after the number `after` of whatever epoch, the oldest first
        Before, ///< the newest messages before the number `before`
        Search ///< the newest messages that have every word of `words`, each as the beginning of a word
    };
    quint64 ticket = 0;
    QString room;
    QByteArray epoch; ///< of the asker's cursor, empty without one
    quint64 after = 0;
    int limit = 50; ///< at most this many
    Kind kind = Kind::Newest;
    quint64 before = 0;
    QString words;
};

/// The answer: consistent with the stream of outcomes, it tells of exactly what was before it.
struct Page
{
    quint64 ticket = 0;
    QString room;
    QByteArray epoch; ///< of the log now
    quint64 head = 0; ///< the room's highest number, 0 when empty
    std::vector<Message> messages; ///< ascending
    bool gap =
        false; ///< the cursor cannot be continued without a hole: what `messages` has is the newest page
    bool more = false; ///< `limit` cut it short: there are others beyond it in the direction of reading
    quint64 oldest = 0; ///< the lowest number that is kept, head + 1 when nothing is
};

[[nodiscard]] qint64 weightOf(const Page &page);

} // namespace confab::log

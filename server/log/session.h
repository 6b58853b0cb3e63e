// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace confab::log {

/// A room of a session.
struct Membership
{
    QString room;
    quint64 since = 0; ///< what is beyond this position came to its client; 0: all since the store was opened
    bool isGreeted = false;
    bool isWatching = false;
};

/// A client that can come back when its connection is lost, and be who it was (connection state recovery).
struct Session
{
    /// How long it is kept after that.
    static constexpr qint64 keptForMs = 120000;
    /// More of those who are gone are not kept.
    static constexpr qsizetype mostLost = 10000;

    QByteArray key; ///< made of the client's secret, and no secret itself
    QString socketId;
    QString personId;
    QString personName;
    bool hasToken = false; ///< its person can come back by other means, too
    std::vector<Membership> rooms;
};

/// What became of a session.
struct SessionChange
{
    enum class Kind : quint8 {
        Opened, ///< a new one
        /// Is about to become another one: what is kept of it is wrong from now on, even if the process ends
        /// in the next moment. It cannot be recovered before it has changed.
        Changing,
        Changed,
        Lost, ///< the connection broke
        Left ///< it will not come back
    };
    Kind kind = Kind::Opened;
    Session session; ///< of the last three kinds and Changing only the key
    qint64 at = 0; ///< of Lost: when, in milliseconds since the epoch, UTC
};

/// Asks for a lost session, which is connected from then on, and for the messages that its client missed.
struct RecoveryQuery
{
    /// Who missed more than this starts anew. As JSON it is up to three times as much, and has to fit into
    /// the output of a client that reads slowly (net::Limits::outputBytes).
    static constexpr size_t mostMessages = 1000;
    static constexpr qint64 mostBytes = 512 * 1024; ///< in weightOf()

    /// The last event that the client has seen.
    struct Offset
    {
        QByteArray epoch;
        quint64 position = 0;
    };

    quint64 ticket = 0;
    QByteArray key;
    std::optional<Offset> offset; ///< nothing when it has seen none
    quint64 ownNumber = 0; ///< Draft::session of its own messages, which it does not miss
};

/// The answer. Like a Page it is consistent with the stream of outcomes.
struct Recovered
{
    quint64 ticket = 0;
    QByteArray epoch;
    std::optional<Session> session; ///< nothing for a client that has to start anew
    std::vector<Message> missed; ///< of all its rooms, in the order of their positions
};

[[nodiscard]] qint64 weightOf(const Recovered &recovered);

/// Gathers what a client missed, within the bounds. Used by the stores: a room after another, each from its
/// newest message back.
class MissedMessages
{
public:
    explicit MissedMessages(const RecoveryQuery &query)
        : m_query(query)
    { }

    /// Whether messages up to that position are wanted, of a log with this epoch that has given positions up
    /// to `newest`; false for an offset of another log.
    [[nodiscard]] bool canBegin(const QByteArray &epoch, quint64 newest) const;
    /// The position behind which this client missed something in a room.
    [[nodiscard]] quint64 beginIn(const Membership &membership) const;
    /// False when it is too much: nothing is recovered.
    [[nodiscard]] bool add(Message message);
    [[nodiscard]] std::vector<Message> inOrder() &&;

private:
    const RecoveryQuery &m_query;
    std::vector<Message> m_messages;
    qint64 m_bytes = 0;
};

} // namespace confab::log

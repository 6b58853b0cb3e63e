// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/announcement.h"
#include "server/chat/messagerun.h"
#include "server/chat/roster.h"
#include "server/log/messagelog.h"
#include "server/log/newsfeed.h"

#include <QObject>

#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace confab::chat {

/// How messages leave through one kind of client.
class Door
{
public:
    Door() = default;
    Q_DISABLE_COPY_MOVE(Door)
    virtual ~Door() = default;

    /// Sends a sender of a run, if it is a client of this door and still there, what is from one place of the
    /// run up to, but without, another.
    using ToSender = std::function<void(quint64 clientId, std::size_t from, std::size_t to)>;
    /// Sends the run to every member of its room that sent none of it. A client that did is to get its
    /// acknowledgements between the others' messages: what is returned is called for that, as long as the run
    /// is there. Null when none of this door's clients is ever among the senders.
    [[nodiscard]] virtual ToSender deliver(const MessageRun &run) = 0;
    /// The log counts anew: numbers that clients know mean nothing for what comes from here on.
    virtual void epochChanged(const QByteArray &epoch) { Q_UNUSED(epoch) }
    /// To those whom it is for, except the client that caused it. Of no concern for doors without such
    /// clients.
    virtual void announce(const Announcement &announcement) { Q_UNUSED(announcement) }
};

/// The chat of one shard, whatever the door: passes what clients send to the log and what the log returns to
/// the doors. For every message: first its number, then the broadcast, then the sender's acknowledgement.
/// What was stored together leaves together, so that each client is reached once. Thread: the shard's.
class ChatService
{
public:
    using Stored = std::function<void(const log::Outcome &)>;
    using Read = std::function<void(const log::Page &)>;
    using Recover = std::function<void(const log::Recovered &)>;

    using Typed = std::function<void(const log::Ephemeral &typing)>;

    /// `place`: tells this shard's numbers from the others', and whether there are any.
    ChatService(log::MessageLog &log, net::Timers &timers, log::ShardPlace place = {});

    /// Doors and watchers are not owned and outlive the service's last turn.
    void addDoor(Door &door) { m_doors.push_back(&door); }
    /// Told of every new message, after the doors.
    void setWatcher(std::function<void(const log::Message &, quint64 clientId)> watcher)
    {
        m_watcher = std::move(watcher);
    }
    /// Told of everybody who is about to write, on whatever shard.
    void setTypingWatcher(Typed watcher) { m_typed = std::move(watcher); }

    /// A number for a new client, unique in this process.
    [[nodiscard]] quint64 nextClientId()
    {
        return std::exchange(m_nextClientId, m_nextClientId + m_news.place().count);
    }
    /// Which of `shards` gave that number.
    [[nodiscard]] static quint16 shardOf(quint64 clientId, quint16 shards);

    /// What the shards know of each other.
    [[nodiscard]] log::NewsFeed &news() { return m_news; }
    /// Who is where, through whatever door of whatever shard.
    [[nodiscard]] Roster &roster() { return m_roster; }

    /// Sends on its way; `done` follows in a later turn. False when the log is overloaded: nothing happened.
    [[nodiscard]] bool post(log::Draft draft, Stored done = nullptr);
    /// Asks for what a room holds; the answer comes in order with the messages. False as for post().
    [[nodiscard]] bool read(log::Query query, Read done);

    /// What became of a client that can come back. False as for post().
    [[nodiscard]] bool note(log::SessionChange change) { return m_log.note(std::move(change)); }
    /// Asks for a client that does; the answer comes in order with the messages. False as for post().
    [[nodiscard]] bool recover(log::RecoveryQuery query, Recover done);
    /// The newest message that the doors have got, as far as the log has it; position 0 when there was none
    /// in this epoch.
    [[nodiscard]] const log::RecoveryQuery::Offset &newest() const { return m_newest; }

    /// Says that somebody is about to write; it reaches everybody in order with the messages, unstored. False
    /// as for post().
    [[nodiscard]] bool type(log::Ephemeral typing) { return m_log.pass(std::move(typing)); }
    /// Passes it to every door, in this turn.
    void announce(const Announcement &announcement);

private:
    void take(std::vector<log::Event> &&events);
    void deliver(const MessageRun &run);
    void takeOther(const log::Event &event);
    void tellSender(const log::Outcome &outcome);
    void handOverLater();

    log::MessageLog &m_log;
    log::Events m_events;
    log::NewsFeed m_news;
    Roster m_roster;
    std::vector<Door *> m_doors;
    std::function<void(const log::Message &, quint64)> m_watcher;
    Typed m_typed;
    std::unordered_map<quint64, Stored> m_posts; ///< by ticket
    std::unordered_map<quint64, Read> m_reads;
    std::unordered_map<quint64, Recover> m_recoveries;
    log::RecoveryQuery::Offset m_newest;
    quint64 m_lastTicket;
    bool m_isHandingOver = false; ///< the log is to be woken when this turn ends
    QObject m_turn; ///< what is to be done at the end of the turn ends with it
    quint64 m_nextClientId; ///< in steps of the number of shards: all are small, for the eyes of people
};

} // namespace confab::chat

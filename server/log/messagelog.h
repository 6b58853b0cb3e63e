// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"
#include "server/log/store.h"
#include "server/net/mailbox.h"

#include <QThread>

#include <functional>
#include <memory>
#include <variant>

namespace confab::log {

/// What the log tells a shard, in one order that is the same for all of them.
using Event = std::variant<Outcome, Page>;
/// Where a shard receives it; made in the shard's thread. A Page goes only to the shard that asked. Without a
/// bound of its own: what is in it was accepted into the log's bounded inbox, and dropping it would lose a
/// stored message.
using Events = net::Mailbox<Event>;

/// The seam through which every message goes: it numbers a message, stores it, and only then hands it to the
/// shards. The log is the broadcast. Its own thread does the work; what gathered meanwhile is the next batch.
/// Thread: append() and read() may be called from any; the rest from the one that made it.
class MessageLog
{
public:
    /// At most this many drafts and queries wait; one more is refused.
    static constexpr size_t inboxBound = 65536;
    /// One commit's worth.
    static constexpr size_t batchSize = 512;

    explicit MessageLog(std::unique_ptr<Store> store);
    Q_DISABLE_COPY_MOVE(MessageLog)
    /// Stops, if that was not done. No other thread may use the log any more.
    ~MessageLog();

    /// Works off what is queued, then ends the thread: nobody's events are touched any more, and what is
    /// still appended is neither stored nor answered.
    void stop();

    /// Every outcome from now on goes to `events`, which must live until stop().
    void subscribe(Events *events);

    /// False when the log is overloaded: nothing was taken.
    [[nodiscard]] bool append(Draft draft);
    [[nodiscard]] bool read(Query query, Events *asker);

private:
    struct Subscription
    {
        Events *events;
    };
    struct Question
    {
        Query query;
        Events *asker;
    };
    using Command = std::variant<Draft, Question, Subscription>;

    void work(std::vector<Command> &&commands);
    void commit(std::vector<Draft> &drafts);

    // On the log's thread only:
    std::unique_ptr<Store> m_store;
    std::vector<Events *> m_subscribers;

    QThread m_thread;
    net::Mailbox<Command> m_inbox;
};

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/logstate.h"
#include "server/log/message.h"
#include "server/log/news.h"
#include "server/log/store.h"
#include "server/net/backlog.h"
#include "server/net/mailbox.h"

#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <variant>

namespace confab::log {

/// What the log tells a shard, in one order that is the same for all of them. A LogState means that the epoch
/// is another one from here on. News are what another shard told, in no order with the rest.
using Event = std::variant<Outcome, Page, LogState, Ephemeral, std::shared_ptr<const News>, Recovered>;
/// Where a shard receives it; made in the shard's thread. A Page or Recovered goes only to the shard that
/// asked. Dropping one would lose a stored message: what bounds it is MessageLog::isBusy().
using Events = net::Mailbox<Event>;
/// Where the owner hears of every open() and returnToStore(), and of a failure. A few per person's action.
using States = net::Mailbox<LogState>;
/// Makes the store, in the log's thread.
using StoreOpener = std::function<Result<std::unique_ptr<Store>, StoreError>(EpochChoice)>;

/// The seam through which every message goes: it numbers a message, stores it, and only then hands it to the
/// shards. The log is the broadcast. Its own thread does the work; what gathered meanwhile is the next batch.
/// When the store fails, the batch at hand is refused, and the log goes on in memory as a new epoch until
/// returnToStore(). Thread: append(), read(), pass(), note() and recover() may be called from any; the rest
/// from the one that made it.
class MessageLog
{
public:
    /// At most this many drafts and queries wait; one more is refused.
    static constexpr size_t inboxBound = 65536;
    /// One commit's worth.
    static constexpr size_t batchSize = 512;

    /// To be opened.
    explicit MessageLog(StoreOpener opener, Retention retention = {});
    /// Open already, with a store that is bound to no thread.
    explicit MessageLog(std::unique_ptr<Store> store);
    Q_DISABLE_COPY_MOVE(MessageLog)
    /// Stops, if that was not done. No other thread may use the log any more.
    ~MessageLog();

    /// Who hears of the state, before the first open(); must live until stop().
    void watch(States *states);
    /// Opens the store unless it is open; the watcher hears how that went.
    void open();
    /// After a failure: opens the store anew and goes on there, as a new epoch. The watcher hears whether.
    void returnToStore();
    /// Works off what is queued, closes the store, then ends the thread: nobody's events are touched any
    /// more, and what is still appended is neither stored nor answered.
    void stop();

    /// Every outcome from now on goes to `events`, which must live until stop().
    void subscribe(Events *events);

    /// Whether more is under way than is good: accepted, and not yet handed over to every shard, or not yet
    /// taken by all of them. Whoever appends reads no more from its clients until it is over. What they have
    /// said by then still fits into the inbox. Any thread.
    [[nodiscard]] bool isBusy() const { return m_backlog.isHigh(); }
    /// Each subscriber says what it has taken out of its events. Any thread.
    void taken(const std::vector<Event> &events);

    /// False when the log is overloaded: nothing was taken. With Wake::Later it is worked off after wakeUp(),
    /// in one commit with what was appended until then.
    [[nodiscard]] bool append(Draft draft, net::Wake wake = net::Wake::Now);
    void wakeUp() { m_inbox.wakeUp(); }
    [[nodiscard]] bool read(Query query, Events *asker);
    /// Hands `event` to every subscriber behind the messages that came before it, and keeps nothing of it.
    /// False as for append(). It ends the batch at hand, so something must bound how often it is called.
    [[nodiscard]] bool pass(Ephemeral event);
    /// Hands `news` to every subscriber but `teller`, and keeps nothing of it. False as for append(). It does
    /// not end the batch at hand, so it may overtake messages.
    [[nodiscard]] bool pass(std::shared_ptr<const News> news, const Events *teller);
    /// What became of a session; kept soon, with the messages. What is asked for behind it knows it. False as
    /// for append().
    [[nodiscard]] bool note(SessionChange change);
    [[nodiscard]] bool recover(RecoveryQuery query, Events *asker);

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
    struct Told
    {
        std::shared_ptr<const News> news;
        const Events *teller;
    };
    struct RecoveryQuestion
    {
        RecoveryQuery query;
        Events *asker;
    };
    enum class Order { Open, ReturnToStore, ForgetMore, KeepSessions };
    using Command =
        std::variant<Draft, Question, Subscription, Order, Ephemeral, Told, SessionChange, RecoveryQuestion>;

    void control(Command command);
    [[nodiscard]] bool accept(Command command, qint64 weight, net::Wake wake = net::Wake::Now);
    void work(std::vector<Command> &&commands);
    void obey(Order order);
    void commit(std::vector<Draft> &drafts);
    [[nodiscard]] std::vector<Outcome> appendInMemory(const std::vector<Draft> &drafts, qint64 at);
    [[nodiscard]] std::optional<Message> storedBeforeTheFailure(const Draft &draft);
    void publish(const std::vector<Outcome> &outcomes);
    void hand(const Told &told);
    void tell(Events *events, Event event, net::Wake wake = net::Wake::Now);
    void tellAll(const Event &event);
    [[nodiscard]] Page answer(const Query &query);
    void openStore();
    void reopenStore();
    void goOnInMemory(const StoreError &error);
    void enter(LogState state);
    void forgetSome();
    /// Those from there to the next order, ahead of what lies between: what has to be kept before an answer
    /// is then kept for all of them in one commit. Returns where it stopped.
    [[nodiscard]] size_t takeChanges(std::vector<Command> &commands, size_t begin);
    void take(SessionChange change);
    [[nodiscard]] Recovered answer(const RecoveryQuery &query);
    /// Some of them; true when there are more.
    bool keepSessions();
    void keepMoreSessions();
    void finish();

    // On the log's thread only:
    const StoreOpener m_opener;
    const Retention m_retention;
    std::unique_ptr<Store> m_store; ///< null while closed
    std::unique_ptr<Store> m_memory; ///< there while the store has failed
    bool m_canStillRead = false; ///< the failed store answers, which keeps retries from becoming new messages
    LogState m_state;
    std::vector<Events *> m_subscribers;
    States *m_states = nullptr;
    QTimer m_forgetting;
    QTimer m_keeping; ///< of sessions that no message has taken along
    quint64 m_startPosition = 0; ///< where the store was when it was opened
    bool m_mustKeepSessions = false; ///< before anything is answered

    net::Backlog m_backlog;
    QThread m_thread;
    net::Mailbox<Command> m_inbox;
    /// Orders the thread's end before ours. So does QThread::wait(), but not for the thread sanitizer, which
    /// does not see into Qt.
    std::atomic<bool> m_isFinished = false;
};

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/mailbox.h"
#include "server/net/timerqueue.h"
#include "server/runtime/hubstatus.h"
#include "server/runtime/options.h"
#include "server/runtime/shardmessages.h"
#include "server/runtime/shardthreads.h"
#include "server/runtime/statusmerger.h"

#include <QObject>

#include <memory>
#include <optional>

namespace confab::log {
class MessageLog;
struct LogState;
} // namespace confab::log

namespace confab::runtime {

/// The hub as its owner sees it: starts the shards' threads, stops them, and brings back values. Shards and
/// sockets live in their own threads; this object lives in the thread that made it (the GUI thread of
/// confab-server, the main thread of confabd).
class Hub : public QObject
{
    Q_OBJECT

public:
    explicit Hub(Options options, QObject *parent = nullptr);
    ~Hub() override;

    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] HubState state() const { return m_status.state; }
    [[nodiscard]] const HubStatus &status() const { return m_status; }

    /// Answers with started() or startFailed(). No effect unless stopped.
    void start();
    /// Takes effect at the next start().
    void setPort(quint16 port);
    /// Closes every session (1001), then answers with stopped().
    void stop();
    /// Says `text` in `room` under the host's name; comes back through messagesReceived().
    void say(const QString &room, const QString &text);
    /// After HubStatus::storeProblem: tries to keep messages on disk again; the status tells whether it does.
    void returnToStore();
    /// Ends a client's session. No effect if it has gone.
    void disconnectClient(quint64 clientId);

Q_SIGNALS:
    /// Listening. `portWanted` differs from the endpoints' port when that one was in use and the next free
    /// was taken.
    void started(quint16 portWanted);
    void startFailed(confab::runtime::StartError error, const QString &detail);
    void stopped();
    /// A change of state; with Options::reportStatus also of clients and traffic, at most ten times a second.
    void statusChanged(const confab::runtime::HubStatus &status);
    /// In the order of their numbers, one signal per batch.
    void messagesReceived(const QList<confab::runtime::MessageRecord> &messages);
    /// So many messages before the next batch are not told: this thread was stuck for too long. They are in
    /// the log.
    void messagesLeftOut(quint64 count);

private:
    void setState(HubState state);
    void take(size_t shard, std::vector<ShardReport> &&reports);
    void takeMessages(const MessagesReport &report);
    void takeLogState(const log::LogState &state);
    void openShards();
    void shardPrepared(const std::optional<StartFailure> &failure);
    void shardOpened(const OpenedReport &report);
    void fail(const StartFailure &failure);
    void shardClosed();
    void takeSample(const HubStatus &sample);

    Options m_options;
    HubStatus m_status;
    net::Mailbox<log::LogState> m_logStates;
    std::unique_ptr<log::MessageLog> m_log; ///< outlives a stop: the history stays
    bool m_isOpeningLog = false; ///< the start waits for it
    net::TimerQueue m_timers;
    size_t m_awaited = 0; ///< shards that have not said that they are ready, or have closed
    std::optional<StartFailure> m_failure; ///< of one that is not ready
    ShardThreads m_shards;
    StatusMerger m_samples;
};

} // namespace confab::runtime

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/messagelog.h"
#include "server/net/backlog.h"
#include "server/net/dealer.h"
#include "server/net/mailbox.h"
#include "server/runtime/options.h"
#include "server/runtime/shardmessages.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace confab::runtime {

/// One thread's worth of hub: listener, sessions, chat. The first one listens and deals what it accepts to
/// all. Made by ShardThreads, then moved to its thread, where everything but post() runs. What it has to say
/// goes into the Hub's mailbox; that has no bound of its own, as dropping a message there would hide it from
/// the window and from standard output.
class Shard : public QObject
{
    Q_OBJECT

public:
    using Reports = net::Mailbox<ShardReport>;
    /// How many commands may wait; a person gives them.
    static constexpr size_t commandsBound = 4096;

    /// Takes the next place at the dealer. All three outlive the shard.
    Shard(Options options, log::MessageLog &log, net::Dealer &dealer, Reports &reports);
    ~Shard() override;

    /// From any thread. False when too many commands wait: this one was not taken.
    [[nodiscard]] bool post(ShardCommand command) { return m_commands.post(std::move(command)); }
    /// The owner has taken these out of its mailbox. From any thread.
    void taken(const std::vector<ShardReport> &reports);
    /// Destroys everything that lives in the thread. The last call.
    void tearDown();

private:
    struct Parts;

    void obey(const ShardCommand &command);
    void takeHandoffs(std::vector<net::Handoff> &&handoffs);
    /// Makes ready for clients, once; the failure says why that cannot be.
    [[nodiscard]] std::optional<StartFailure> prepare();
    /// Prepares, then listens, on the next free port where the options allow that. Answered by OpenedReport
    /// or OpenFailedReport.
    void open(quint16 port);
    /// Stops listening, ends every session (1001). Answered by ClosedReport.
    void close();
    void say(const QString &room, const QString &text);
    void disconnectClient(quint64 clientId);
    void report(ShardReport report);

    void build();
    /// For the owner's eyes and standard output. An owner who does not take what there is (a terminal that
    /// was stopped) must not hold up the chat: messages are left out then, and counted.
    void noteMessage(const log::Message &message, quint64 clientId);
    void flushMessages();
    /// With Options::reportStatus: ten times a second while bytes flow, else once a second while there are
    /// clients.
    void sampleStatus();
    void measureRate();
    void closeWhenEmpty(int stepsLeft);

    const Options m_options;
    log::MessageLog &m_log;
    net::Dealer &m_dealer;
    Reports &m_reports;
    net::Mailbox<ShardCommand> m_commands;
    net::Dealer::Box m_handoffs;
    const size_t m_index; ///< among the shards: the place at the dealer
    std::unique_ptr<Parts> m_parts;
    QList<MessageRecord> m_unreported;
    quint64 m_leftOut = 0; ///< messages since then that are not reported, see noteMessage()
    net::Backlog m_backlog; ///< of reports that the owner has not taken
    bool m_isOpen = false;
    /// Orders tearDown() before the end. So does QThread::wait(), but not for the thread sanitizer, which
    /// does not see into Qt.
    std::atomic<bool> m_isTornDown = false;
};

} // namespace confab::runtime

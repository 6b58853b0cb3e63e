// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/hub.h"

#include "server/chat/chatservice.h"
#include "server/guard/pincookie.h"
#include "server/log/datafolder.h"
#include "server/log/memorystore.h"
#include "server/log/messagelog.h"
#include "server/log/sqlitestore.h"

#include <QDir>

namespace confab::runtime {

namespace {

/// Where this hub's messages are kept: a database in its data folder, or memory.
log::StoreOpener storeOpener(const Options &options)
{
    using Opened = Result<std::unique_ptr<log::Store>, log::StoreError>;
    if (options.dataFolder.isEmpty())
        return [](log::EpochChoice) -> Opened { return std::unique_ptr<log::Store>(new log::MemoryStore); };
    return [path = log::databasePath(options.dataFolder)](log::EpochChoice choice) -> Opened {
        auto store = log::SqliteStore::open(path, choice);
        if (!store)
            return Failure{store.error()};
        return std::unique_ptr<log::Store>(*std::move(store));
    };
}

log::Retention retention(const Options &options)
{
    constexpr qint64 dayMs = 24 * 60 * 60 * 1000;
    return log::Retention{options.keepDays * dayMs, options.keepMessages};
}

/// Who gave the PIN to one shard has given it to all.
Options withPinKey(Options options)
{
    if (options.guard.pinKey.isEmpty())
        options.guard.pinKey = guard::PinCookie::newKey();
    return options;
}

StartError startErrorOf(StoreProblem problem)
{
    switch (problem) {
    case StoreProblem::Corrupt:
        return StartError::StoreCorrupt;
    case StoreProblem::Newer:
        return StartError::StoreNewer;
    case StoreProblem::ReadOnly:
        return StartError::StoreReadOnly;
    case StoreProblem::Locked:
        return StartError::StoreLocked;
    case StoreProblem::Full:
        return StartError::StoreFull;
    case StoreProblem::Unusable:
        break;
    }
    return StartError::StoreUnusable;
}

} // namespace

Hub::Hub(Options options, QObject *parent)
    : QObject(parent)
    , m_options(withPinKey(std::move(options)))
    , m_logStates(net::Mailbox<log::LogState>::unbounded,
                  [this](std::vector<log::LogState> &&states) {
                      for (const log::LogState &state : states)
                          takeLogState(state);
                  })
    , m_log(std::make_unique<log::MessageLog>(storeOpener(m_options), retention(m_options)))
    , m_shards(m_options, *m_log,
               [this](size_t shard, std::vector<ShardReport> &&reports) { take(shard, std::move(reports)); })
    , m_samples(m_timers, m_shards.count(), [this](const HubStatus &sample) { takeSample(sample); })
{
    m_log->watch(&m_logStates);
}

Hub::~Hub()
{
    // After stop() the sessions are closed already. The log works off what they sent and ends before the
    // shards' mailboxes go; what a shard that still runs appends meanwhile was acknowledged to nobody.
    m_log->stop();
}

void Hub::start()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_status.state != HubState::Stopped)
        return;
    setState(HubState::Starting);
    m_isOpeningLog = true;
    m_log->open(); // takeLogState() goes on
}

void Hub::setPort(quint16 port)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_options.port = port;
}

void Hub::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_status.state != HubState::Running)
        return;
    setState(HubState::Stopping);
    m_awaited = m_shards.count();
    m_shards.commandAll(CloseCommand{});
}

void Hub::say(const QString &room, const QString &text)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_shards.command(0, SayCommand{room, text});
}

void Hub::returnToStore()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_log->returnToStore();
}

void Hub::disconnectClient(quint64 clientId)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto count = static_cast<quint16>(m_shards.count());
    m_shards.command(chat::ChatService::shardOf(clientId, count), DisconnectCommand{clientId});
}

void Hub::take(size_t shard, std::vector<ShardReport> &&reports)
{
    for (const ShardReport &report : reports) {
        if (const auto *prepared = std::get_if<PreparedReport>(&report))
            shardPrepared(prepared->failure);
        else if (const auto *opened = std::get_if<OpenedReport>(&report))
            shardOpened(*opened);
        else if (const auto *failed = std::get_if<OpenFailedReport>(&report))
            fail(failed->failure);
        else if (std::holds_alternative<ClosedReport>(report))
            shardClosed();
        else if (const auto *sample = std::get_if<StatusReport>(&report))
            m_samples.take(shard, sample->status);
        else
            takeMessages(std::get<MessagesReport>(report));
    }
}

void Hub::takeMessages(const MessagesReport &report)
{
    if (report.leftOut > 0)
        Q_EMIT messagesLeftOut(report.leftOut);
    Q_EMIT messagesReceived(report.messages);
}

void Hub::takeLogState(const log::LogState &state)
{
    using Kind = log::LogState::Kind;
    m_status.storeProblem = state.kind == Kind::InMemory ? std::optional(state.error.kind) : std::nullopt;
    if (!std::exchange(m_isOpeningLog, false)) {
        Q_EMIT statusChanged(m_status);
    } else if (state.kind == Kind::Closed) {
        fail({startErrorOf(state.error.kind),
              QDir::toNativeSeparators(log::databasePath(m_options.dataFolder))});
    } else {
        openShards();
    }
}

void Hub::setState(HubState state)
{
    m_status.state = state;
    Q_EMIT statusChanged(m_status);
}

/// The first one listens when the others are ready for what it deals.
void Hub::openShards()
{
    m_failure.reset();
    m_awaited = m_shards.count() - 1;
    m_shards.commandAll(PrepareCommand{}, 1);
    if (m_awaited == 0)
        m_shards.command(0, OpenCommand{m_options.port});
}

void Hub::shardPrepared(const std::optional<StartFailure> &failure)
{
    if (failure)
        m_failure = failure;
    if (--m_awaited > 0)
        return;
    if (m_failure)
        fail(*m_failure);
    else
        m_shards.command(0, OpenCommand{m_options.port});
}

void Hub::shardOpened(const OpenedReport &report)
{
    m_status.endpoints = report.endpoints;
    if (m_options.tls && m_options.tls->isSelfSigned)
        m_status.fingerprint = tls::fingerprint(m_options.tls->chain.constFirst());
    m_status.startedAt = QDateTime::currentDateTimeUtc();
    setState(HubState::Running);
    Q_EMIT started(report.portWanted);
}

void Hub::fail(const StartFailure &failure)
{
    setState(HubState::Stopped);
    Q_EMIT startFailed(failure.error, failure.detail);
}

void Hub::shardClosed()
{
    if (--m_awaited > 0)
        return;
    m_samples.clear();
    m_status.endpoints.clear();
    m_status.fingerprint.clear();
    m_status.clients.clear();
    m_status.messagesPerSecond = 0;
    setState(HubState::Stopped);
    Q_EMIT stopped();
}

void Hub::takeSample(const HubStatus &sample)
{
    if (m_status.state != HubState::Running)
        return;
    m_status.clients = sample.clients;
    m_status.messages = sample.messages;
    m_status.messagesPerSecond = sample.messagesPerSecond;
    m_status.bytesIn = sample.bytesIn;
    m_status.bytesOut = sample.bytesOut;
    m_status.refusals = sample.refusals;
    Q_EMIT statusChanged(m_status);
}

} // namespace confab::runtime

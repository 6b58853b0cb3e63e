// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/shard.h"

#include "server/chat/person.h"
#include "server/chat/rules.h"
#include "server/http/staticfolder.h"
#include "server/runtime/endpoints.h"
#include "server/runtime/messagerecord.h"
#include "server/runtime/shardparts.h"

#include <QLoggingCategory>
#include <QThread>

#include <algorithm>
#include <limits>

namespace confab::runtime {

namespace {

Q_LOGGING_CATEGORY(logShard, "confab.runtime.shard", QtInfoMsg)

using namespace std::chrono_literals;

/// How many ports after the wanted one are tried.
constexpr int portsToTry = 50;
constexpr auto sampleInterval = 100ms;
constexpr int samplesPerSecond = 10;
constexpr auto lastPollGrace = 300ms;
constexpr auto closeStep = 20ms;
constexpr int closeSteps = 100; // 2 s for Close frames and answers to get out
constexpr double rateWindowSeconds = 5;

StartError startErrorOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return StartError::PortInUse;
    case QAbstractSocket::SocketAddressNotAvailableError:
        return StartError::AddressNotOurs;
    case QAbstractSocket::SocketAccessError:
        return StartError::PermissionDenied;
    default:
        return StartError::Other;
    }
}

} // namespace

Shard::Shard(Options options, log::MessageLog &log, net::Dealer &dealer, Reports &reports)
    : m_options(std::move(options))
    , m_log(log)
    , m_dealer(dealer)
    , m_reports(reports)
    , m_commands(commandsBound,
                 [this](std::vector<ShardCommand> &&commands) {
                     for (const ShardCommand &command : commands)
                         obey(command);
                 })
    , m_handoffs(net::Dealer::boxBound,
                 [this](std::vector<net::Handoff> &&handoffs) { takeHandoffs(std::move(handoffs)); })
    , m_index(dealer.addPlace(m_handoffs))
{
    m_commands.setParent(this); // moves along
    m_handoffs.setParent(this);
}

Shard::~Shard()
{
    const bool isTornDown = m_isTornDown.load(std::memory_order_acquire);
    Q_ASSERT(isTornDown || !m_parts);
    Q_UNUSED(isTornDown)
}

void Shard::obey(const ShardCommand &command)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (const auto *wanted = std::get_if<OpenCommand>(&command))
        open(wanted->port);
    else if (std::holds_alternative<PrepareCommand>(command))
        report(PreparedReport{prepare()});
    else if (std::holds_alternative<CloseCommand>(command))
        close();
    else if (const auto *said = std::get_if<SayCommand>(&command))
        say(said->room, said->text);
    else
        disconnectClient(std::get<DisconnectCommand>(command).clientId);
}

void Shard::takeHandoffs(std::vector<net::Handoff> &&handoffs)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (!m_parts || !m_parts->listener)
        return; // which closes them
    for (net::Handoff &handoff : handoffs)
        m_parts->listener->take(std::move(handoff));
}

void Shard::report(ShardReport report)
{
    m_backlog.add(weightOf(report));
    const bool isTaken = m_reports.post(std::move(report));
    Q_ASSERT(isTaken); // it has no bound: what may be left out is, while the backlog is high
    Q_UNUSED(isTaken)
}

void Shard::taken(const std::vector<ShardReport> &reports)
{
    qint64 weight = 0;
    for (const ShardReport &report : reports)
        weight += weightOf(report);
    m_backlog.remove(weight);
}

void Shard::build()
{
    m_parts = std::make_unique<Parts>(
        m_options, m_log,
        log::ShardPlace{static_cast<quint16>(m_index), static_cast<quint16>(m_dealer.places())});
    m_parts->chat.setWatcher(
        [this](const log::Message &message, quint64 clientId) { noteMessage(message, clientId); });
    if (!m_parts->webServer.bind(m_parts->pages.server()))
        qCCritical(logShard) << "QHttpServer did not bind: pages will not be served";
    m_parts->pages.server()->closeDoor();
    connect(&m_parts->sampler, &QTimer::timeout, this, &Shard::sampleStatus);
    m_parts->sampler.setInterval(sampleInterval);
}

std::optional<StartFailure> Shard::prepare()
{
    if (!m_options.webRoot.isEmpty() && !web::StaticFolder::open(m_options.webRoot))
        return StartFailure{StartError::WebRootUnusable, m_options.webRoot};
    if (!m_parts)
        build();
    Parts &parts = *m_parts;
    if (parts.listener)
        return std::nullopt;
    parts.listener = std::make_unique<net::Listener>(parts.guardedDoors, parts.webSockets, parts.timers,
                                                     parts.limits, parts.traffic);
    if (m_dealer.places() > 1)
        parts.listener->setDealer(m_dealer, m_index);
    if (m_options.tls)
        parts.listener->setTls(tls::serverConfiguration(*m_options.tls));
    if (m_options.outputSubmission != OutputSubmission::Send && !parts.listener->sendTogether()
        && m_options.outputSubmission == OutputSubmission::Uring)
        qCWarning(logShard) << "io_uring is not to be had here: sending with a call for each client";
    m_isOpen = true;
    parts.doors.closeToNewcomers(false);
    if (m_options.reportStatus) {
        parts.rateClock.start();
        parts.sampler.start();
    }
    return std::nullopt;
}

void Shard::open(quint16 port)
{
    if (const auto failure = prepare()) {
        report(OpenFailedReport{*failure});
        return;
    }
    Parts &parts = *m_parts;
    const QHostAddress address = m_options.bind.value_or(QHostAddress(QHostAddress::Any));
    const int tries = m_options.tryNextPorts && port != 0 ? portsToTry : 1;
    bool isListening = false;
    for (int i = 0; i < tries && !isListening && port + i <= std::numeric_limits<quint16>::max(); ++i) {
        isListening = parts.listener->open(address, static_cast<quint16>(port + i));
        if (!isListening && parts.listener->serverError() != QAbstractSocket::AddressInUseError)
            break;
    }
    if (!isListening) {
        report(
            OpenFailedReport{{startErrorOf(parts.listener->serverError()), parts.listener->errorString()}});
        return;
    }
    report(OpenedReport{port,
                        joinableEndpoints(address, parts.listener->serverPort(), m_options.tls.has_value())});
}

void Shard::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    m_parts->sampler.stop();
    m_parts->doors.closeToNewcomers(true);
    const QList<ClientStatus> clients = m_parts->socketIoDoor.clients();
    const bool somebodyPolls = std::any_of(clients.begin(), clients.end(), [](const ClientStatus &client) {
        return client.transport == Transport::Polling;
    });
    m_parts->engine.closeAll();
    m_parts->plainDoor.closeAll();
    m_parts->eventsDoor.closeAll();
    // A client between two polls hears it with the next one; refused, it would take the stop for a fault.
    // That poll may come to any of several shards.
    m_parts->timers.start(somebodyPolls || m_dealer.places() > 1 ? lastPollGrace : 0ms, [this] {
        m_parts->listener->shutDown();
        closeWhenEmpty(closeSteps);
    });
}

void Shard::closeWhenEmpty(int stepsLeft)
{
    const bool isEmpty = m_parts->listener->connectionCount() == 0 && !m_parts->engine.isClosing()
        && m_parts->plainDoor.clientCount() == 0;
    if (isEmpty || stepsLeft == 0) {
        m_parts->listener.reset();
        flushMessages();
        report(ClosedReport{});
        return;
    }
    m_parts->timers.start(closeStep, [this, stepsLeft] { closeWhenEmpty(stepsLeft - 1); });
}

void Shard::tearDown()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_isOpen = false;
    m_parts.reset();
    tls::releaseThreadState();
    m_isTornDown.store(true, std::memory_order_release);
}

void Shard::say(const QString &room, const QString &text)
{
    if (!m_parts)
        return;
    const auto checked = chat::checkedText(text);
    if (!checked) {
        qCWarning(logShard) << "The host's message was refused:" << checked.error().detail;
        return;
    }
    log::Draft draft;
    draft.room = room;
    draft.personId = QStringLiteral("host");
    draft.personName = m_options.name.isEmpty() ? QStringLiteral("Host") : m_options.name;
    draft.id = chat::newPersonId();
    draft.text = *checked;
    if (!m_parts->chat.post(std::move(draft)))
        qCWarning(logShard) << "The log is overloaded: the host's message was not taken";
}

void Shard::disconnectClient(quint64 clientId)
{
    if (m_parts && !m_parts->socketIoDoor.disconnectClient(clientId)
        && !m_parts->plainDoor.disconnectClient(clientId))
        (void)m_parts->eventsDoor.disconnectClient(clientId);
}

void Shard::noteMessage(const log::Message &message, quint64 clientId)
{
    ++m_parts->messages;
    if (m_index != 0)
        return; // the first shard tells
    if (m_backlog.isHigh()) {
        ++m_leftOut;
        return;
    }
    if (m_unreported.isEmpty())
        QMetaObject::invokeMethod(this, &Shard::flushMessages, Qt::QueuedConnection);
    m_unreported.append(recordOf(message, clientId));
}

void Shard::flushMessages()
{
    if (!m_unreported.isEmpty())
        report(MessagesReport{std::exchange(m_unreported, {}), std::exchange(m_leftOut, 0)});
}

void Shard::sampleStatus()
{
    Parts &parts = *m_parts;
    measureRate();
    const bool isQuiet = parts.traffic.in == parts.lastSample.bytesIn
        && parts.traffic.out == parts.lastSample.bytesOut
        && parts.messagesPerSecond == parts.lastSample.messagesPerSecond
        && parts.guard.refusals() == parts.lastSample.refusals;
    if (m_backlog.isHigh())
        return;
    // In between only the heartbeats' countdowns move, and somebody may have timed out: once a second is
    // enough.
    if (isQuiet && (parts.lastSample.clients.isEmpty() || ++parts.quietSamples < samplesPerSecond))
        return;
    parts.quietSamples = 0;

    HubStatus &status = parts.lastSample;
    status.clients = parts.clients();
    status.messages = parts.messages;
    status.messagesPerSecond = parts.messagesPerSecond;
    status.bytesIn = parts.traffic.in;
    status.bytesOut = parts.traffic.out;
    status.refusals = parts.guard.refusals();
    report(StatusReport{status});
}

void Shard::measureRate()
{
    Parts &parts = *m_parts;
    const double seconds = static_cast<double>(parts.rateClock.elapsed()) / 1000;
    if (seconds < rateWindowSeconds)
        return;
    parts.messagesPerSecond = static_cast<double>(parts.messages - parts.messagesAtWindow) / seconds;
    parts.messagesAtWindow = parts.messages;
    parts.rateClock.restart();
}

} // namespace confab::runtime

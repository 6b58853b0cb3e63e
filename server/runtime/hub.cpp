// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/hub.h"

#include "server/log/memorystore.h"
#include "server/log/messagelog.h"
#include "server/runtime/shard.h"

namespace confab::runtime {

Hub::Hub(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_log(std::make_unique<log::MessageLog>(std::make_unique<log::MemoryStore>()))
    , m_shard(new Shard(m_options, *m_log))
{
    m_thread.setObjectName(QStringLiteral("confab-shard-0"));
    m_shard->moveToThread(&m_thread);
    connect(m_shard, &Shard::opened, this, &Hub::shardOpened);
    connect(m_shard, &Shard::openFailed, this, &Hub::shardFailed);
    connect(m_shard, &Shard::closed, this, &Hub::shardClosed);
    connect(m_shard, &Shard::statusSampled, this, &Hub::takeSample);
    connect(m_shard, &Shard::messagesStored, this, &Hub::messagesReceived);
    connect(this, &Hub::openRequested, m_shard, &Shard::open);
    connect(this, &Hub::closeRequested, m_shard, &Shard::close);
    connect(this, &Hub::sayRequested, m_shard, &Shard::say);
    connect(this, &Hub::disconnectRequested, m_shard, &Shard::disconnectClient);
    connect(&m_thread, &QThread::finished, m_shard, &Shard::tearDown);
    m_thread.start();
}

Hub::~Hub()
{
    // After stop() the sessions are closed already. The log works off what they sent and ends before the
    // shard's mailbox goes; what a shard that still runs appends meanwhile was acknowledged to nobody.
    m_log->stop();
    m_thread.quit();
    m_thread.wait();
    delete m_shard; // its thread has ended
}

void Hub::start()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_status.state != HubState::Stopped)
        return;
    setState(HubState::Starting);
    Q_EMIT openRequested(m_options.port, {});
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
    Q_EMIT closeRequested({});
}

void Hub::say(const QString &room, const QString &text)
{
    Q_ASSERT(thread() == QThread::currentThread());
    Q_EMIT sayRequested(room, text, {});
}

void Hub::disconnectClient(quint64 clientId)
{
    Q_ASSERT(thread() == QThread::currentThread());
    Q_EMIT disconnectRequested(clientId, {});
}

void Hub::setState(HubState state)
{
    m_status.state = state;
    Q_EMIT statusChanged(m_status);
}

void Hub::shardOpened(quint16 portWanted, const QList<Endpoint> &endpoints)
{
    m_status.endpoints = endpoints;
    m_status.startedAt = QDateTime::currentDateTimeUtc();
    setState(HubState::Running);
    Q_EMIT started(portWanted);
}

void Hub::shardFailed(StartError error, const QString &detail)
{
    setState(HubState::Stopped);
    Q_EMIT startFailed(error, detail);
}

void Hub::shardClosed()
{
    m_status.endpoints.clear();
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
    Q_EMIT statusChanged(m_status);
}

} // namespace confab::runtime

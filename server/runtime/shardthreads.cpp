// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/shardthreads.h"

#include "server/runtime/eventdispatcher.h"

#include <QLoggingCategory>

#include <algorithm>

namespace confab::runtime {

namespace {
Q_LOGGING_CATEGORY(logShards, "confab.runtime.shardthreads", QtInfoMsg)
} // namespace

ShardThreads::ShardThreads(const Options &options, log::MessageLog &log, Consumer consumer)
{
    const auto count = static_cast<size_t>(std::clamp(options.shards, 1, mostShards));
    for (size_t i = 0; i < count; ++i) {
        m_members.push_back(std::make_unique<Member>(options, log, m_dealer,
                                                     [this, i, consumer](std::vector<ShardReport> &&reports) {
                                                         m_members[i]->shard->taken(reports);
                                                         consumer(i, std::move(reports));
                                                     }));
    }
    for (size_t i = 0; i < count; ++i) { // when every shard has its place
        Member &member = *m_members[i];
        member.thread.setObjectName(QStringLiteral("confab-shard-%1").arg(i));
        installEventDispatcher(member.thread, options.eventLoop);
        member.shard->moveToThread(&member.thread);
        QObject::connect(&member.thread, &QThread::finished, member.shard, &Shard::tearDown);
        member.thread.start();
    }
}

ShardThreads::~ShardThreads()
{
    for (const auto &member : m_members)
        member->thread.quit();
    for (const auto &member : m_members)
        member->thread.wait();
    // A shard may have dealt to another one as long as its thread ran.
    for (const auto &member : m_members)
        delete member->shard;
}

void ShardThreads::command(size_t shard, const ShardCommand &command)
{
    Q_ASSERT(shard < count());
    if (!m_members[shard]->shard->post(command))
        qCWarning(logShards) << "Shard" << shard << "does not answer: a command was dropped";
}

void ShardThreads::commandAll(const ShardCommand &command, size_t first)
{
    for (size_t shard = first; shard < count(); ++shard)
        this->command(shard, command);
}

} // namespace confab::runtime

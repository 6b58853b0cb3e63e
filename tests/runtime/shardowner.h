// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/memorystore.h"
#include "server/log/messagelog.h"
#include "server/net/dealer.h"
#include "server/runtime/shard.h"

#include <QThread>

namespace confab::test {

/// A running shard with its log, and an owner that takes what it reports only when it is told to.
struct ShardOwner
{
    explicit ShardOwner(std::unique_ptr<log::Store> store)
        : log(std::move(store))
    {
        log.subscribe(&events);
        shard->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, shard.get(), &runtime::Shard::tearDown);
        thread.start();
    }
    ~ShardOwner()
    {
        log.stop();
        thread.quit();
        thread.wait();
    }
    Q_DISABLE_COPY_MOVE(ShardOwner)

    void take() { shard->taken(std::exchange(untaken, {})); }

    log::MessageLog log;
    quint64 stored = 0; ///< as the log tells its subscribers
    quint64 refused = 0;
    log::Events events{log::Events::unbounded, [this](std::vector<log::Event> &&batch) {
                           for (const log::Event &event : batch) {
                               const auto *outcome = std::get_if<log::Outcome>(&event);
                               if (outcome && outcome->kind == log::Outcome::Kind::Stored)
                                   ++stored;
                               else
                                   ++refused;
                           }
                           log.taken(batch);
                       }};
    std::vector<runtime::ShardReport> untaken;
    QStringList texts; ///< of the messages that were reported
    quint64 leftOut = 0;
    std::optional<quint16> port; ///< once it listens
    runtime::Shard::Reports reports{
        runtime::Shard::Reports::unbounded, [this](std::vector<runtime::ShardReport> &&batch) {
            for (const runtime::ShardReport &report : batch) {
                if (const auto *opened = std::get_if<runtime::OpenedReport>(&report))
                    port = opened->endpoints.constFirst().port;
                if (const auto *received = std::get_if<runtime::MessagesReport>(&report)) {
                    leftOut += received->leftOut;
                    for (const runtime::MessageRecord &message : received->messages)
                        texts.append(message.text);
                }
                untaken.push_back(report);
            }
        }};
    QThread thread;
    net::Dealer dealer;
    std::unique_ptr<runtime::Shard> shard =
        std::make_unique<runtime::Shard>(localOptions(), log, dealer, reports);

private:
    static runtime::Options localOptions()
    {
        runtime::Options options;
        options.bind = QHostAddress(QHostAddress::LocalHost);
        return options;
    }
};

} // namespace confab::test

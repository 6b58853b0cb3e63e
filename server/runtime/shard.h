// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/messagelog.h"
#include "server/runtime/hubstatus.h"
#include "server/runtime/options.h"

#include <QObject>

#include <memory>

namespace confab::runtime {

/// One thread's worth of hub: listener, sessions, chat. Made by Hub, then moved to its thread; every slot
/// runs there.
class Shard : public QObject
{
    Q_OBJECT

public:
    /// The log outlives the shard's last turn.
    Shard(Options options, log::MessageLog &log);
    ~Shard() override;

    /// Listens on `port`, or the next free one where the options allow that. Answers with opened() or
    /// openFailed().
    void open(quint16 port);
    /// Stops listening, ends every session (1001), then answers with closed().
    void close();
    void say(const QString &room, const QString &text);
    void disconnectClient(quint64 clientId);
    /// Destroys everything that lives in the thread. The last call.
    void tearDown();

Q_SIGNALS:
    void opened(quint16 portWanted, const QList<confab::runtime::Endpoint> &endpoints);
    void openFailed(confab::runtime::StartError error, const QString &detail);
    void closed();
    /// With Options::reportStatus: ten times a second while bytes flow, else once a second while there are
    /// clients. State and endpoints are the Hub's to fill in.
    void statusSampled(const confab::runtime::HubStatus &status);
    void messagesStored(const QList<confab::runtime::MessageRecord> &messages);

private:
    struct Parts;

    void build();
    void noteMessage(const log::Message &message, quint64 clientId);
    void flushMessages();
    void sampleStatus();
    void measureRate();
    void closeWhenEmpty(int stepsLeft);

    const Options m_options;
    log::MessageLog &m_log;
    std::unique_ptr<Parts> m_parts;
    QList<MessageRecord> m_unreported;
    bool m_isOpen = false;
};

} // namespace confab::runtime

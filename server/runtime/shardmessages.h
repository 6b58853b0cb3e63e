// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <optional>
#include <variant>

namespace confab::runtime {

// What Hub and Shard say to each other across their threads: values, through one mailbox each way.

/// To every shard but the first, before that one opens: be ready to serve what it deals.
struct PrepareCommand
{
};
struct OpenCommand
{
    quint16 port = 0;
};
struct CloseCommand
{
};
struct SayCommand
{
    QString room;
    QString text;
};
struct DisconnectCommand
{
    quint64 clientId = 0;
};
using ShardCommand = std::variant<PrepareCommand, OpenCommand, CloseCommand, SayCommand, DisconnectCommand>;

struct StartFailure
{
    StartError error = StartError::Other;
    QString detail;
};
struct PreparedReport
{
    std::optional<StartFailure> failure;
};
struct OpenedReport
{
    quint16 portWanted = 0;
    QList<Endpoint> endpoints;
};
struct OpenFailedReport
{
    StartFailure failure;
};
struct ClosedReport
{
};
/// Of one shard. State, endpoints and start time are the Hub's to fill in.
struct StatusReport
{
    HubStatus status;
};
/// From the first shard: the log hands every message to all of them.
struct MessagesReport
{
    QList<MessageRecord> messages;
    quint64 leftOut = 0; ///< of others before them, because the owner did not take what there was
};
using ShardReport =
    std::variant<PreparedReport, OpenedReport, OpenFailedReport, ClosedReport, StatusReport, MessagesReport>;

/// What it takes in memory on its way, about.
[[nodiscard]] qint64 weightOf(const ShardReport &report);

} // namespace confab::runtime

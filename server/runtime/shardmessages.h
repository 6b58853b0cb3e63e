// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <variant>

namespace confab::runtime {

// What Hub and Shard say to each other across their threads: values, through one mailbox each way.

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
using ShardCommand = std::variant<OpenCommand, CloseCommand, SayCommand, DisconnectCommand>;

struct OpenedReport
{
    quint16 portWanted = 0;
    QList<Endpoint> endpoints;
};
struct OpenFailedReport
{
    StartError error = StartError::Other;
    QString detail;
};
struct ClosedReport
{
};
/// State, endpoints and start time are the Hub's to fill in.
struct StatusReport
{
    HubStatus status;
};
struct MessagesReport
{
    QList<MessageRecord> messages;
    quint64 leftOut = 0; ///< of others before them, because the owner did not take what there was
};
using ShardReport = std::variant<OpenedReport, OpenFailedReport, ClosedReport, StatusReport, MessagesReport>;

/// What it takes in memory on its way, about.
[[nodiscard]] qint64 weightOf(const ShardReport &report);

} // namespace confab::runtime

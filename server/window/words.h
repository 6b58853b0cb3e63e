// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <QCoreApplication>
#include <QString>

namespace confab::server {

/// Values in words for people, in their language and number format.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)

public:
    [[nodiscard]] static QString state(runtime::HubState state);
    [[nodiscard]] static QString transport(runtime::Transport transport, bool isSecure = false);
    /// "284 B", "42 kB", "1.2 MB"
    [[nodiscard]] static QString bytes(quint64 count);
    /// "12 ms", a dash before the first heartbeat.
    [[nodiscard]] static QString roundTrip(int milliseconds);
    /// "01:12" (hours and minutes), "3 d 01:12"; "0:42" (minutes and seconds) in the first hour.
    [[nodiscard]] static QString uptime(qint64 seconds);
    [[nodiscard]] static QString clients(qsizetype count);
    [[nodiscard]] static QString people(qsizetype count);
    /// Why messages are no longer stored, and what that means.
    [[nodiscard]] static QString storeProblem(runtime::StoreProblem problem);
    /// What was refused, how often, from where and why.
    [[nodiscard]] static QString refusals(const runtime::Refusals &refusals);
    /// What went wrong and what to do about it. `port` is the one that was wanted.
    [[nodiscard]] static QString startError(runtime::StartError error, const QString &detail, quint16 port);
};

} // namespace confab::server

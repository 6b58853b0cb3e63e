// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <QCoreApplication>
#include <QString>

namespace confab::server {

/// The words of the status bar: "12 clients · 3.1 msg/s · in 42 kB out 510 kB · uptime 1 h 12 min", empty
/// unless running.
struct StatusLine
{
    Q_DECLARE_TR_FUNCTIONS(StatusLine)

public:
    [[nodiscard]] static QString words(const runtime::HubStatus &status, const QDateTime &now);
};

} // namespace confab::server

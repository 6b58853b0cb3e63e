// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/storeerror.h"

#include <QByteArray>

namespace confab::log {

/// How the log is doing.
struct LogState
{
    enum class Kind {
        Closed, ///< not opened yet, or its store could not be: `error` says why unless it was not tried
        Open, ///< as good as its store
        InMemory ///< the store has failed with `error`: the log goes on in memory, as a new epoch
    };
    Kind kind = Kind::Closed;
    QByteArray epoch; ///< empty while closed
    StoreError error;
};

} // namespace confab::log

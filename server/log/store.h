// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"

#include <QByteArray>

namespace confab::log {

/// Where the log keeps its messages. Used by MessageLog only, on its thread.
class Store
{
public:
    Store() = default;
    Q_DISABLE_COPY_MOVE(Store)
    virtual ~Store() = default;

    /// Random, new for every new, wiped or in-memory store: numbers of another epoch mean nothing here.
    [[nodiscard]] virtual QByteArray epoch() const = 0;
    /// Numbers and keeps the drafts as one unit, in order; what it returns is durable as far as the store
    /// promises. `at` is the time of the batch in milliseconds since the epoch.
    [[nodiscard]] virtual std::vector<Outcome> append(std::vector<Draft> &&drafts, qint64 at) = 0;
    [[nodiscard]] virtual Page read(const Query &query) const = 0;
};

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/log/session.h"
#include "server/log/storeerror.h"

#include <QByteArray>

#include <optional>

namespace confab::log {

/// How long events are kept; everything by default.
struct Retention
{
    qint64 keepMs = 0; ///< older ones go, 0 keeps them
    quint64 keepPerRoom = 0; ///< only so many numbers of each room, 0 keeps all
    int everyMs = 60000; ///< how often the log looks

    [[nodiscard]] bool isUnlimited() const { return keepMs <= 0 && keepPerRoom == 0; }
};

/// What a store that is opened does with its epoch.
enum class EpochChoice {
    Keep, ///< cursors stay good, unless the store turns out to be a copy
    Renew ///< the log went on elsewhere meanwhile
};

/// Where the log keeps its events. Used by MessageLog only, on its thread; made there, too.
class Store
{
public:
    Store() = default;
    Q_DISABLE_COPY_MOVE(Store)
    virtual ~Store() = default;

    /// Random, new for every new, wiped, restored or in-memory store: numbers of another epoch mean nothing
    /// here.
    [[nodiscard]] virtual QByteArray epoch() const = 0;
    /// Numbers and keeps the drafts as one unit, in order; what it returns is durable as far as the store
    /// promises. On an error none of them is kept. `at` is the time of the batch in milliseconds since the
    /// epoch.
    [[nodiscard]] virtual Result<std::vector<Outcome>, StoreError> append(const std::vector<Draft> &drafts,
                                                                          qint64 at) = 0;
    [[nodiscard]] virtual Result<Page, StoreError> read(const Query &query) = 0;
    /// The message that this person sent under this id, if it is kept.
    [[nodiscard]] virtual Result<std::optional<Message>, StoreError> find(const QString &personId,
                                                                          const QString &id) = 0;
    /// Forgets at most `batch` events that `retention` does not keep any more at the time `now`; always the
    /// oldest of a room, so what is kept has no holes. True when there may be more of them.
    [[nodiscard]] virtual Result<bool, StoreError> forget(const Retention &retention, qint64 now,
                                                          int batch) = 0;
    /// The highest position that was given to an event.
    [[nodiscard]] virtual quint64 position() const = 0;
    /// What became of a session: recover() knows it from now on; it is kept with the next append() or
    /// keepSessions(). True when it has to be before anything else is told, because what is kept is wrong.
    [[nodiscard]] virtual bool note(SessionChange change) = 0;
    /// Keeps what was noted of at most `batch` sessions, and forgets who was away for too long at the time
    /// `now`. True when there is more.
    [[nodiscard]] virtual Result<bool, StoreError> keepSessions(qint64 now, int batch) = 0;
    /// A lost session and what its client missed. Once, whatever the answer is: it is connected from now on,
    /// or forgotten.
    [[nodiscard]] virtual Result<Recovered, StoreError> recover(const RecoveryQuery &query, qint64 now) = 0;
    /// The log goes on elsewhere: whoever opens this store next must give it a new epoch. Noted as well as a
    /// store in trouble can.
    virtual void abandon() { }
};

} // namespace confab::log

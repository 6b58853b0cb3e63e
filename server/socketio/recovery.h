// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCborArray>
#include <QList>
#include <QStringList>

#include <any>
#include <chrono>
#include <functional>
#include <optional>

namespace confab::socketio {

/// Connection state recovery (Socket.IO 4.6): a client that lost its connection gets its id, rooms and data
/// back, and the events that it missed. The bounds are those of each namespace, where they are kept in
/// memory.
struct RecoveryConfig
{
    std::chrono::milliseconds maxDisconnectionDuration{120000};
    bool skipMiddleware = true; ///< a client that is recovered has been let in before
    std::size_t maxPackets = 10000; ///< kept for clients that may come back
    qint64 maxBytes = 16 * 1024 * 1024; ///< of these packets
    std::size_t maxSessions = 10000;
};

/// What is kept of a socket whose connection was lost.
struct LostSession
{
    QString id;
    QString pid; ///< private id: the secret by which the client comes back
    QStringList rooms;
    std::any data;
};

struct MissedEvent
{
    QCborArray data; ///< the event's name and its arguments
    QString offset;
};

struct RestoredSession
{
    LostSession session;
    QList<MissedEvent> missed; ///< in order
};

/// Where one namespace keeps those who lost their connection, and what they miss. In memory unless the
/// application has a better place, which may take its time to answer (Namespace::recoverWith). Owned by the
/// namespace. Thread: the server's.
class RecoveryStore
{
public:
    /// What take() found: nothing for somebody who has to start anew.
    using Taken = std::function<void(std::optional<RestoredSession> restored)>;

    RecoveryStore() = default;
    Q_DISABLE_COPY_MOVE(RecoveryStore)
    virtual ~RecoveryStore() = default;

    /// An event goes to those in `rooms` (everybody when empty) but not to those in `except`: the offset by
    /// which a client says later what it has seen; empty for one that is not recovered. Not asked about
    /// volatile events, events with an acknowledgement, and those that are shared (SharedEvent).
    [[nodiscard]] virtual QString record(const QCborArray &data, const QStringList &rooms,
                                         const QStringList &except) = 0;
    /// A client has lost its connection; or it came back and was gone, or refused by a middleware, before it
    /// was connected again.
    virtual void lost(LostSession session) = 0;
    /// A client has left, or was sent away: it does not come back.
    virtual void left(const QString &pid) { Q_UNUSED(pid) }
    /// A client wants to be who it was: calls `taken` once, in this turn or a later one, but not any more
    /// when the store is destroyed. A session is taken once; lost() gives it back. Both texts are the
    /// client's, so they may be anything; `offset` is empty for a client that has seen no event.
    virtual void take(const QString &pid, const QString &offset, Taken taken) = 0;
};

} // namespace confab::socketio

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"

#include <QCborArray>
#include <QStringList>

#include <any>
#include <chrono>
#include <deque>
#include <optional>
#include <unordered_map>

namespace confab::socketio {

/// Connection state recovery (Socket.IO 4.6): a client that lost its connection gets its id, rooms and data
/// back, and the events that it missed. The bounds are those of each namespace.
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

/// The events of one namespace that somebody may have missed, and those who may have. Thread: the server's.
class Recovery
{
public:
    Recovery(const RecoveryConfig &config, net::Timers &timers);

    [[nodiscard]] const RecoveryConfig &config() const { return m_config; }

    /// Keeps an event for those in `rooms` (everybody when empty) but not in `except`. Its data with the
    /// offset at the end, by which a client says later what it has seen.
    [[nodiscard]] QCborArray record(QCborArray data, const QStringList &rooms, const QStringList &except);

    void keep(LostSession session);

    struct Restored
    {
        LostSession session;
        QList<QCborArray> missed; ///< with their offsets, in order
    };
    /// What that client missed, once: nothing when it was away for too long, or the offset is not known (any
    /// more).
    [[nodiscard]] std::optional<Restored> take(const QString &pid, const QString &offset);

private:
    struct Kept
    {
        QCborArray data;
        QStringList rooms;
        QStringList except;
        std::chrono::milliseconds at;
        qint64 bytes;
    };
    struct Waiting
    {
        LostSession session;
        std::chrono::milliseconds until;
    };

    [[nodiscard]] QString offsetOf(quint64 number) const;
    /// The position behind the event of that offset.
    [[nodiscard]] std::optional<std::size_t> positionBehind(const QString &offset) const;
    void forgetOld();

    const RecoveryConfig m_config;
    net::Timers &m_timers;
    const QString m_epoch; ///< makes offsets of another server, or of this one before a restart, unknown
    std::deque<Kept> m_packets;
    quint64 m_first = 0; ///< number of the first of them
    qint64 m_bytes = 0;
    std::unordered_map<QString, Waiting> m_sessions; ///< by pid
    net::Deadline m_cleaning;
};

} // namespace confab::socketio

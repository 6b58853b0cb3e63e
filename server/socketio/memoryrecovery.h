// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/timers.h"
#include "server/socketio/recovery.h"

#include <deque>
#include <unordered_map>

namespace confab::socketio {

/// The events of one namespace that somebody may have missed, and those who may have: as long as the process
/// lives. It answers in the turn in which it is asked. Thread: the server's.
class MemoryRecovery final : public RecoveryStore
{
public:
    MemoryRecovery(const RecoveryConfig &config, net::Timers &timers);

    [[nodiscard]] QString record(const QCborArray &data, const QStringList &rooms,
                                 const QStringList &except) override;
    void lost(LostSession session) override;
    /// Nothing when that client was away for too long, or the offset is not known (any more).
    void take(const QString &pid, const QString &offset, Taken taken) override;

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

    [[nodiscard]] std::optional<RestoredSession> restored(const QString &pid, const QString &offset);

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

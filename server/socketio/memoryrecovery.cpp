// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/memoryrecovery.h"

#include "server/engineio/randomid.h"

#include <QCborMap>

#include <algorithm>

namespace confab::socketio {

namespace {

constexpr std::chrono::milliseconds cleaningInterval{10000};

qint64 bytesIn(const QCborValue &value)
{
    if (value.isByteArray())
        return value.toByteArray().size();
    if (value.isString())
        return value.toString().size() * 2;
    qint64 bytes = 16;
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        for (const QCborValue element : array)
            bytes += bytesIn(element);
    } else if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &[key, member] : map)
            bytes += bytesIn(key) + bytesIn(member);
    }
    return bytes;
}

bool concerns(const QStringList &roomsOfSocket, const QStringList &rooms, const QStringList &except)
{
    const auto isIn = [&roomsOfSocket](const QString &room) { return roomsOfSocket.contains(room); };
    return (rooms.isEmpty() || std::any_of(rooms.begin(), rooms.end(), isIn))
        && std::none_of(except.begin(), except.end(), isIn);
}

} // namespace

MemoryRecovery::MemoryRecovery(const RecoveryConfig &config, net::Timers &timers)
    : m_config(config)
    , m_timers(timers)
    , m_epoch(QString::fromLatin1(engineio::randomId().left(8)))
    , m_cleaning(timers)
{ }

QString MemoryRecovery::offsetOf(quint64 number) const
{
    return m_epoch + u'.' + QString::number(number, 36);
}

QString MemoryRecovery::record(const QCborArray &data, const QStringList &rooms, const QStringList &except)
{
    const QString offset = offsetOf(m_first + m_packets.size());
    const qint64 bytes = bytesIn(data);
    m_packets.push_back({data, rooms, except, m_timers.now(), bytes});
    m_bytes += bytes;
    forgetOld();
    return offset;
}

void MemoryRecovery::lost(LostSession session)
{
    const QString pid = session.pid;
    forgetOld();
    if (m_sessions.size() < m_config.maxSessions)
        m_sessions.insert_or_assign(
            pid, Waiting{std::move(session), m_timers.now() + m_config.maxDisconnectionDuration});
}

std::optional<std::size_t> MemoryRecovery::positionBehind(const QString &offset) const
{
    const qsizetype dot = offset.lastIndexOf(u'.');
    bool isNumber = false;
    const quint64 number = dot < 0 ? 0 : offset.mid(dot + 1).toULongLong(&isNumber, 36);
    // Compared as text: other spellings of the same number are no offsets of ours.
    if (!isNumber || offset != offsetOf(number) || number < m_first || number >= m_first + m_packets.size())
        return std::nullopt;
    return static_cast<std::size_t>(number - m_first) + 1;
}

void MemoryRecovery::take(const QString &pid, const QString &offset, Taken taken)
{
    taken(restored(pid, offset));
}

std::optional<RestoredSession> MemoryRecovery::restored(const QString &pid, const QString &offset)
{
    forgetOld();
    const auto found = m_sessions.find(pid);
    if (found == m_sessions.end())
        return std::nullopt;
    const auto begin = positionBehind(offset);
    RestoredSession restored{std::move(found->second.session), {}};
    m_sessions.erase(found);
    if (!begin)
        return std::nullopt;
    for (std::size_t i = *begin; i < m_packets.size(); ++i) {
        const Kept &kept = m_packets.at(i);
        if (concerns(restored.session.rooms, kept.rooms, kept.except))
            restored.missed.append({kept.data, offsetOf(m_first + i)});
    }
    return restored;
}

void MemoryRecovery::forgetOld()
{
    const auto now = m_timers.now();
    while (!m_packets.empty()
           && (m_packets.size() > m_config.maxPackets || m_bytes > m_config.maxBytes
               || m_packets.front().at + m_config.maxDisconnectionDuration < now)) {
        m_bytes -= m_packets.front().bytes;
        m_packets.pop_front();
        ++m_first;
    }
    std::erase_if(m_sessions, [now](const auto &entry) { return entry.second.until < now; });
    if (m_packets.empty() && m_sessions.empty())
        m_cleaning.cancel();
    else if (!m_cleaning.isActive())
        m_cleaning.set(cleaningInterval, [this] { forgetOld(); });
}

} // namespace confab::socketio

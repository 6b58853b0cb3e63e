// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/person.h"
#include "server/net/timers.h"

#include <QHash>
#include <QList>

#include <functional>
#include <unordered_map>

namespace confab::chat {

/// What changed in a room since it was last told; a person counts once, however many windows they have.
struct PresenceChanges
{
    QString room;
    QList<Person> joined;
    QList<Person> left;
    QList<Person> renamed;
    qsizetype count = 0; ///< who is there now
};

/// Who comes and goes in the rooms that somebody watches, gathered into one list of changes per room and
/// second. Whoever is back within that second never left. Thread: the shard's.
class Presence
{
public:
    static constexpr std::chrono::seconds interval{1};

    using Members = std::function<QList<Person>(const QString &room)>;
    using Tell = std::function<void(const PresenceChanges &changes)>;

    /// `members`: who is in a room, each person once.
    Presence(net::Timers &timers, Members members, Tell tell);

    /// One more client watches the room, or one less.
    void watch(const QString &room);
    void unwatch(const QString &room);
    /// Somebody may have come, gone or changed their name.
    void changed(const QString &room);

private:
    using Names = QHash<QString, QString>; ///< by the person's id
    struct Watched
    {
        explicit Watched(net::Timers &timers)
            : due(timers)
        { }
        int watchers = 0;
        Names told;
        net::Deadline due;
    };

    [[nodiscard]] Names namesIn(const QString &room) const;
    void tell(const QString &room);

    net::Timers &m_timers;
    const Members m_members;
    const Tell m_tell;
    std::unordered_map<QString, Watched> m_rooms;
};

} // namespace confab::chat

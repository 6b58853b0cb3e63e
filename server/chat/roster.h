// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/person.h"
#include "server/log/newsfeed.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QVarLengthArray>

#include <functional>

namespace confab::chat {

/// Who is in which room, on all shards: of this one's clients it hears at once, of the others' what their
/// shards tell. A person has one name in all their windows. Two shards may name the same person at once: the
/// later name, counted in namings, is everybody's in the end, whichever arrives first; of two as late the
/// greater one. Thread: the shard's.
class Roster final : public log::NewsSource
{
public:
    /// The feed outlives it.
    explicit Roster(log::NewsFeed &feed);

    /// Told when who is in these rooms, or their names, may have changed.
    void setRoomsWatcher(std::function<void(const QStringList &rooms)> watcher)
    {
        m_roomsChanged = std::move(watcher);
    }
    /// Told when a client's person was named on another shard.
    using Renamed = std::function<void(quint64 clientId, const QString &name)>;
    void setNamesWatcher(Renamed watcher) { m_renamed = std::move(watcher); }

    /// A client of this shard is this person and may be seen in these rooms from now on; `person.name` is for
    /// one whom nobody has named yet. The name they have.
    [[nodiscard]] QString enter(quint64 clientId, const Person &person, const QStringList &rooms);
    void leave(quint64 clientId, const QString &personId);
    /// No effect on a person who is not here.
    void rename(const QString &personId, const QString &name);

    /// Who is in the room, each person once.
    [[nodiscard]] QList<Person> members(const QString &room) const;

    bool tell(log::News &news) override;
    void hear(const log::News &news) override;

private:
    /// A window of this shard, or all those of another one.
    struct Stay
    {
        quint64 clientId = 0; ///< 0: of another shard
        quint16 shard = 0;
        QStringList rooms;
    };
    struct Presence
    {
        QString name;
        quint64 namings = 0;
        QVarLengthArray<Stay, 1> stays;

        [[nodiscard]] QStringList rooms() const;
    };

    void changed(const QString &personId, const QStringList &rooms);
    void hearOf(quint16 shard, const log::PersonNews &told);
    void takeName(Presence &person, const log::PersonNews &told);
    [[nodiscard]] log::PersonNews newsOf(const QString &personId) const;

    log::NewsFeed &m_feed;
    std::function<void(const QStringList &)> m_roomsChanged;
    Renamed m_renamed;
    QHash<QString, Presence> m_people; ///< by their ids
    QSet<QString> m_untold; ///< of this shard's people, who changed
};

} // namespace confab::chat

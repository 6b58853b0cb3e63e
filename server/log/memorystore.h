// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/store.h"

#include <QHash>

#include <deque>

namespace confab::log {

/// A store that ends with the process (--ephemeral, or while the store on disk has failed). Bounded in every
/// direction: where there is too much the oldest messages go, a room too many is refused.
class MemoryStore : public Store
{
public:
    struct Bounds
    {
        size_t messagesPerRoom = 10000;
        size_t bytes = 256 * 1024 * 1024; ///< of all rooms; the room that holds most gives way
        qsizetype rooms = 10000; ///< they cannot be forgotten: their numbers would begin anew
    };

    MemoryStore();
    explicit MemoryStore(Bounds bounds);

    [[nodiscard]] QByteArray epoch() const override { return m_epoch; }
    [[nodiscard]] Result<std::vector<Outcome>, StoreError> append(const std::vector<Draft> &drafts,
                                                                  qint64 at) override;
    [[nodiscard]] Result<Page, StoreError> read(const Query &query) override;
    [[nodiscard]] Result<std::optional<Message>, StoreError> find(const QString &personId,
                                                                  const QString &id) override;
    [[nodiscard]] Result<bool, StoreError> forget(const Retention &retention, qint64 now, int batch) override;

    [[nodiscard]] quint64 position() const override { return m_position; }
    [[nodiscard]] bool note(SessionChange change) override;
    [[nodiscard]] Result<bool, StoreError> keepSessions(qint64 now, int batch) override;
    [[nodiscard]] Result<Recovered, StoreError> recover(const RecoveryQuery &query, qint64 now) override;

    /// Of all messages, about.
    [[nodiscard]] size_t bytes() const { return m_bytes; }

private:
    using Key = std::pair<QString, QString>; ///< (personId, id)

    struct Room
    {
        quint64 head = 0;
        quint64 forgotten = 0; ///< position of the last message that was
        size_t bytes = 0;
        std::deque<Message> messages; ///< ascending and dense: the last one has the number `head`

        [[nodiscard]] quint64 oldest() const { return head + 1 - messages.size(); }
    };

    struct KeptSession
    {
        Session session;
        qint64 lostAt = 0; ///< 0 while connected
    };

    [[nodiscard]] bool gather(MissedMessages &missed, const Session &session) const;
    [[nodiscard]] Outcome appendOne(const Draft &draft, qint64 at);
    void forgetOldest(Room &room);
    void giveWay();

    const QByteArray m_epoch;
    const Bounds m_bounds;
    size_t m_bytes = 0;
    quint64 m_position = 0;
    QHash<QString, Room> m_rooms;
    QHash<Key, std::pair<QString, quint64>> m_places; ///< room and number of each message that is kept
    QHash<QByteArray, KeptSession> m_sessions; ///< by key
    qsizetype m_lost = 0; ///< of these
};

} // namespace confab::log

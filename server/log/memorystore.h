// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/store.h"

#include <QHash>

#include <deque>

namespace confab::log {

/// A store that ends with the process (--ephemeral). Keeps the newest messages of each room.
class MemoryStore : public Store
{
public:
    explicit MemoryStore(size_t messagesPerRoom = 10000);

    [[nodiscard]] QByteArray epoch() const override { return m_epoch; }
    [[nodiscard]] std::vector<Outcome> append(std::vector<Draft> &&drafts, qint64 at) override;
    [[nodiscard]] Page read(const Query &query) const override;

private:
    using Key = std::pair<QString, QString>; ///< (personId, id)

    struct Room
    {
        quint64 head = 0;
        std::deque<Message> messages; ///< ascending and dense: the last one has the number `head`
        QHash<Key, quint64> seqByKey;
    };

    [[nodiscard]] Outcome appendOne(Draft &&draft, qint64 at);

    const QByteArray m_epoch;
    const size_t m_messagesPerRoom;
    QHash<QString, Room> m_rooms;
};

} // namespace confab::log

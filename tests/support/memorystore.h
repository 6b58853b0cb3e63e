// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/clientstore.h"

#include <QMap>

#include <algorithm>
#include <functional>

namespace confab::test {

/// A ClientStore as it is meant, in memory, whose writes fail when the test says so.
class MemoryStore : public client::ClientStore
{
public:
    using SavedRoom = client::SavedRoom;
    using StoreProblem = client::StoreProblem;

    MemoryStore() = default;
    /// As another process finds it that begins where one was killed.
    explicit MemoryStore(const QMap<QString, SavedRoom> &left)
        : rooms(left)
    { }

    [[nodiscard]] SavedRoom &lobby() { return rooms[QStringLiteral("host:3000/lobby")]; }
    [[nodiscard]] QStringList waiting()
    {
        QStringList texts;
        for (const client::OutboxEntry &entry : lobby().outbox)
            texts.append(entry.message.text);
        return texts;
    }

    QMap<QString, SavedRoom> rooms;
    QList<client::StoreChange> changes; ///< that were taken
    int operations = 0;
    int failing = -1; ///< the number of the operation that fails, counted from 0
    int failures = 1; ///< and how many from there on
    std::function<void(const client::StoreChange &)> beforeWrite;

private:
    [[nodiscard]] bool fails()
    {
        const int number = operations++;
        return failing >= 0 && number >= failing && number < failing + failures;
    }

    Result<SavedRoom, StoreProblem> read(const client::RoomAddress &room) override
    {
        if (fails())
            return Failure{StoreProblem{StoreProblem::Kind::Other, {}}};
        return rooms.value(room.server + u'/' + room.room);
    }

    std::optional<StoreProblem> write(const client::RoomAddress &room,
                                      const client::StoreChange &change) override
    {
        if (beforeWrite)
            beforeWrite(change);
        if (fails())
            return StoreProblem{StoreProblem::Kind::Full, {}};
        changes.append(change);
        SavedRoom &saved = rooms[room.server + u'/' + room.room];
        for (const client::OutboxEntry &entry : change.queued) {
            saved.outbox.removeIf([&](const auto &e) { return e.message.localId == entry.message.localId; });
            const auto behind =
                std::upper_bound(saved.outbox.begin(), saved.outbox.end(), entry,
                                 [](const auto &a, const auto &b) { return a.order < b.order; });
            saved.outbox.insert(behind, entry);
        }
        saved.outbox.removeIf([&](const auto &e) { return change.unqueued.contains(e.message.localId); });
        for (const client::ChatMessage &message : change.history) {
            saved.history.removeIf([&](const auto &m) { return m.localId == message.localId; });
            const auto behind = std::upper_bound(saved.history.begin(), saved.history.end(), message,
                                                 [](const auto &a, const auto &b) { return a.seq < b.seq; });
            saved.history.insert(behind, message);
        }
        for (client::ChatMessage &message : saved.history)
            message.gapBefore = message.gapBefore && !change.closedGaps.contains(message.localId);
        if (saved.history.size() > historyLimit)
            saved.history.remove(0, saved.history.size() - historyLimit);
        if (change.bookmark)
            saved.bookmark = *change.bookmark;
        return std::nullopt;
    }
};

} // namespace confab::test

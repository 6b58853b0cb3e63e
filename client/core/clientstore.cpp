// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/clientstore.h"

namespace confab::client {

Result<SavedRoom, StoreProblem> ClientStore::load(const RoomAddress &room)
{
    auto saved = read(room);
    if (!saved)
        return saved;
    saved->outbox.removeIf(
        [this](const OutboxEntry &entry) { return m_claimed.contains(entry.message.localId); });
    for (const OutboxEntry &entry : std::as_const(saved->outbox))
        m_claimed.insert(entry.message.localId);
    return saved;
}

std::optional<StoreProblem> ClientStore::save(const RoomAddress &room, const StoreChange &change)
{
    for (const OutboxEntry &entry : change.queued)
        m_claimed.insert(entry.message.localId);
    const std::optional<StoreProblem> problem = write(room, change);
    if (!problem)
        release(change.unqueued);
    return problem;
}

void ClientStore::release(const QStringList &localIds)
{
    for (const QString &localId : localIds)
        m_claimed.remove(localId);
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/clientstore.h"
#include "client/net/timers.h"

#include <functional>
#include <memory>

namespace confab::client {

/// Keeps the present room of a ChatClient in a ClientStore. What we write is kept at once; what arrives is
/// gathered for a moment, for losing it costs no more than asking the server again. What cannot be kept waits
/// in memory and is tried again. Thread: the client's.
class RoomKeeper
{
public:
    static constexpr std::chrono::milliseconds gatherTime{100};
    static constexpr std::chrono::seconds retryTime{10};

    explicit RoomKeeper(Timers &timers);
    Q_DISABLE_COPY_MOVE(RoomKeeper)
    ~RoomKeeper() { close(); }

    /// Without a store nothing is kept. `problemChanged` is called when problem() is another one.
    void setStore(std::shared_ptr<ClientStore> store, std::function<void()> problemChanged);
    [[nodiscard]] const std::optional<StoreProblem> &problem() const { return m_problem; }

    /// The room from now on, with what is kept of it.
    SavedRoom open(const RoomAddress &room);
    /// Keeps what is to be kept and lets go of the room.
    void close();

    /// Before a message goes out: it is on the disk afterwards, if that works.
    void queue(const QList<OutboxEntry> &entries);
    void unqueue(const QStringList &localIds);
    /// The server has these: in one step out of the outbox and, as far as they have numbers, into the
    /// history.
    void settle(const QList<ChatMessage> &messages, const Bookmark &bookmark);
    /// Nothing is missing any more before this message.
    void closeGap(const QString &localId);
    void flush();

private:
    void take(const OutboxEntry &entry);
    void flushSoon();
    void setProblem(const std::optional<StoreProblem> &problem);

    std::shared_ptr<ClientStore> m_store;
    std::function<void()> m_problemChanged;
    std::optional<StoreProblem> m_problem;
    std::optional<RoomAddress> m_room;
    StoreChange m_pending;
    QSet<QString> m_held; ///< localIds in the outbox that are ours to send
    Bookmark m_bookmark; ///< as kept or about to be
    Deadline m_next;
};

} // namespace confab::client

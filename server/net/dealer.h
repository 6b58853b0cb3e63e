// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/handoff.h"
#include "server/net/mailbox.h"
#include "server/net/tally.h"

#include <memory>
#include <vector>

namespace confab::net {

/// Deals connections to the threads that serve them. Each has a place, numbered from 0, with a mailbox. Made
/// before these threads and gone after them, like the mailboxes; all places are there before the first
/// connection. Any thread, but for what says otherwise.
class Dealer
{
public:
    using Box = Mailbox<Handoff>;
    /// How many may wait for a thread: more than the descriptors that a process can have by default.
    static constexpr size_t boxBound = 65536;

    Dealer() = default;
    Q_DISABLE_COPY_MOVE(Dealer)

    /// The number of a new place. Thread: the one that made the dealer.
    [[nodiscard]] size_t addPlace(Box &box);
    [[nodiscard]] size_t places() const { return m_places.size(); }

    /// Where the next connection goes: to the place with the fewest, in turn where several have as few.
    /// Thread: the one that accepts.
    [[nodiscard]] size_t choose();
    /// False when too many wait there: the connection is closed.
    [[nodiscard]] bool deal(size_t place, Handoff handoff);

    /// The connections that are served at a place, or under way to it.
    [[nodiscard]] Tally &load(size_t place) { return m_places[place]->load; }
    /// Those at all places that have not become a WebSocket.
    [[nodiscard]] Tally &connections() { return m_connections; }

private:
    struct Place
    {
        explicit Place(Box &mailbox)
            : box(mailbox)
        { }
        Box &box;
        Tally load;
    };

    std::vector<std::unique_ptr<Place>> m_places;
    Tally m_connections;
    size_t m_last = 0; ///< chosen
};

} // namespace confab::net

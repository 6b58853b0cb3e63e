// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/dealer.h"

namespace confab::net {

size_t Dealer::addPlace(Box &box)
{
    m_places.push_back(std::make_unique<Place>(box));
    m_last = m_places.size() - 1; // the first is the next
    return m_last;
}

size_t Dealer::choose()
{
    const size_t count = m_places.size();
    size_t best = (m_last + 1) % count;
    for (size_t i = 2; i <= count; ++i) {
        const size_t place = (m_last + i) % count;
        if (m_places[place]->load.count() < m_places[best]->load.count())
            best = place;
    }
    return m_last = best;
}

bool Dealer::deal(size_t place, Handoff handoff)
{
    Q_ASSERT(place < m_places.size());
    return m_places[place]->box.post(std::move(handoff));
}

} // namespace confab::net

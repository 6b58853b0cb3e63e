// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/addresschanges.h"

namespace confab::guard {

void AddressChanges::add(const net::AddressChange &change)
{
    const auto known = m_changes.find(change.address);
    if (known == m_changes.end()) {
        if (change.clients != 0 || m_changes.size() < mostAddresses)
            m_changes.insert(change.address, change);
        return;
    }
    known->clients += change.clients;
    known->wrongPins += change.wrongPins;
    known->posts += change.posts;
    if (known->clients == 0 && known->wrongPins == 0 && known->posts == 0)
        m_changes.erase(known);
}

std::vector<net::AddressChange> AddressChanges::take(size_t most)
{
    std::vector<net::AddressChange> taken;
    // One walk: to find the first one again each time is a search through what was emptied.
    for (auto next = m_changes.begin(); next != m_changes.end() && taken.size() < most;) {
        taken.push_back(*next);
        next = m_changes.erase(next);
    }
    return taken;
}

} // namespace confab::guard

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/addresschange.h"

#include <QHash>

#include <cstddef>
#include <vector>

namespace confab::guard {

/// What changed at addresses and is not told yet to the guards of the other shards: one entry an address, and
/// none where what came has gone again.
class AddressChanges
{
public:
    /// Beyond so many addresses, attempts and posts at further ones are not told. Clients always are: there
    /// are no more addresses of theirs than clients that came or went.
    static constexpr qsizetype mostAddresses = 4096;

    void add(const net::AddressChange &change);
    /// At most `most` of them, which are told from now on.
    [[nodiscard]] std::vector<net::AddressChange> take(size_t most);
    [[nodiscard]] bool isEmpty() const { return m_changes.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_changes.size(); }

private:
    QHash<QHostAddress, net::AddressChange> m_changes;
};

} // namespace confab::guard

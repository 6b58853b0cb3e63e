// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QHostAddress>

namespace confab::guard {

/// How many clients there are per address (see addressKey). The table holds nobody who has gone, so it is no
/// larger than the number of clients.
class AddressLimits
{
public:
    /// A client's place, given back when this is destroyed. The limits outlive it.
    class Place
    {
    public:
        Place(AddressLimits &limits, const QHostAddress &address);
        ~Place();
        Q_DISABLE_COPY_MOVE(Place)

    private:
        AddressLimits &m_limits;
        const QHostAddress m_key;
    };

    explicit AddressLimits(int perAddress)
        : m_perAddress(perAddress)
    { }
    Q_DISABLE_COPY_MOVE(AddressLimits)

    [[nodiscard]] bool hasRoom(const QHostAddress &address) const;
    [[nodiscard]] qsizetype addressCount() const { return m_counts.size(); }

private:
    const int m_perAddress;
    QHash<QHostAddress, int> m_counts;
};

} // namespace confab::guard

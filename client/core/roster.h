// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/peoplewire.h"

namespace confab::client {

/// Who is in a room, as far as the server says.
class Roster
{
public:
    /// At most so many are known by name.
    static constexpr int most = 200;

    /// Each person once, in the order in which they were heard of.
    [[nodiscard]] const QList<Person> &people() const { return m_people; }
    /// How many are there; 0 while nobody says.
    [[nodiscard]] int count() const { return m_count; }

    void set(const RosterNews &news);
    void apply(const PresenceNews &news);
    void clear() { *this = Roster(); }

private:
    void put(const Person &person);

    QList<Person> m_people;
    int m_count = 0;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/roster.h"

#include <algorithm>

namespace confab::client {

void Roster::set(const RosterNews &news)
{
    m_people.clear();
    for (const Person &person : news.people)
        put(person);
    m_count = std::max(news.count, int(m_people.size()));
}

void Roster::apply(const PresenceNews &news)
{
    for (const Person &person : news.left)
        m_people.removeIf([&](const Person &p) { return p.id == person.id; });
    for (const Person &person : news.joined)
        put(person);
    for (const Person &person : news.renamed) {
        const auto known = std::find_if(m_people.begin(), m_people.end(),
                                        [&](const Person &p) { return p.id == person.id; });
        if (known != m_people.end())
            known->name = person.name;
    }
    m_count = std::max(news.count, int(m_people.size()));
}

void Roster::put(const Person &person)
{
    const auto known =
        std::find_if(m_people.begin(), m_people.end(), [&](const Person &p) { return p.id == person.id; });
    if (known != m_people.end())
        known->name = person.name;
    else if (m_people.size() < most)
        m_people.append(person);
}

} // namespace confab::client

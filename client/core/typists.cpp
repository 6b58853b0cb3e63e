// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/typists.h"

#include <algorithm>

namespace confab::client {

Typists::Typists(Timers &timers, std::function<void()> changed)
    : m_timers(timers)
    , m_changed(std::move(changed))
    , m_next(timers)
{ }

QList<Person> Typists::people() const
{
    QList<Person> people;
    for (const Typist &typist : m_typists)
        people.append(typist.person);
    return people;
}

void Typists::add(const Person &person)
{
    const auto until = m_timers.now() + showTime;
    const auto known = std::find_if(m_typists.begin(), m_typists.end(),
                                    [&](const Typist &typist) { return typist.person.id == person.id; });
    bool isNews = true;
    if (known != m_typists.end()) {
        isNews = known->person != person;
        *known = {person, until};
    } else if (m_typists.size() < most) {
        m_typists.append({person, until});
    } else {
        return;
    }
    waitForNext();
    if (isNews)
        m_changed();
}

void Typists::remove(const QString &id)
{
    if (m_typists.removeIf([&](const Typist &typist) { return typist.person.id == id; }) == 0)
        return;
    waitForNext();
    m_changed();
}

void Typists::clear()
{
    if (m_typists.isEmpty())
        return;
    m_typists.clear();
    m_next.cancel();
    m_changed();
}

void Typists::expire()
{
    const auto now = m_timers.now();
    const bool isNews = m_typists.removeIf([now](const Typist &typist) { return typist.until <= now; }) > 0;
    waitForNext();
    if (isNews)
        m_changed();
}

void Typists::waitForNext()
{
    m_next.cancel();
    const auto first = std::min_element(m_typists.cbegin(), m_typists.cend(),
                                        [](const Typist &a, const Typist &b) { return a.until < b.until; });
    if (first != m_typists.cend())
        m_next.set(first->until - m_timers.now(), [this] { expire(); });
}

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/person.h"
#include "client/net/timers.h"

#include <QList>

#include <functional>

namespace confab::client {

/// Who is writing in a room: whoever has not been heard of for a while is not. Thread: the client's.
class Typists
{
public:
    static constexpr std::chrono::seconds showTime{5};
    /// More are not told apart by anybody.
    static constexpr int most = 16;

    /// `changed` is called when people() are others. `timers` outlive this.
    Typists(Timers &timers, std::function<void()> changed);

    /// In the order in which they began.
    [[nodiscard]] QList<Person> people() const;

    void add(const Person &person);
    /// Their message came, or they left.
    void remove(const QString &id);
    void clear();

private:
    struct Typist
    {
        Person person;
        std::chrono::milliseconds until{0};
    };

    void expire();
    void waitForNext();

    Timers &m_timers;
    std::function<void()> m_changed;
    QList<Typist> m_typists;
    Deadline m_next;
};

} // namespace confab::client

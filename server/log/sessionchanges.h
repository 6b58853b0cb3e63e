// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/session.h"

#include <QMap>

namespace confab::log {

/// What became of sessions and is not in the tables yet, one entry for each: they are written together with
/// messages, and most of what happens to a session soon after another thing never has to be. Thread: the
/// log's.
class SessionChanges
{
public:
    enum class State : quint8 { Connected, Lost, Gone };
    struct Entry
    {
        std::optional<Session> session; ///< nothing where that in the tables is right
        State state = State::Connected;
        bool isNew = false; ///< the tables know nothing of it
        qint64 lostAt = 0;
    };
    /// In the order of the keys, as the table is: what is written together touches few of its pages, though
    /// the keys are random.
    using Entries = QMap<QByteArray, Entry>;

    /// True when the tables are wrong about it from now on, in a way that must not outlive the process.
    [[nodiscard]] bool note(SessionChange change);
    /// A lost one is connected again.
    void resume(const QByteArray &key) { m_entries[key].state = State::Connected; }
    [[nodiscard]] const Entry *find(const QByteArray &key) const;

    [[nodiscard]] const Entries &entries() const { return m_entries; }
    /// They are in the tables.
    void remove(const QList<QByteArray> &keys);

private:
    Entries m_entries; ///< by key
};

} // namespace confab::log

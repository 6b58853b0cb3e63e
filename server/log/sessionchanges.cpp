// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/sessionchanges.h"

namespace confab::log {

bool SessionChanges::note(SessionChange change)
{
    using Kind = SessionChange::Kind;
    const QByteArray key = change.session.key;
    Entry &entry = m_entries[key];
    switch (change.kind) {
    case Kind::Opened:
        entry = Entry{std::move(change.session), State::Connected, true, 0};
        return false;
    case Kind::Changing:
        entry.session.reset();
        entry.state = State::Gone;
        return !entry.isNew;
    case Kind::Changed:
        entry.session = std::move(change.session);
        entry.state = State::Connected;
        return false;
    case Kind::Lost:
        if (entry.state != State::Gone) {
            entry.state = State::Lost;
            entry.lostAt = change.at;
        }
        return false;
    case Kind::Left:
        entry.session.reset();
        entry.state = State::Gone;
        if (entry.isNew)
            m_entries.remove(key);
        return false;
    }
    Q_UNREACHABLE();
}

const SessionChanges::Entry *SessionChanges::find(const QByteArray &key) const
{
    const auto found = m_entries.constFind(key);
    return found == m_entries.cend() ? nullptr : &*found;
}

void SessionChanges::remove(const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys)
        m_entries.remove(key);
}

} // namespace confab::log

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace confab::guard {

/// Under which names this server answers. A page of somebody else's whose name is made to point at this
/// machine (DNS rebinding) is of the same origin for its browser; only the name gives it away.
class HostPolicy
{
public:
    /// `names`: the machine's own and those that were allowed, in lower case.
    explicit HostPolicy(QList<QByteArray> names)
        : m_names(std::move(names))
    { }

    /// `host`: the value of the Host field. An IP address, localhost and what is below it are always allowed:
    /// no DNS is asked for those.
    [[nodiscard]] bool allows(QByteArrayView host) const;

private:
    const QList<QByteArray> m_names;
};

/// The names of this machine: as it calls itself, with ".local" (mDNS) and with its domain.
[[nodiscard]] QList<QByteArray> namesOfThisMachine();

} // namespace confab::guard

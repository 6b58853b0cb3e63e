// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/hostpolicy.h"

#include "server/guard/authority.h"

#include <QHostInfo>
#include <QSysInfo>

namespace confab::guard {

bool HostPolicy::allows(QByteArrayView host) const
{
    const auto authority = parseAuthority(host);
    if (!authority)
        return false;
    return authority->isAddress || authority->host == "localhost" || authority->host.endsWith(".localhost")
        || m_names.contains(authority->host);
}

QList<QByteArray> namesOfThisMachine()
{
    const QByteArray whole = QSysInfo::machineHostName().toLatin1().toLower();
    const QByteArray name = whole.split('.').constFirst();
    const QByteArray domain = QHostInfo::localDomainName().toLatin1().toLower();
    QList<QByteArray> names;
    for (const QByteArray &candidate : {whole, name, name + ".local", name + '.' + domain}) {
        if (!name.isEmpty() && !candidate.endsWith('.') && !names.contains(candidate))
            names.append(candidate);
    }
    return names;
}

} // namespace confab::guard

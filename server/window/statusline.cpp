// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/statusline.h"

#include "server/window/words.h"

#include <QLocale>

namespace confab::server {

using namespace Qt::StringLiterals;

QString StatusLine::words(const runtime::HubStatus &status, const QDateTime &now)
{
    if (status.state != runtime::HubState::Running)
        return {};
    const QStringList parts{
        Words::clients(status.clients.size()),
        tr("%1 msg/s").arg(QLocale().toString(status.messagesPerSecond, 'f', 1)),
        tr("in %1 out %2").arg(Words::bytes(status.bytesIn), Words::bytes(status.bytesOut)),
        tr("uptime %1").arg(Words::uptime(qMax<qint64>(0, status.startedAt.secsTo(now)))),
    };
    return parts.join(u"  ·  "_s);
}

} // namespace confab::server

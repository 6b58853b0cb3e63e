// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/launcher.h"

#include <QDesktopServices>
#include <QProcess>
#include <QStandardPaths>

namespace confab::server {

using namespace Qt::StringLiterals;

Launcher::Launcher(QString programFolder)
    : m_programFolder(std::move(programFolder))
{ }

bool Launcher::openChat(const QUrl &url) const
{
    const QString program = QStandardPaths::findExecutable(u"confab-client"_s, {m_programFolder});
    return !program.isEmpty() && QProcess::startDetached(program, {url.toString()});
}

bool Launcher::openBrowser(const QUrl &url) { return QDesktopServices::openUrl(url); }

} // namespace confab::server

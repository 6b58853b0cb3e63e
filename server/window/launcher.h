// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

namespace confab::server {

/// Joins from this computer: with the client window or the browser. False when there is none.
class Launcher
{
public:
    /// `programFolder` holds confab-client, normally the folder of the running program.
    explicit Launcher(QString programFolder);

    [[nodiscard]] bool openChat(const QUrl &url) const;
    [[nodiscard]] static bool openBrowser(const QUrl &url);

private:
    QString m_programFolder;
};

} // namespace confab::server

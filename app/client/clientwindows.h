// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

namespace confab::client {
class ClientWindow;
class Profile;
} // namespace confab::client
namespace confab::widgets {
class Theme;
}

namespace confab::app {

/// Opens the program's windows, each with a connection of its own; a window that is closed is gone.
class ClientWindows : public QObject
{
    Q_OBJECT

public:
    /// Theme and profile outlive the windows.
    ClientWindows(widgets::Theme &theme, client::Profile &profile, const QString &room);
    ~ClientWindows() override;

    /// A new window with the form filled in.
    client::ClientWindow *open();

private:
    widgets::Theme &m_theme;
    client::Profile &m_profile;
    QString m_room;
    QList<client::ClientWindow *> m_windows; // each deletes itself when it is closed
};

} // namespace confab::app

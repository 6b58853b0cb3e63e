// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/networkwatch.h"

#include <QObject>
#include <QString>

#include <memory>

namespace confab::client {
class ClientStore;
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
    ClientWindows(widgets::Theme &theme, client::Profile &profile, std::shared_ptr<client::ClientStore> store,
                  const QString &room);
    ~ClientWindows() override;

    /// A new window with the form filled in.
    client::ClientWindow *open();

private:
    widgets::Theme &m_theme;
    client::Profile &m_profile;
    std::shared_ptr<client::ClientStore> m_store;
    client::NetworkWatch m_network;
    QString m_room;
    QList<client::ClientWindow *> m_windows; // each deletes itself when it is closed
};

} // namespace confab::app

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/window/launcher.h"

#include <QObject>

namespace confab::runtime {
class Hub;
}
namespace confab::server {
class ServerWindow;
}

namespace confab::app {

/// Connects the hub with its window, and does what takes more than one step: another port, the orderly end.
class ServerControl : public QObject
{
    Q_OBJECT

public:
    /// Hub and window outlive this.
    ServerControl(runtime::Hub &hub, server::ServerWindow &window, server::Launcher launcher);

    /// Stops the hub, then ends the program.
    void shutDown();

private:
    void changePort(quint16 port);
    void handleStopped();
    void openChat(const QUrl &url);
    void openBrowser(const QUrl &url);

    runtime::Hub &m_hub;
    server::ServerWindow &m_window;
    server::Launcher m_launcher;
    bool m_restarting = false;
    bool m_ending = false;
};

} // namespace confab::app

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/common/consoleoutput.h"
#include "app/server/servercontrol.h"
#include "server/log/datafolder.h"
#include "server/runtime/hub.h"
#include "server/window/serverwindow.h"

namespace confab::app {

class WindowMemory;

/// The hub and its window, once it is known where messages are kept.
class ServerSession
{
public:
    /// Shows the window and starts the hub. `folder` is null without a store; the rest outlives this.
    ServerSession(runtime::Options options, std::unique_ptr<log::DataFolder> folder, widgets::Theme &theme,
                  WindowMemory &memory);
    Q_DISABLE_COPY_MOVE(ServerSession)
    ~ServerSession();

    /// See ServerWindow::showNotice().
    void showNotice(const QString &text) { m_window.showNotice(text); }
    /// Stops the hub, then ends the program.
    void shutDown() { m_control.shutDown(); }

private:
    const std::unique_ptr<log::DataFolder> m_folder; ///< given up when the hub has gone
    widgets::Theme &m_theme;
    WindowMemory &m_memory;
    server::ServerWindow m_window;
    runtime::Hub m_hub;
    const ConsoleOutput m_output;
    ServerControl m_control;
};

} // namespace confab::app

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/servercontrol.h"

#include "server/runtime/hub.h"
#include "server/window/serverwindow.h"

#include <QCoreApplication>

namespace confab::app {

using runtime::Hub;
using runtime::HubState;
using server::ServerWindow;

ServerControl::ServerControl(Hub &hub, ServerWindow &window, server::Launcher launcher)
    : m_hub(hub)
    , m_window(window)
    , m_launcher(std::move(launcher))
{
    connect(&hub, &Hub::statusChanged, &window, &ServerWindow::showStatus);
    connect(&hub, &Hub::messagesReceived, &window, &ServerWindow::appendMessages);
    connect(&hub, &Hub::started, &window, &ServerWindow::showStarted);
    connect(&hub, &Hub::startFailed, &window, &ServerWindow::showStartFailed);
    connect(&hub, &Hub::stopped, this, &ServerControl::handleStopped);
    connect(&window, &ServerWindow::startRequested, &hub, &Hub::start);
    connect(&window, &ServerWindow::stopRequested, &hub, &Hub::stop);
    connect(&window, &ServerWindow::returnToStoreRequested, &hub, &Hub::returnToStore);
    connect(&window, &ServerWindow::sayRequested, &hub, &Hub::say);
    connect(&window, &ServerWindow::disconnectRequested, &hub, &Hub::disconnectClient);
    connect(&window, &ServerWindow::portChangeRequested, this, &ServerControl::changePort);
    connect(&window, &ServerWindow::openChatRequested, this, &ServerControl::openChat);
    connect(&window, &ServerWindow::openBrowserRequested, this, &ServerControl::openBrowser);
}

void ServerControl::changePort(quint16 port)
{
    m_hub.setPort(port);
    if (m_hub.state() == HubState::Stopped) {
        m_hub.start();
    } else if (m_hub.state()
               != HubState::Starting) { // a start under way is over before anybody can answer a dialog
        m_restarting = true;
        m_hub.stop();
    }
}

void ServerControl::shutDown()
{
    m_ending = true;
    if (m_hub.state() == HubState::Running)
        m_hub.stop();
    else if (m_hub.state() != HubState::Stopping)
        QCoreApplication::quit();
}

void ServerControl::handleStopped()
{
    if (m_ending)
        QCoreApplication::quit();
    else if (m_restarting)
        m_hub.start();
    m_restarting = false;
}

void ServerControl::openChat(const QUrl &url)
{
    if (!m_launcher.openChat(url))
        m_window.showProblem(tr("The chat window confab-client is not installed beside this program. "
                                "Join in the browser instead."));
}

void ServerControl::openBrowser(const QUrl &url)
{
    if (!server::Launcher::openBrowser(url))
        m_window.showProblem(tr("No browser was found. Open this address yourself: %1").arg(url.toString()));
}

} // namespace confab::app

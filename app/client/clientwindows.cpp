// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/clientwindows.h"

#include "client/core/chatclient.h"
#include "client/window/clientwindow.h"
#include "client/window/profile.h"
#include "widgets/firstpaint.h"
#include "widgets/theme.h"

namespace confab::app {

ClientWindows::ClientWindows(widgets::Theme &theme, client::Profile &profile,
                             std::shared_ptr<client::ClientStore> store, const QString &room)
    : m_theme(theme)
    , m_profile(profile)
    , m_store(std::move(store))
    , m_room(room)
{ }

ClientWindows::~ClientWindows()
{
    const auto windows = std::exchange(m_windows, {});
    qDeleteAll(windows);
}

client::ClientWindow *ClientWindows::open()
{
    auto session = std::make_unique<client::ChatClient>(m_profile.certificatePins());
    session->setTokenSource([this](const QUrl &address) { return m_profile.tokenFor(address); });
    session->setStore(m_store);
    connect(&m_network, &client::NetworkWatch::networkCameUp, session.get(),
            &client::ChatClient::takeNetworkUp);
    auto *window = new client::ClientWindow(std::move(session), m_theme, m_profile,
                                            &client::ChatClient::addressFromUserInput);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setRoom(m_room);
    if (!m_windows.isEmpty()) // else it would hide the one before
        window->move(m_windows.last()->pos() + QPoint(28, 28));
    m_windows.append(window);
    connect(window, &QObject::destroyed, this, [this, window] { m_windows.removeOne(window); });
    connect(window, &client::ClientWindow::newWindowRequested, this, &ClientWindows::open);
    connect(window, &client::ClientWindow::nameChosen, this, [this, window](const QString &name) {
        for (client::ClientWindow *other : std::as_const(m_windows)) {
            if (other != window)
                other->takeName(name); // all windows are one person
        }
    });
    widgets::noteFirstPaint(*window);
    window->show();
    return window;
}

} // namespace confab::app

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/window/serverwindow.h"
#include "tests/server_window/samples.h"

#include <QLabel>
#include <QTest>

#include <memory>

/// The addresses of a hub that others can reach.
inline const QList<confab::runtime::Endpoint> lan{samples::endpoint("192.168.1.20"),
                                                  samples::loopback()};

/// The server window by its widgets' names, driven by values instead of a hub.
class ServerWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<confab::widgets::Theme>();
        m_theme->setChoice(confab::widgets::ThemeChoice::Light);
        makeWindow();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
    }

protected:
    template <typename T = QWidget> [[nodiscard]] T *part(const char *name) const
    {
        T *found = m_window->findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("no widget %s", name);
        return found;
    }
    [[nodiscard]] QString wordsOf(const char *notice) const
    {
        return part(notice)->findChild<QLabel *>(QStringLiteral("noticeText"))->text();
    }
    void showState(confab::runtime::HubState state)
    {
        confab::runtime::HubStatus status;
        status.state = state;
        m_window->showStatus(status);
    }
    void makeWindow(const confab::server::WindowSettings &settings = {})
    {
        m_window = std::make_unique<confab::server::ServerWindow>(*m_theme, settings);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    std::unique_ptr<confab::widgets::Theme> m_theme;
    std::unique_ptr<confab::server::ServerWindow> m_window;
};

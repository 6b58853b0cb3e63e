// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/serveraddress.h"
#include "client/models/messagesmodel.h"
#include "client/window/banner.h"
#include "client/window/clientwindow.h"
#include "client/window/composer.h"
#include "client/window/messageview.h"
#include "client/window/profile.h"
#include "tests/client_window/fakesession.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QInputDialog>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

namespace confab::client {

using namespace Qt::StringLiterals;

/// The whole window over a fake session, driven as a person drives it; a new one for each test.
class WindowTest : public QObject
{
    Q_OBJECT

protected:
    std::unique_ptr<widgets::Theme> theme;
    std::unique_ptr<QTemporaryDir> home;
    std::unique_ptr<Profile> profile;
    std::unique_ptr<ClientWindow> window;
    FakeSession *session = nullptr;

    template <typename T> T *find(const char *name) const
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    Composer *composer() const { return find<Composer>("composer"); }
    MessageView *list() const { return find<MessageView>("messageList"); }
    QString rowText(int row) const { return list()->model()->index(row, 0).data().toString(); }
    int rowCount() const { return list()->model()->rowCount(); }
    QString bannerText() const
    {
        return find<Banner>("banner")->isVisible() ? find<QLabel>("bannerText")->text() : QString();
    }

    void click(const char *name) const
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button && button->isVisible(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void goOnline() const
    {
        click("joinButton");
        session->enter(ConnectionState::Online);
    }
    void fillScreen() const
    {
        QList<ChatMessage> messages;
        for (int i = 0; i < 60; ++i)
            messages.append(session->from(u"Ana"_s, u"message %1"_s.arg(i)));
        session->receive(messages, false);
        QTRY_COMPARE(rowCount(), 60);
        list()->doItemsLayout();
    }

private Q_SLOTS:
    void initTestCase()
    {
        theme = std::make_unique<widgets::Theme>();
        theme->setChoice(widgets::ThemeChoice::Light);
    }
    void cleanupTestCase() { theme.reset(); }

    void init()
    {
        home = std::make_unique<QTemporaryDir>();
        profile = std::make_unique<Profile>(home->path(), u"test"_s);
        auto owned = std::make_unique<FakeSession>();
        session = owned.get();
        window = std::make_unique<ClientWindow>(std::move(owned), *theme, *profile, &addressFromUserInput);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    void cleanup()
    {
        window.reset();
        profile.reset();
        home.reset();
    }
};

} // namespace confab::client

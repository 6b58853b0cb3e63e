// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"
#include "client/window/joinpage.h"

#include <QMainWindow>

#include <functional>
#include <memory>

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class ChatPage;
class Profile;

/// One client window: the form to join, then the chat.
class ClientWindow : public QMainWindow
{
    Q_OBJECT

public:
    using LinkOpener = std::function<void(const QUrl &)>;

    /// Theme and profile outlive the window.
    ClientWindow(std::unique_ptr<ChatSession> session, widgets::Theme &theme, Profile &profile,
                 JoinPage::AddressParser parser, QWidget *parent = nullptr);
    ~ClientWindow() override;

    /// What opens a clicked link; the desktop's browser unless a test wants to see.
    void setLinkOpener(LinkOpener opener) { m_openLink = std::move(opener); }

    void setRoom(const QString &room) { m_room = room; }
    /// Fills the form.
    void offer(const QString &address, const QString &name);
    /// Joins at once with what the form holds; shows the form when its address is none.
    void joinNow();
    /// Goes by another name from now on, in the chat and in the form.
    void takeName(const QString &name);
    [[nodiscard]] ChatSession &session() { return *m_session; }

Q_SIGNALS:
    void newWindowRequested();
    /// A new name was asked for; the profile has it.
    void nameChosen(const QString &name);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildMenu();
    void buildShortcuts();
    QMenu *themeMenu();
    void join(const QUrl &address, const QString &name);
    void keepPin();
    void showForm();
    void changeAddress();
    void askForName();
    void showShortcuts();
    void updateTitle();
    [[nodiscard]] bool isChatting() const;

    std::unique_ptr<ChatSession> m_session;
    widgets::Theme &m_theme;
    Profile &m_profile;
    LinkOpener m_openLink;
    QString m_room;
    QUrl m_shownAddress; ///< whose messages the chat page has
    QString m_shownRoom;
    QStackedWidget *m_pages;
    JoinPage *m_joinPage;
    ChatPage *m_chatPage;
    QMenu *m_menu;
};

} // namespace confab::client

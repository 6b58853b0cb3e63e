// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"
#include "client/models/messagesmodel.h"

#include <QTimer>
#include <QWidget>

class QMenu;
class QPushButton;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class Banner;
class BusyBar;
class ChatHeader;
class Composer;
class ComposerBar;
class EmptyState;
class MessageView;
class PastLoader;
class PeoplePopup;
class PinPrompt;
class TypingLine;
class UnreadTracker;

/// The chat: header, state of the connection, messages, composer. Shows a ChatSession and does with it what
/// its user asks.
class ChatPage : public QWidget
{
    Q_OBJECT

public:
    /// Session and theme outlive the page.
    ChatPage(ChatSession &session, const widgets::Theme &theme, QWidget *parent = nullptr);

    /// Forgets the messages of another room; what is being typed stays.
    void clearMessages();
    void setMenu(QMenu *menu);
    /// The window came to the front or left it.
    void setActive(bool active);
    void focusComposer();
    /// From header to messages to composer and around.
    void focusNextPart();
    void showFirst();
    void showLatest();
    [[nodiscard]] Composer &composer();

Q_SIGNALS:
    void linkActivated(const QUrl &url);
    /// The person wants to go back to the form.
    void changeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void connectSession();
    void connectList();
    void connectRoom();
    void updateState();
    void updatePeople();
    void updateStrip();
    void updateOverlays();
    void doNoticeAction(const QString &action);
    void takeMessages(const QList<ChatMessage> &messages, bool live);
    void flushMessages();
    void showNewBelow(int count);

    ChatSession &m_session;
    const widgets::Theme &m_theme;
    MessagesModel m_model;
    ChatHeader *m_header;
    BusyBar *m_busy;
    Banner *m_banner;
    PinPrompt *m_pinPrompt;
    MessageView *m_view;
    EmptyState *m_empty;
    QPushButton *m_pill;
    TypingLine *m_typing;
    ComposerBar *m_composerBar;
    PeoplePopup *m_people;
    UnreadTracker *m_unread;
    PastLoader *m_past;
    QTimer m_patience; ///< runs while a first connection needs no word yet
    QTimer m_batch; ///< what comes within a frame goes to the model at once
    QList<ChatMessage> m_arrived;
    bool m_arrivedLive = false;
    bool m_wasOnline = false; ///< since the person joined
};

} // namespace confab::client

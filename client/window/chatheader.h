// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace confab::widgets {
class ElidingLabel;
class Theme;
} // namespace confab::widgets

namespace confab::client {

/// Above the messages: the room, who one is and where, the state of the connection, the menu.
class ChatHeader : public QWidget
{
    Q_OBJECT

public:
    /// `theme` outlives the header.
    explicit ChatHeader(const widgets::Theme &theme, QWidget *parent = nullptr);

    void showSession(const ChatSession &session);
    /// Not owned.
    void setMenu(QMenu *menu);
    void focusMenuButton();
    /// What peopleRequested() is about.
    [[nodiscard]] QWidget *peopleButton() const;
    /// The last part that takes the focus.
    [[nodiscard]] QWidget *lastFocus() const;

Q_SIGNALS:
    /// Somebody wants to see who is there.
    void peopleRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateLook();

    const widgets::Theme &m_theme;
    widgets::ElidingLabel *m_room;
    widgets::ElidingLabel *m_who;
    QLabel *m_dot;
    QLabel *m_state;
    QToolButton *m_people;
    QToolButton *m_menu;
    ConnectionState m_shown = ConnectionState::Idle;
};

} // namespace confab::client

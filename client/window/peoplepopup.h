// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/peoplemodel.h"

#include <QFrame>

class QLabel;
class QListView;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class ChatSession;

/// Who is in the room, below the button that asks for it; gone with the next click elsewhere, or Escape.
class PeoplePopup : public QFrame
{
    Q_OBJECT

public:
    /// `theme` outlives the popup.
    explicit PeoplePopup(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// Closes it when nobody says who is there.
    void showSession(const ChatSession &session);
    void popUpBelow(const QWidget &button);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void updateLook();
    void fit();

    const widgets::Theme &m_theme;
    PeopleModel m_model;
    QLabel *m_title;
    QListView *m_list;
    QLabel *m_more;
    QSize m_room; ///< of the window that it belongs to
};

} // namespace confab::client

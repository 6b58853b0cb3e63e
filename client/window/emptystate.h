// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>
#include <QWidget>

class QLabel;
class QPushButton;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

/// In place of the messages while there are none: "No messages yet. Say hello", and the address to share.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// `theme` outlives the widget.
    explicit EmptyState(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// The address others can join at, with the PIN that they need; nothing is shown when it would lead them
    /// to themselves.
    void setAddress(const QUrl &address, const QString &pin);

private:
    void updateLook();

    const widgets::Theme &m_theme;
    QLabel *m_title;
    QLabel *m_hint;
    QLabel *m_address;
    QPushButton *m_copy;
};

} // namespace confab::client

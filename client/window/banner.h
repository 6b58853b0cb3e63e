// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

/// A strip above the messages: what is wrong in words, and what can be done about it.
class Banner : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Notice, Warning, Error };

    struct Action
    {
        QString objectName; ///< of the button, for tests and scripts
        QString label;

        friend bool operator==(const Action &, const Action &) = default;
    };

    /// `theme` outlives the banner.
    explicit Banner(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// Where the buttons stand for the Tab key: behind `widget`, and not behind all that was there before
    /// them.
    void setTabPredecessor(QWidget *widget) { m_before = widget; }
    /// Plain text. The buttons stay the same widgets (and keep the focus) as long as the actions are the
    /// same.
    void show(Kind kind, const QString &text, const QList<Action> &actions);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered(const QString &objectName);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setActions(const QList<Action> &actions);
    void updateLook();

    const widgets::Theme &m_theme;
    Kind m_kind = Kind::Notice;
    QList<Action> m_actions;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QWidget *m_before = nullptr;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class ChatSession;
class PrimaryButton;

/// A strip in the banner's place: the chat asks for a PIN. What is typed stays until the server takes one.
class PinPrompt : public QWidget
{
    Q_OBJECT

public:
    /// `theme` outlives the prompt.
    explicit PinPrompt(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// Whether the session waits for a PIN, or tries the one that was just entered here.
    [[nodiscard]] bool isFor(const ChatSession &session) const;
    /// Asks, says that the PIN was wrong or for how long none is taken, or waits for the answer. The focus
    /// comes to the field when the question is new and `takeFocus`: whoever writes a message goes on writing
    /// it.
    void showSession(const ChatSession &session, bool takeFocus);
    /// Nothing to ask any more.
    void putAway();

Q_SIGNALS:
    void pinEntered(const QString &pin);
    void changeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildLayout();
    void submit();
    void updateLook();
    void say(const QString &problem);

    const widgets::Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_problem;
    QLineEdit *m_pin;
    PrimaryButton *m_join;
    QPushButton *m_change;
    bool m_asking = false;
    bool m_trying = false; ///< a PIN that was entered here
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class PrimaryButton;

/// The form before the chat: address, name, [Join].
class JoinPage : public QWidget
{
    Q_OBJECT

public:
    /// Makes an address of what a person types; invalid when it cannot be one
    /// (ChatClient::addressFromUserInput).
    using AddressParser = std::function<QUrl(const QString &)>;

    /// `theme` outlives the page.
    JoinPage(const widgets::Theme &theme, AddressParser parser, QWidget *parent = nullptr);

    void setAddress(const QString &address);
    void setName(const QString &name);
    /// What to tell the person above the fields, in plain text; empty takes it away.
    void setProblem(const QString &problem);
    /// Focus to [Join], or to the field that needs attention.
    void focusFirst();
    /// Focus to the address, ready to be typed over.
    void focusAddress();
    void setMenu(QMenu *menu);
    /// As if [Join] were clicked.
    void join();

Q_SIGNALS:
    void joinRequested(const QUrl &address, const QString &name);

private:
    void updateLook();
    void buildForm();

    const widgets::Theme &m_theme;
    AddressParser m_parser;
    QLabel *m_title;
    QLabel *m_subtitle;
    QLabel *m_problem;
    QLineEdit *m_address;
    QLineEdit *m_name;
    PrimaryButton *m_join;
    QToolButton *m_menu;
    QString m_readyName;
};

} // namespace confab::client

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"
#include "server/window/shareaddress.h"
#include "widgets/theme.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace confab::server {

class AddressBox;
class QrPopup;

/// The top of the server window: is it running, at which address do people join, and the ways to tell them.
class JoinBar : public QWidget
{
    Q_OBJECT

public:
    /// `menu` is shown by the button at the end; not owned.
    JoinBar(const widgets::Theme &theme, QMenu *menu, QWidget *parent = nullptr);

    void showState(runtime::HubState state, const QList<runtime::Endpoint> &endpoints);
    /// The PIN that people are asked for, empty without one.
    void setPin(const QString &pin);
    /// The chosen address, empty while there is none; without the PIN.
    [[nodiscard]] QString url() const;
    /// Whether other devices can use it.
    [[nodiscard]] bool isForOthers() const;
    /// Puts the address on the clipboard and says so on the button for a moment.
    void copyAddress();
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void addressChanged(const confab::server::ShareAddress &address);
    void startRequested();
    void stopRequested();
    void projectorRequested();
    void openChatRequested();
    void openBrowserRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QToolButton *addButton(const QString &objectName, const QString &icon, const QString &text,
                                         const QString &toolTip);
    void showStateWord();
    void updateButtons();
    void fitButtons();

    const widgets::Theme &m_theme;
    runtime::HubState m_state = runtime::HubState::Stopped;
    QLabel *m_dot;
    QLabel *m_stateWord;
    AddressBox *m_address;
    QToolButton *m_copy;
    QToolButton *m_qr;
    QToolButton *m_projector;
    QToolButton *m_chat;
    QToolButton *m_browser;
    QToolButton *m_startStop;
    QToolButton *m_menuButton;
    QList<QToolButton *> m_shrinking; ///< lose their words first when there is no room, last one first
    QrPopup *m_popup;
};

} // namespace confab::server

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/window/shareaddress.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace confab::widgets {
class Theme;
}

namespace confab::server {

class QrCodeWidget;

/// What the window shows until the first person has joined: the QR code, the address, and two ways in from
/// here.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// Without `forOthers` there is no QR code: a phone could do nothing with it.
    void setAddress(const ShareAddress &address, bool forOthers);

Q_SIGNALS:
    void openChatRequested();
    void openBrowserRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitAddress();

    const widgets::Theme &m_theme;
    QLabel *m_hint;
    QrCodeWidget *m_code;
    QLabel *m_address;
};

} // namespace confab::server

// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/window/shareaddress.h"

#include <QFrame>

class QLabel;

namespace confab::widgets {
class Theme;
}

namespace confab::server {

class QrCodeWidget;

/// The address as a QR code, popped up below the button that asked for it.
class QrPopup : public QFrame
{
    Q_OBJECT

public:
    explicit QrPopup(const widgets::Theme &theme, QWidget *parent = nullptr);

    void setAddress(const ShareAddress &address);
    void popUpBelow(QWidget *button);

private:
    QrCodeWidget *m_code;
    QLabel *m_address;
};

} // namespace confab::server
